/** Reads a request only as far as it deserves: headers first, then no more bytes than an activity has. */
import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.js';

/** Teams' own limit for a message is far below it. */
export const MAX_BYTES = 256 * 1024;
/** Up to here the rest is read and dropped, so that the caller sees the answer; beyond, the line is cut. */
const MAX_DRAINED = 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const BEARER = /^Bearer [\w-]{1,2000}\.[\w-]{1,12000}\.[\w-]{1,2000}$/;

/** Refuses what the headers alone give away. */
export function checkHeaders(request: IncomingMessage, needsToken: boolean): void {
  const { headers } = request;
  if (needsToken && !BEARER.test(headers.authorization ?? '')) {
    throw new Refusal(401, 'Send a Bearer token of the Bot Service.', { 'www-authenticate': 'Bearer' });
  }
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) {
    throw new Refusal(415, 'Send the activity as application/json.');
  }
  if (!['', 'identity'].includes(headers['content-encoding'] ?? '')) {
    throw new Refusal(415, 'Send the activity without compression.');
  }
  const length = Number(headers['content-length'] ?? 0);
  if (length > MAX_BYTES) throw tooLarge(length > MAX_DRAINED);
}

/** The body as JSON. Stops at the limit, whatever the headers said. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBytes(request);
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    // The parser's message quotes what it read.
    throw new Refusal(400, 'Send the activity as JSON.');
  }
}

/** By events: an iterator over a request costs a small press more than all its parsing. */
function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    function take(chunk: Buffer): void {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= MAX_BYTES) return;
      // Not destroyed: the answer goes out on the same connection.
      request.off('data', take).pause();
      reject(tooLarge(true));
    }
    const cutShort = (): void => reject(new Refusal(400, 'The request ended before all of it was here.'));
    function whole(): void {
      // Every request closes: an error made for nothing costs as much as its parsing.
      request.off('close', cutShort);
      resolve(Buffer.concat(chunks));
    }
    request.on('data', take).once('end', whole).once('error', cutShort).once('close', cutShort);
  });
}

function tooLarge(hangUp: boolean): Refusal {
  const sentence = 'An activity of more than 256 KB is not taken.';
  return new Refusal(413, sentence, hangUp ? { connection: 'close' } : {});
}
