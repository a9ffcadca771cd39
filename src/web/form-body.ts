/** What a plain form sent, or a mail program's one-click request. */
import type { IncomingMessage } from 'node:http';
import { readBytes } from './press.js';

/** Fields of a form as browsers encode it; none for any other body, which a one-click request may have. */
export async function readForm(request: IncomingMessage): Promise<Readonly<Record<string, string>>> {
  const bytes = await readBytes(request);
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) return {};
  const entries = [...new URLSearchParams(bytes.toString('utf8'))];
  return Object.fromEntries(entries.filter(([name]) => name !== '__proto__'));
}
