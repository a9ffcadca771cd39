/** Asking the bot that runs on a data folder, through the door that control.ts opens. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { SetupError } from '../shared/errors.js';
import type { ImportAnswer, ImportRequest } from './import.js';

const doorSchema = z.object({ port: z.int(), token: z.string() });

/**
 * Asks the bot that runs on this data folder.
 * @returns undefined when none does
 */
export async function askRunningBot(
  dataFolder: string,
  request: ImportRequest,
): Promise<ImportAnswer | undefined> {
  const door = await readDoor(dataFolder);
  if (door === undefined) return undefined;
  const content = Buffer.from(request.file.content).toString('base64');
  const response = await fetch(`http://127.0.0.1:${door.port}/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${door.token}` },
    body: JSON.stringify({ ...request, file: { name: request.file.name, content } }),
  }).catch(() => undefined);
  // The file outlives a bot that was killed; whoever has its port now does not know the token.
  if (response?.status === 200) return (await response.json()) as ImportAnswer;
  if (response?.status === 409)
    throw new SetupError(((await response.json()) as { faults: string[] }).faults);
  if (response?.status === 500)
    throw new SetupError(['The running bot could not do this, and nothing was changed. Its log says why.']);
  return undefined;
}

/** Where the running bot says how it is reached. */
export function doorFile(dataFolder: string): string {
  return path.join(dataFolder, 'control.json');
}

async function readDoor(dataFolder: string): Promise<z.output<typeof doorSchema> | undefined> {
  try {
    return doorSchema.parse(JSON.parse(await readFile(doorFile(dataFolder), 'utf8')));
  } catch {
    return undefined;
  }
}
