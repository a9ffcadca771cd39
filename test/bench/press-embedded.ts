/**
 * How many presses a second the bot answers, over the same of an echo bot. The whole press as Teams
 * sends it names the message that was pressed, so the bot also edits that message afterwards: in the
 * background, at the 48 messages a second that Teams takes from it, further changes of a message
 * that still waits being one edit. So the edit's row in the journal is in every press, and the calls
 * to Teams are in the presses as far as Teams takes them. The same press without that message is
 * measured beside it.
 */
import type { Figure } from './figures.js';
import { median, rounded, withSpread } from './figures.js';
import { fillStore } from './filled-store.js';
import { openClient, pressesOf } from './presses.js';
import type { Presses } from './presses.js';
import { startProgram } from './program.js';
import type { Program } from './program.js';

const RECORDS = 10_000;
const CONNECTIONS = 64;
const WARM_UP = 4000;
const ROUNDS = 8;
const SECONDS = 1;
const WANTED = 0.8;

interface Rate {
  /** Presses a second. */
  readonly rate: number;
  /** Milliseconds of processor time of a press. */
  readonly cpu: number;
}

export async function pressEmbedded(folder: string, serviceUrl: string): Promise<Figure> {
  const leads = await fillStore(folder, RECORDS, serviceUrl);
  const bot = await startProgram('dist/index.js', { DATA_DIR: folder });
  const echo = await startProgram('test/bench/echo-bot.ts');
  const client = openClient(CONNECTIONS);
  const whole = pressesOf({ leads, serviceUrl, onMessage: true });
  // Far from the other's numbers, so that no press says what is recorded already.
  const unplaced = pressesOf({ leads, serviceUrl, onMessage: false }, leads * 1_000_000);

  async function measure(program: Program, presses: Presses): Promise<Rate> {
    const before = await program.cpu();
    const { count, seconds } = await client.press(program.port, presses, { seconds: SECONDS });
    return { rate: count / seconds, cpu: ((await program.cpu()) - before) * (1000 / count) };
  }
  /** One after another and back again, so that a machine that slows down slows all of them. */
  async function round(): Promise<readonly Rate[]> {
    const order = [
      () => measure(echo, whole),
      () => measure(bot, whole),
      () => measure(bot, unplaced),
    ] as const;
    const there = [await order[0](), await order[1](), await order[2]()];
    const back = [await order[2](), await order[1](), await order[0]()].reverse();
    return there.map((each, at) => mean(each, back[at] ?? each));
  }

  try {
    for (const program of [echo, bot]) await client.press(program.port, whole, { count: WARM_UP });
    await client.press(bot.port, unplaced, { count: WARM_UP / 4 });
    const rounds: (readonly Rate[])[] = [];
    while (rounds.length < ROUNDS) rounds.push(await round());
    return figureOf(rounds);
  } finally {
    client.close();
    await Promise.all([bot.end(), echo.end()]);
  }
}

function mean(one: Rate, other: Rate): Rate {
  return { rate: (one.rate + other.rate) / 2, cpu: (one.cpu + other.cpu) / 2 };
}

function figureOf(rounds: readonly (readonly Rate[])[]): Figure {
  const of = (program: number, what: keyof Rate): number[] =>
    rounds.map((each) => each[program]?.[what] ?? NaN);
  const ratios = (a: readonly number[], b: readonly number[]): number[] =>
    a.map((each, at) => each / (b[at] ?? NaN));
  const [echo, whole, unplaced] = [of(0, 'rate'), of(1, 'rate'), of(2, 'rate')];
  const figure = median(ratios(whole, echo));
  const told = (numbers: number[]): string => withSpread(median(numbers), numbers);
  const each = (rates: number[], program: number): string =>
    `${median(rates).toFixed(0)} a second at ${median(of(program, 'cpu')).toFixed(2)} ms of processor each`;
  return {
    line: { name: 'press-embedded', ratio: rounded(figure) },
    holds: figure >= WANTED,
    words: [
      `press-embedded: ${told(ratios(whole, echo))} of the echo bot's presses a second; ${WANTED} or more is wanted.`,
      `  bot ${each(whole, 1)}; echo bot ${each(echo, 0)}.`,
      `  Without a message to edit: ${told(ratios(unplaced, echo))}; ${each(unplaced, 2)}.`,
      `  By processor time, which other programs disturb less: ${told(ratios(of(0, 'cpu'), of(1, 'cpu')))}; ` +
        `without a message to edit ${told(ratios(of(0, 'cpu'), of(2, 'cpu')))}.`,
    ],
  };
}
