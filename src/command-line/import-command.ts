/** `import`: shows what a file would change, asks, and does it. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { pino } from 'pino';
import { openStore, readInstallation } from '../installation.js';
import { SetupError } from '../shared/errors.js';
import { workflows } from '../workflows/index.js';
import { tell } from './command-line.js';
import type { CommandLine } from './command-line.js';
import { askRunningBot } from './control.js';
import { importsOf, runImport } from './import.js';
import type { ImportAnswer, ImportRequest } from './import.js';

const kinds = importsOf(workflows);
/** In bytes; the running bot takes no more than this in one request. */
const LARGEST = 7_000_000;

export const bringIn: CommandLine = {
  name: 'import',
  usage: 'import <kind> <file> [--yes]',
  summary: 'Bring a file in: shows what would change and asks first.',
  details: [
    ...Object.entries(kinds).map(([kind, { help }]) => `  ${kind}  ${help}`),
    '',
    'The same file a second time changes nothing. A file with faults changes nothing: every fault is shown with',
    'its line. While the bot runs, the bot itself does it. --yes does not ask. What export wrote goes back with load.',
  ],
  async run({ given: [kind = '', name = ''], options }) {
    const file = { name: path.basename(name), content: await contentOf(name) };

    const preview = await perform({ kind, file, apply: false });
    if (!preview.ok) return refuse(preview.faults);
    preview.changes.forEach((change) => tell(change));
    tell(preview.summary);
    if (preview.changes.length === 0) return 0;
    if (!options.includes('--yes') && !(await confirmed())) {
      tell('Nothing was changed.');
      return 1;
    }
    const done = await perform({ kind, file, apply: true });
    if (!done.ok) return refuse(done.faults);
    tell(`Done. ${done.summary}`);
    return 0;
  },
};

/** By the running bot, or alone on the data folder when none runs. */
async function perform(request: ImportRequest): Promise<ImportAnswer> {
  const installation = readInstallation(process.env);
  const answer = await askRunningBot(installation.config.dataFolder, request);
  if (answer !== undefined) return answer;
  const log = pino({ level: 'warn' }, pino.destination(2));
  const store = await openStore(installation, log, () => undefined);
  try {
    return await runImport({ ...installation, store }, workflows, request);
  } finally {
    await store.close();
  }
}

async function contentOf(name: string): Promise<Uint8Array> {
  const content = await readFile(name).catch(() => {
    throw new SetupError([`${name} cannot be read. Check the name of the file.`]);
  });
  if (content.length <= LARGEST) return content;
  throw new SetupError([`${name} is larger than 7 MB. Check that it is the file you mean.`]);
}

async function confirmed(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new SetupError(['Nobody can be asked here. Add --yes to do it without asking.']);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('Make these changes? (yes/no) ');
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

function refuse(faults: readonly string[]): number {
  faults.forEach((fault) => process.stderr.write(`${fault}\n`));
  process.stderr.write('Nothing was imported.\n');
  return 1;
}
