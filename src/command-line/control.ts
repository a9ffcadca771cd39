/**
 * The running bot's door for the operator's command line: on this machine only, behind a token in a
 * file that only the owner of the data folder can read.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Installation } from '../installation.js';
import { SetupError } from '../shared/errors.js';
import type { Store } from '../store/store.js';
import type { Workflow } from '../workflows/workflow.js';
import { doorFile } from './ask-bot.js';
import { runImport } from './import.js';

const LARGEST = 10_000_000;
const requestSchema = z.object({
  kind: z.string(),
  apply: z.boolean(),
  file: z.object({ name: z.string(), content: z.base64() }),
});

type Parts = Installation & {
  readonly store: Store;
  readonly workflows: readonly Workflow[];
  readonly wake: () => void;
  readonly log: Logger;
};

export interface Control {
  stop(): Promise<void>;
}

export async function openControl(parts: Parts): Promise<Control> {
  const token = randomBytes(32).toString('hex');
  const file = doorFile(parts.config.dataFolder);
  const server = createServer((request, response) => {
    void answer(parts, token, request)
      .catch((error: unknown) => {
        parts.log.error({ err: error }, 'could not answer the command line');
        return { status: 500, body: {} };
      })
      .then(({ status, body }) => {
        // Not chained: with restify loaded, writeHead returns nothing.
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      });
  });
  const { port } = await listen(server);
  try {
    await writeFile(file, JSON.stringify({ port, token }), { mode: 0o600 });
  } catch (error) {
    server.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError([
      `The data folder ${parts.config.dataFolder} cannot be written (${reason}). Make room on the disk, or look at what is wrong with it, and start again.`,
    ]);
  }
  return {
    async stop() {
      await rm(file, { force: true });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  parts: Parts,
  token: string,
  request: IncomingMessage,
): Promise<{ status: number; body: unknown }> {
  if (!sameToken(request.headers.authorization ?? '', `Bearer ${token}`)) return { status: 403, body: {} };
  const { kind, apply, file } = requestSchema.parse(JSON.parse(await bodyOf(request)));
  const content = Buffer.from(file.content, 'base64');
  try {
    const body = await runImport(parts, parts.workflows, { kind, apply, file: { name: file.name, content } });
    parts.wake();
    return { status: 200, body };
  } catch (error) {
    if (error instanceof SetupError) return { status: 409, body: { faults: error.faults } };
    throw error;
  }
}

function listen(server: Server): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server.address() as AddressInfo));
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > LARGEST) throw new Error('The request is too large.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function sameToken(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}
