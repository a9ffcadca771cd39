/**
 * Names that cannot be traced to a person from the records: what is anonymous stays so in the journal and in a backup.
 * Their key lies beside the records, in no backup, and outlives every change of LINK_SECRET: nobody gets a second name.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { SetupError } from '../shared/errors.js';
import { hasCode, syncFolder, writeDurably } from '../store/files.js';

/**
 * The key of a data folder, made once.
 * @throws {SetupError} when it cannot be read or is not whole
 */
export async function pseudonymKey(dataFolder: string): Promise<string> {
  const file = path.join(dataFolder, 'pseudonyms.key');
  const known = await readFile(file, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return undefined;
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError([`The file ${file} cannot be read (${reason}). Give the bot's user the right to.`]);
  });
  if (known !== undefined && !/^[0-9a-f]{64}$/.test(known)) {
    throw new SetupError([
      `The file ${file} is not as it was written. Remove it: a new one is made, and whoever gave anonymous feedback that is still open could give it again.`,
    ]);
  }
  if (known !== undefined) return known;
  const key = randomBytes(32).toString('hex');
  await writeDurably(file, Buffer.from(key));
  await syncFolder(dataFolder);
  return key;
}

/** A member's names: 32 letters and digits, the same for the same purpose. */
export function pseudonymOf(key: string, member: string): (purpose: string) => string {
  return (purpose) =>
    createHmac('sha256', key)
      .update(`roundtable pseudonym 1\n${purpose}\n${member}`)
      .digest('hex')
      .slice(0, 32);
}
