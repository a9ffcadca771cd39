/** What a page is made of besides its card: two files of cards/web/ and the library, all from this server. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';

export interface Asset {
  readonly type: string;
  readonly etag: string;
  readonly bytes: Buffer;
  readonly zipped: Buffer;
}

const folder = new URL('../../cards/web/', import.meta.url);
const JAVASCRIPT = 'text/javascript; charset=utf-8';

/** By the name under `/card/assets/`; read once, at the start. */
export function readAssets(): ReadonlyMap<string, Asset> {
  const library = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');
  return new Map([
    ['page.css', assetOf(new URL('page.css', folder), 'text/css; charset=utf-8')],
    ['page.js', assetOf(new URL('page.js', folder), JAVASCRIPT)],
    ['looks.js', assetOf(new URL('looks.js', folder), JAVASCRIPT)],
    ['adaptivecards.js', assetOf(library, JAVASCRIPT)],
  ]);
}

function assetOf(file: URL | string, type: string): Asset {
  const bytes = readFileSync(file);
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { type, etag, bytes, zipped: gzipSync(bytes) };
}
