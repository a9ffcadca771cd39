/** A press that came from a page: looked at from the cheapest check to the dearest. */
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { PageRefusal } from './refusal.js';

/** A form with every field full is far below it. */
export const MAX_BYTES = 64 * 1024;

export interface Press {
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * The page sends its presses from its own address. A page elsewhere that knew the link could make a browser send
 * them too, and would be named here.
 * @param origins the addresses that this page may have, like `https://roundtable.example.org`
 */
export function checkSender({ headers }: IncomingMessage, origins: readonly string[]): void {
  const site = headers['sec-fetch-site'];
  if (!origins.includes(headers.origin ?? '') || (site !== undefined && site !== 'same-origin')) {
    throw new PageRefusal(
      403,
      'This was not sent from the page itself. Open your link again and press there.',
    );
  }
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) {
    throw new PageRefusal(415, 'Send the press as application/json.');
  }
  if (!['', 'identity'].includes(headers['content-encoding'] ?? '')) {
    throw new PageRefusal(415, 'Send the press without compression.');
  }
  if (Number(headers['content-length'] ?? 0) > MAX_BYTES) throw tooLarge();
}

const shape = z.object({ verb: z.string().min(1).max(200), data: z.record(z.string(), z.unknown()) });

/** The press in the body. Stops at the limit, whatever the headers said. */
export async function readPress(request: IncomingMessage): Promise<Press> {
  const bytes = await readBytes(request);
  let said: unknown;
  try {
    said = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new PageRefusal(400, 'Send the press as JSON.');
  }
  const read = shape.safeParse(said);
  if (!read.success) throw new PageRefusal(400, 'Send a verb and the data of the card.');
  const { verb, data } = read.data;
  // JSON may carry a property called __proto__: a merge further on would take it as the prototype.
  const entries = Object.entries(data).filter(([key]) => key !== '__proto__');
  return { verb, data: Object.fromEntries(entries) };
}

/** The whole body. Stops at the limit, whatever the headers said. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // Not destroyed on leaving early: the answer goes out on the same connection.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).length;
      if (size > MAX_BYTES) throw tooLarge();
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    if (error instanceof PageRefusal) throw error;
    throw new PageRefusal(400, 'The press ended before all of it was here. Press again.');
  }
  return Buffer.concat(chunks);
}

function tooLarge(): PageRefusal {
  const sentence = 'That is more than 64 KB and is not taken. Shorten what you typed and press again.';
  // What is still on its way would hold the connection.
  return new PageRefusal(413, sentence, { connection: 'close' });
}
