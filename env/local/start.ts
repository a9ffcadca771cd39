/** `npm start`: the bot and two Agents Playgrounds on this machine, until Ctrl-C. */
import { join, resolve } from 'node:path';
import { readConfig } from '../../src/config.js';
import type { Config } from '../../src/config.js';
import { SetupError } from '../../src/shared/errors.js';
import { startBot } from './bot.js';
import { root } from './child.js';
import { personNamed } from './people.js';
import { startPlayground } from './playground.js';
import { isFree } from './ports.js';

const coordinator = { person: personNamed('Alex Wilber'), port: 56150 };
const lead = { person: personNamed('Megan Bowen'), port: 56151 };
const folder = join(root, 'node_modules', '.cache', 'roundtable');

interface Part {
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

process.exitCode = await run();

/** Runs until a signal (0) or a fault (1), which it tells in one sentence. */
async function run(): Promise<number> {
  const stopping = new AbortController();
  const signalled = new Promise<string>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
  });
  const parts: Part[] = [];
  let ending = false;
  void signalled.then(() => {
    ending = true;
    console.log('\nStopping. Everything that was answered is saved.');
    stopping.abort();
  });

  try {
    const config = readLocalConfig();
    await refuseTakenPorts(config.port);
    await startParts(config, stopping.signal, parts);
    console.log(welcome(config));
    const fault = await Promise.race([signalled.then(() => undefined), ...parts.map((part) => part.ended)]);
    if (fault === undefined) return 0;
    throw new Error(`${fault} Everything else is stopped too. Run npm start again.`);
  } catch (error) {
    if (ending) return 0;
    const sentences = error instanceof SetupError ? error.faults : [(error as Error).message];
    for (const sentence of sentences) console.error(sentence);
    return 1;
  } finally {
    // The Playgrounds first, so that nothing more reaches the bot while it ends.
    const [bot, ...playgrounds] = parts;
    await Promise.all(playgrounds.map((playground) => playground.stop()));
    await bot?.stop();
  }
}

async function startParts(config: Config, signal: AbortSignal, parts: Part[]): Promise<void> {
  const environment = { LOG_LEVEL: 'warn', ...process.env };
  const bot = await startBot({ port: config.port, environment, signal });
  parts.push(bot);
  const started = await Promise.allSettled(
    [coordinator, lead].map(async ({ person, port }) => {
      parts.push(await startPlayground({ botUrl: bot.messagesUrl, port, person, folder, signal }));
    }),
  );
  const failed = started.find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** @throws {SetupError} when a setting is wrong, or the settings are those of a registered bot */
function readLocalConfig(): Config {
  const config = readConfig(process.env);
  if (config.bot === undefined) return config;
  throw new SetupError([
    'BOT_ID is set, and npm start is for trying the bot without Microsoft. Unset BOT_ID, or start the bot with npm run bot.',
  ]);
}

/** @throws {SetupError} with a sentence for each port that another program has */
async function refuseTakenPorts(botPort: number): Promise<void> {
  const needed = [
    { port: botPort, sentence: 'the bot needs it. Stop the program that uses it, or set PORT to another.' },
    ...[coordinator, lead].map(({ port, person }) => ({
      port,
      sentence: `the Playground of ${person.name} needs it. Stop the program that uses it; it may be another npm start.`,
    })),
  ];
  const free = await Promise.all(needed.map(({ port }) => isFree(port)));
  const faults = needed.filter((_, index) => free[index] === false);
  if (faults.length > 0) {
    throw new SetupError(faults.map(({ port, sentence }) => `Port ${port} is in use, and ${sentence}`));
  }
}

function welcome(config: Config): string {
  return `
Roundtable is running, on this machine only. Open both addresses in a browser:

  http://localhost:${coordinator.port}   you are Alex Wilber, who coordinates the partnership
  http://localhost:${lead.port}   you are Megan Bowen of Kent Police, who leads some of its actions

Try first:
  1. As Megan, write "hello". A check-in is waiting: open it and update an action.
  2. As Alex, write "who has not replied", then "check-in results".
  3. As either, write "help" to see everything.

${lettersLine(config)}
Data: ${resolve(config.dataFolder)} (delete this folder to begin again)
Logs of the Playgrounds: ${folder}
Ctrl-C stops everything and loses nothing.
`;
}

function lettersLine({ mail, port }: Config): string {
  if (mail?.smtp !== undefined) return `Letters by e-mail go to ${mail.smtp.host}.`;
  return `Letters by e-mail: http://127.0.0.1:${port}/mail/ (kept in the data folder, and sent to nobody)`;
}
