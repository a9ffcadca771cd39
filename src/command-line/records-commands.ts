/** `export`, `load` and `about`: records as lines of JSON, out of a data folder and into an empty one. */
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pino } from 'pino';
import { collections } from '../collections.js';
import { readConfig } from '../config.js';
import { readInstallation } from '../installation.js';
import { SetupError } from '../shared/errors.js';
import { count } from '../shared/text.js';
import { openFilling } from '../store/fill.js';
import { readRecords } from '../store/records.js';
import { verifyFolder } from '../store/verify.js';
import { personWith, recordsAbout } from './about.js';
import { tell } from './command-line.js';
import type { Work } from './command-line.js';
import { withProgress } from './progress.js';
import { aboutFileOf, fileOf, linesOf, readFileInto } from './records-file.js';

export const exportRecords: Work = async ({ given: [name = ''] }, around) => {
  const folder = readConfig(around.env).dataFolder;
  const records = await withProgress(around.stderr, `Reading ${folder}`, () =>
    readRecords(folder, collections),
  );
  await withProgress(around.stderr, 'Writing', async (report) => {
    const pieces = fileOf(records, (written) => report(written / records.count));
    if (name === '-') await writeTo(around.stdout, pieces, { end: false });
    else await writeFile(name, pieces);
  });
  if (name !== '-') tell(around, `Exported ${count(records.count, 'record')} to ${name}.`);
  return 0;
};

export const about: Work = async ({ given: [address = '', name = ''] }, around) => {
  const folder = readConfig(around.env).dataFolder;
  const records = await withProgress(around.stderr, `Reading ${folder}`, () =>
    readRecords(folder, collections),
  );
  const person = personWith(records, address);
  const found = recordsAbout(records, person);
  if (found.length === 0) {
    throw new SetupError([`No record names ${person.address}. Check the address; nothing was written.`]);
  }
  const pieces = aboutFileOf(person.address, found);
  if (name === '-') await writeTo(around.stdout, pieces, { end: false });
  else {
    await writeFile(name, pieces);
    tell(around, `Wrote ${count(found.length, 'record')} naming ${person.address} to ${name}.`);
  }
  return 0;
};

export const load: Work = async ({ given: [name = ''] }, around) => {
  const { stdin, stderr } = around;
  const { config, clock } = readInstallation(around.env);
  const folder = config.dataFolder;
  const filling = openFilling(collections);
  const records = await withProgress(stderr, `Reading ${name}`, () =>
    readInto(filling, name === '-' ? stdin : createReadStream(name), name),
  );
  const log = pino({ level: 'warn' }, stderr);
  await withProgress(stderr, 'Writing', (report) =>
    filling.writeTo({ folder, clock, log, report: (written) => report(written / records) }),
  );
  const found = await withProgress(stderr, `Checking ${folder}`, (report) => verifyFolder(folder, report));
  if (!found.ok) throw new SetupError([found.fault]);
  tell(around, `Loaded ${count(records, 'record')} into ${folder}.`);
  return 0;
};

async function writeFile(name: string, pieces: Iterable<string>): Promise<void> {
  let made = false;
  const file = createWriteStream(name, { flags: 'wx', mode: 0o600, flush: true });
  file.once('open', () => (made = true));
  try {
    await writeTo(file, pieces, { end: true });
  } catch (error) {
    // Half of the records must not look like all of them.
    if (made) await rm(name, { force: true });
    throw error;
  }
}

async function writeTo(
  stream: Writable,
  pieces: Iterable<string>,
  { end }: { readonly end: boolean },
): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), stream, { end });
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

async function readInto(
  filling: ReturnType<typeof openFilling>,
  pieces: AsyncIterable<Uint8Array>,
  name: string,
): Promise<number> {
  try {
    return await readFileInto(filling, linesOf(pieces));
  } catch (error) {
    if (error instanceof SetupError) throw new SetupError([...error.faults, 'Nothing was loaded.']);
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new SetupError([`${name} cannot be read. Check the name of the file.`]);
  }
}
