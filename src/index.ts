/** The bot as a program. What is wrong with its settings is told before the rest is loaded. */
import { readInstallation } from './installation.js';
import { tellFaults } from './shared/errors.js';

try {
  const installation = readInstallation(process.env);
  const { run } = await import('./run.js');
  await run(installation);
} catch (error) {
  tellFaults(error);
  process.exit(1);
}
