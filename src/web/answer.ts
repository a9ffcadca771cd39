/** Answers of the three kinds: a page, the reply to a press, a file. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Asset } from './assets.js';
import { HEADERS } from './headers.js';

type Headers = Readonly<Record<string, string>>;

export function answerHtml(
  response: ServerResponse,
  status: number,
  html: string,
  headers: Headers = {},
): void {
  send(response, status, Buffer.from(html), { 'content-type': 'text/html; charset=utf-8', ...headers });
}

export function answerJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Headers = {},
): void {
  const bytes = Buffer.from(JSON.stringify(body));
  send(response, status, bytes, { 'content-type': 'application/json; charset=utf-8', ...headers });
}

/** A document, made for this request and kept by nobody on the way. */
export function answerFile(response: ServerResponse, bytes: Buffer, headers: Headers): void {
  send(response, 200, bytes, headers);
}

/** A file that may be kept, and is asked for again each time: after an upgrade nobody sees the old one. */
export function answerAsset({ headers }: IncomingMessage, response: ServerResponse, asset: Asset): void {
  const kept = { etag: asset.etag, 'cache-control': 'no-cache', vary: 'accept-encoding' };
  if (headers['if-none-match'] === asset.etag) return send(response, 304, Buffer.alloc(0), kept);
  const zip = /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));
  send(response, 200, zip ? asset.zipped : asset.bytes, {
    ...kept,
    'content-type': asset.type,
    ...(zip && { 'content-encoding': 'gzip' }),
  });
}

/** Node leaves out the bytes of an answer to HEAD by itself. */
function send(response: ServerResponse, status: number, bytes: Buffer, headers: Headers): void {
  const length = status === 304 ? {} : { 'content-length': String(bytes.length) };
  response.writeHead(status, { ...HEADERS, ...headers, ...length });
  response.end(bytes);
}
