/**
 * Runs tests: `npm run mocha`, or `npm run mocha -- test/outbox.test.ts --grep "a row"`.
 *
 * They are bundled first. To compile each file when a process imports it takes hooks on every import, of libraries
 * too, in every process: a sixth of the processor time of the whole run.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { root } from '../../env/local/child.js';

const everything = ['test/**/*.journeys.ts', 'test/**/*.test.ts'];
/** What Mocha or a test starts by its name. */
const programs = ['test/support/around.ts', 'test/workflows/bulletin/killed-sender.ts'];

/** A file in a bundle finds what lies beside its source. */
const staysWhereItIs: Plugin = {
  name: 'stays where it is',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      const source = await readFile(file, 'utf8');
      const url = JSON.stringify(pathToFileURL(file).href);
      return { loader: 'ts', contents: source.replaceAll('import.meta.url', url) };
    });
  },
};

async function bundleTests(): Promise<void> {
  rmSync('build', { recursive: true, force: true });
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' });
  const tests = files.filter((file) => /\.(test|journeys)\.ts$/.test(file));
  await build({
    entryPoints: [...tests.map((file) => path.join('test', file)), ...programs],
    outdir: 'build',
    outbase: '.',
    bundle: true,
    // One copy of what several tests use, as without bundles.
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    plugins: [staysWhereItIs],
    logLevel: 'warning',
  });
}

/** The bot that tests start, without types: `npm run types` looks at them. */
async function compileProgram(): Promise<void> {
  const tsc = 'node_modules/typescript/bin/tsc';
  await promisify(execFile)(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--noCheck']);
}

process.chdir(root);
const given = process.argv.slice(2);
const named = given.filter((each) => each.endsWith('.ts'));
const options = given.filter((each) => !named.includes(each));
const chosen = (named.length > 0 ? named : everything).map((each) => `build/${each.replace(/\.ts$/, '.js')}`);

await Promise.all([bundleTests(), compileProgram()]);
const mocha = spawn(process.execPath, ['node_modules/mocha/bin/mocha.js', ...options, ...chosen], {
  stdio: 'inherit',
});
// Ctrl-C reaches Mocha too, which ends what it started.
process.on('SIGINT', () => undefined);
const [code] = (await once(mocha, 'exit')) as [number | null];
process.exitCode = code ?? 1;
