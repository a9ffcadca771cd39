/** `import`: shows what a file would change, asks, and does it. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { readInstallation } from '../installation.js';
import { SetupError } from '../shared/errors.js';
import { askRunningBot } from './ask-bot.js';
import { tell } from './command-line.js';
import type { Surroundings, Work } from './command-line.js';
import type { ImportAnswer, ImportRequest } from './import.js';

/** In bytes; the running bot takes no more than this in one request. */
const LARGEST = 7_000_000;

export const bringIn: Work = async ({ given: [kind = '', name = ''], options }, around) => {
  const file = { name: path.basename(name), content: await contentOf(name) };

  const preview = await perform({ kind, file, apply: false }, around);
  if (!preview.ok) return refuse(preview.faults, around);
  preview.changes.forEach((change) => tell(around, change));
  tell(around, preview.summary);
  if (preview.changes.length === 0) return 0;
  if (!options.includes('--yes') && !(await confirmed(around))) {
    tell(around, 'Nothing was changed.');
    return 1;
  }
  const done = await perform({ kind, file, apply: true }, around);
  if (!done.ok) return refuse(done.faults, around);
  tell(around, `Done. ${done.summary}`);
  return 0;
};

/** By the running bot, or alone on the data folder when none runs. */
async function perform(request: ImportRequest, { env, stderr }: Surroundings): Promise<ImportAnswer> {
  const installation = readInstallation(env);
  const answer = await askRunningBot(installation.config.dataFolder, request);
  if (answer !== undefined) return answer;
  const { importAlone } = await import('./import-alone.js');
  return importAlone(installation, request, stderr);
}

async function contentOf(name: string): Promise<Uint8Array> {
  const content = await readFile(name).catch(() => {
    throw new SetupError([`${name} cannot be read. Check the name of the file.`]);
  });
  if (content.length <= LARGEST) return content;
  throw new SetupError([`${name} is larger than 7 MB. Check that it is the file you mean.`]);
}

async function confirmed({ stdin, stdout }: Surroundings): Promise<boolean> {
  if (stdin.isTTY !== true) {
    throw new SetupError(['Nobody can be asked here. Add --yes to do it without asking.']);
  }
  const terminal = createInterface({ input: stdin, output: stdout });
  const answer = await terminal.question('Make these changes? (yes/no) ');
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

function refuse(faults: readonly string[], { stderr }: Surroundings): number {
  for (const line of [...faults, 'Nothing was imported.']) stderr.write(`${line}\n`);
  return 1;
}
