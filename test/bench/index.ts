/**
 * `npm run bench`: the figures of the design, and how long a bulletin takes, measured on this machine with real processes and
 * a real disk. `-- --json` prints a line of JSON for each. Ends with 1 when a figure does not hold.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compileBulletin } from './bulletin.js';
import type { Figure } from './figures.js';
import { largeStore } from './large-store.js';
import { pressEmbedded } from './press-embedded.js';
import { startProgram } from './program.js';

/** Milliseconds after which something is wrong with the machine. */
const LIMIT = 300_000;

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const folder = mkdtempSync(path.join(tmpdir(), 'roundtable-bench-'));
// However it ends: the programs that it started end with it.
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
setTimeout(() => {
  process.stderr.write(`The bench did not end in ${LIMIT / 1000} seconds.\n`);
  process.exit(1);
}, LIMIT).unref();

const connector = await startProgram('test/bench/connector.ts');
const serviceUrl = `http://127.0.0.1:${connector.port}/_connector`;
try {
  const figures = [
    compileBulletin(),
    await pressEmbedded(path.join(folder, 'press'), serviceUrl),
    ...(await largeStore(folder, serviceUrl)),
  ];
  figures.forEach(tell);
  if (!figures.every(({ holds }) => holds)) process.exitCode = 1;
} finally {
  await connector.end();
}

function tell({ line, words }: Figure): void {
  process.stdout.write(`${values.json ? JSON.stringify(line) : words.join('\n')}\n`);
}
