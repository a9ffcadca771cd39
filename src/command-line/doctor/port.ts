/** Whether the bot can listen, or does. */
import { createServer } from 'node:net';
import { z } from 'zod';
import type { Config } from '../../config.js';
import { about } from './finding.js';
import type { Finding } from './finding.js';

const readySchema = z.object({ ready: z.boolean(), reason: z.string().optional() });
const { ok, problem } = about('Port');

/** @param owner who holds the data folder, like `process 17 on this-host`; empty when nobody does */
export async function checkPort({ port, bot }: Config, owner: string): Promise<Finding> {
  const answer = await askReady(port);
  if (owner !== '') return ofRunning(port, owner, answer);
  const code = await whyNotFree(port, bot === undefined ? '127.0.0.1' : undefined);
  if (code === undefined) return ok(`${port} is free for the bot.`);
  if (code === 'EACCES')
    return problem(`${port} may not be used by this account. Set PORT to a number above 1023.`);
  const who = answer === undefined ? 'another program' : 'another Roundtable, with another data folder';
  return problem(`${port} is in use by ${who}. Stop that one, or set PORT to another number.`);
}

function ofRunning(port: number, owner: string, answer: z.output<typeof readySchema> | undefined): Finding {
  if (answer?.ready === true) return ok(`The bot runs on ${port} and is ready.`);
  if (answer !== undefined)
    return problem(`The bot runs on ${port} and is not ready: ${answer.reason ?? 'it does not say why.'}`);
  return problem(
    `The data folder is in use by ${owner}, but no bot answers on ${port}. Wait if it is starting or a command is at work; otherwise set PORT to the one it was started with, or start it again.`,
  );
}

async function askReady(port: number): Promise<z.output<typeof readySchema> | undefined> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(3_000) });
    return readySchema.parse(await answer.json());
  } catch {
    return undefined;
  }
}

/** The error code, or undefined when it is free. */
function whyNotFree(port: number, host: string | undefined): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host }, () => server.close(() => resolve(undefined)));
  });
}
