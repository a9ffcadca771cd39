/** A program started by `npm start` or a test: stopped for sure, and never outliving who started it. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

export interface ChildOptions {
  /** What to call it in a sentence: "The bot". */
  readonly name: string;
  /** Arguments of node: its own options, the script, the script's arguments. */
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Gets what the program prints; without it, the program prints on our terminal. */
  readonly onOutput?: (text: string) => void;
}

export interface Child {
  readonly pid: number;
  /** Resolves when the program has ended, with a sentence about how. Never rejects. */
  readonly ended: Promise<string>;
  /** Asks it to end (SIGTERM), waits, and ends it by force after the patience, in milliseconds. */
  stop(patience?: number): Promise<void>;
  /** Ends it at once (SIGKILL), as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
}

const windows = process.platform === 'win32';

/** Starts node with arguments, in the project's folder. */
export function startChild(options: ChildOptions): Child {
  const output = options.onOutput === undefined ? 'inherit' : 'pipe';
  const started = spawn(
    process.execPath,
    [`--import=${moduleUrl('end-with-parent.mjs')}`, ...options.arguments],
    {
      cwd: root,
      env: { ...options.environment },
      stdio: ['pipe', output, output],
      // A group of its own: Ctrl-C in a terminal reaches us alone, and we end the children in order.
      detached: !windows,
      windowsHide: true,
    },
  );
  for (const stream of [started.stdout, started.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => options.onOutput?.(text));
  }
  // Writing to a program that ended is not our concern; its end is.
  started.stdin?.on('error', () => undefined);

  let over = false;
  const ended = new Promise<string>((resolve) => {
    started.once('error', (error) => resolve(`${options.name} could not be started: ${error.message}.`));
    started.once('close', (code, signal) => {
      const how = signal === null ? `with exit code ${code ?? 'unknown'}` : `by ${signal}`;
      resolve(`${options.name} ended ${how}.`);
    });
  }).then((sentence) => {
    over = true;
    return sentence;
  });

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (over || started.pid === undefined) return;
    // The group on POSIX, so that nothing it may have started stays behind.
    if (!windows) signalGroup(started.pid, signal);
    else if (signal === 'SIGKILL') await endTreeOnWindows(started.pid);
    // Windows has no SIGTERM that can be handled; the end of its input is the polite request there.
    else started.stdin?.end();
  }

  async function kill(): Promise<void> {
    await end('SIGKILL');
    await ended;
  }

  return {
    pid: started.pid ?? 0,
    ended,
    kill,
    async stop(patience = 10_000) {
      await end('SIGTERM');
      const force = setTimeout(() => void end('SIGKILL'), patience);
      await ended;
      clearTimeout(force);
    },
  };
}

/** The address of a module in this folder, for node's --import: safe with spaces and Windows drives. */
export function moduleUrl(name: string): string {
  return new URL(name, import.meta.url).href;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended between our look and our signal.
  }
}

async function endTreeOnWindows(pid: number): Promise<void> {
  const killer = spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
  await new Promise((resolve) => killer.once('close', resolve).once('error', resolve));
}
