/** A program that is measured: in a process of its own, with a probe in it. */
import { startBot } from '../../env/local/bot.js';
import { freePort } from '../../env/local/ports.js';
import { variables } from '../../src/config.js';

/** The worst stall of an event loop in the tenth of a second before `at`, in milliseconds. */
export interface Stall {
  readonly at: number;
  readonly worst: number;
}

export interface Program {
  readonly port: number;
  /** Processor time since its start, in seconds, of all its threads. */
  cpu(): Promise<number>;
  /** Its stalls since the last call. */
  stalls(): Promise<readonly Stall[]>;
  end(): Promise<void>;
}

const probe = new URL('./probe.mjs', import.meta.url).href;

/** Starts one with tsx and waits until it is ready. */
export async function startProgram(
  file: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Program> {
  const port = await freePort();
  const probePort = await freePort();
  const own = Object.entries(process.env).filter(([name]) => !variables.includes(name));
  let output = '';
  const bot = await startBot({
    port,
    program: file,
    environment: {
      ...Object.fromEntries(own),
      LOG_LEVEL: 'error',
      ...settings,
      BENCH_PROBE: String(probePort),
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${probe}`,
    },
    onOutput: (text) => (output = `${output}${text}`.slice(-2000)),
  }).catch((error: unknown) => {
    throw new Error(`${(error as Error).message}\n${output}`);
  });

  async function read(): Promise<{ readonly cpu: number; readonly stalls: readonly Stall[] }> {
    const answer = await fetch(`http://127.0.0.1:${probePort}`, { signal: AbortSignal.timeout(10_000) });
    return (await answer.json()) as { cpu: number; stalls: Stall[] };
  }
  return {
    port,
    cpu: async () => (await read()).cpu,
    stalls: async () => (await read()).stalls,
    end: bot.kill,
  };
}
