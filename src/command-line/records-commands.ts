/** `export` and `load`: every record as lines of JSON, out of a data folder and into an empty one. */
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pino } from 'pino';
import { readConfig } from '../config.js';
import { collections, readInstallation } from '../installation.js';
import { SetupError } from '../shared/errors.js';
import { count } from '../shared/text.js';
import { openFilling } from '../store/fill.js';
import { readRecords } from '../store/records.js';
import { verifyFolder } from '../store/verify.js';
import { tell } from './command-line.js';
import type { CommandLine } from './command-line.js';
import { withProgress } from './progress.js';
import { fileOf, linesOf, readFileInto } from './records-file.js';

export const exportRecords: CommandLine = {
  name: 'export',
  usage: 'export <file>',
  summary: 'Write every record to a file, as lines of JSON, while the bot runs.',
  details: [
    'The same records give the same bytes. - writes to standard output. A file that exists is not overwritten.',
    'load brings the file into an empty data folder. The audit trail is not in it: backup copies that.',
    'The file holds names and addresses, so only you may read it; see to it that it stays so.',
  ],
  async run({ given: [name = ''] }) {
    const folder = readConfig(process.env).dataFolder;
    const records = await withProgress(`Reading ${folder}`, () => readRecords(folder, collections));
    await withProgress('Writing', async (report) => {
      const pieces = fileOf(records, (written) => report(written / records.count));
      if (name === '-') await writeTo(process.stdout, pieces);
      else await writeFile(name, pieces);
    });
    if (name !== '-') tell(`Exported ${count(records.count, 'record')} to ${name}.`);
    return 0;
  },
};

export const load: CommandLine = {
  name: 'load',
  usage: 'load <file>',
  summary: 'Bring a file that export wrote into an empty data folder.',
  details: [
    'The data folder must be empty or not exist, and no bot may run on it. Records keep their ids and versions, and',
    'are brought to the schema of this version of Roundtable. A file with a fault loads nothing: every fault is shown',
    'with its line. - reads from standard input. Start the bot afterwards: it sends the messages that still wait.',
  ],
  async run({ given: [name = ''] }) {
    const { config, clock } = readInstallation(process.env);
    const folder = config.dataFolder;
    const filling = openFilling(collections);
    const records = await withProgress(`Reading ${name}`, () => readInto(filling, name));
    const log = pino({ level: 'warn' }, pino.destination(2));
    await withProgress('Writing', (report) =>
      filling.writeTo({ folder, clock, log, report: (written) => report(written / records) }),
    );
    const found = await withProgress(`Checking ${folder}`, (report) => verifyFolder(folder, report));
    if (!found.ok) throw new SetupError([found.fault]);
    tell(`Loaded ${count(records, 'record')} into ${folder}.`);
    return 0;
  },
};

async function writeFile(name: string, pieces: Iterable<string>): Promise<void> {
  let made = false;
  const file = createWriteStream(name, { flags: 'wx', mode: 0o600, flush: true });
  file.once('open', () => (made = true));
  try {
    await writeTo(file, pieces);
  } catch (error) {
    // Half of the records must not look like all of them.
    if (made) await rm(name, { force: true });
    throw error;
  }
}

async function writeTo(stream: Writable, pieces: Iterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), stream, { end: stream !== process.stdout });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const what =
      code === 'EEXIST'
        ? 'The file is there already: name another one'
        : `The file cannot be written (${message})`;
    throw new SetupError([`${what}. Nothing was exported.`]);
  }
}

async function readInto(filling: ReturnType<typeof openFilling>, name: string): Promise<number> {
  const pieces = (name === '-' ? process.stdin : createReadStream(name)) as AsyncIterable<Uint8Array>;
  try {
    return await readFileInto(filling, linesOf(pieces));
  } catch (error) {
    if (error instanceof SetupError) throw new SetupError([...error.faults, 'Nothing was loaded.']);
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new SetupError([`${name} cannot be read. Check the name of the file.`]);
  }
}
