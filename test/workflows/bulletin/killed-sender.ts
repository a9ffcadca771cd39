/** Started by kill.test.ts, to be killed in the middle. */
import { sendLargeIssue } from './send-large-issue.js';

const [folder = '', port = '', start = ''] = process.argv.slice(2);
await sendLargeIssue(folder, Number(port), start);
