/** The operator's command line as a program: `npm run roundtable -- help`. */
import { roundtable } from './roundtable.js';

process.exitCode = await roundtable(process.argv.slice(2), process);
