/** The bot and the operator's command line: as programs of their own, as people start them, and in this process. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { startBot as startLocalBot } from '../../env/local/bot.js';
import { root } from '../../env/local/child.js';
import { freePort } from '../../env/local/ports.js';
import type * as Compiled from '../../src/command-line/roundtable.js';
import { variables } from '../../src/config.js';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningBot {
  readonly port: number;
  readonly url: string;
  /** Resolves when it has ended, with a sentence about how. */
  readonly ended: Promise<string>;
  /** Everything it printed so far. */
  output(): string;
  /** Asks it to end, as Ctrl-C or a service manager does, and waits until it has. */
  stop(signal?: 'SIGTERM' | 'SIGINT'): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

type Settings = Readonly<Record<string, string>>;

/** `npm run roundtable -- ...`, compiled and without a terminal, in this process: a program takes a second to load. */
export async function roundtable(words: readonly string[], settings: Settings): Promise<Ran> {
  const compiled = new URL('../../dist/command-line/roundtable.js', import.meta.url).href;
  const program = (await import(compiled)) as typeof Compiled;
  const [stdout, stderr] = [collecting(), collecting()];
  const code = await program.roundtable(words, { env: settings, stdin: Readable.from([]), stdout, stderr });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function collecting(): Writable & { text(): string } {
  const pieces: Buffer[] = [];
  const stream = new Writable({
    write(piece: Buffer, _encoding, done) {
      pieces.push(piece);
      done();
    },
  });
  return Object.assign(stream, { text: () => Buffer.concat(pieces).toString('utf8') });
}

/** The same as a program of its own. */
export function roundtableProgram(words: readonly string[], settings: Settings): Promise<Ran> {
  return runToEnd(['dist/command-line/index.js', ...words], settings);
}

/** `npm run serve`, for a start that is refused. */
export function runBot(settings: Settings): Promise<Ran> {
  return runToEnd(['dist/index.js'], settings);
}

/** Starts the compiled bot and waits until it is ready; on a free port unless one is given. */
export async function startBot(options: {
  readonly dataFolder: string;
  readonly port?: number;
  readonly env?: Settings;
}): Promise<RunningBot> {
  const port = options.port ?? (await freePort());
  let output = '';
  const settings = { DATA_DIR: options.dataFolder, LOG_LEVEL: 'silent', ...options.env };
  const bot = await startLocalBot({
    port,
    program: 'dist/index.js',
    environment: environment(settings),
    onOutput: (text) => (output += text),
  }).catch((error: unknown) => {
    throw new Error(`${(error as Error).message}\n${output}`);
  });
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    ended: bot.ended,
    output: () => output,
    async stop(signal = 'SIGTERM') {
      if (signal === 'SIGINT') process.kill(bot.pid, signal);
      await (signal === 'SIGINT' ? bot.ended : bot.stop());
    },
    kill: bot.kill,
  };
}

/** A new empty folder, and its removal. */
export async function temporaryFolder(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'roundtable-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Runs a script until it ends; one that does not is ended, and has no code. */
export function runToEnd(words: readonly string[], settings: Settings): Promise<Ran> {
  const child = spawn(process.execPath, words, {
    cwd: root,
    env: environment(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 55_000,
    killSignal: 'SIGKILL',
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...printed }));
  });
}

/** Ours without any setting of the bot, and those of the test. */
function environment(settings: Settings): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !variables.includes(name));
  return { ...Object.fromEntries(own), ...settings };
}
