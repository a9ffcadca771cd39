/** What a store of 100,000 records costs: processor time of a press, and stalls while it is checkpointed. */
import { watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Figure } from './figures.js';
import { rounded, sum, withSpread } from './figures.js';
import { fillStore } from './filled-store.js';
import { openClient, pressesOf } from './presses.js';
import type { Client, Presses } from './presses.js';
import { startProgram } from './program.js';
import type { Program, Stall } from './program.js';

const SMALL = 1000;
const LARGE = 100_000;
const CONNECTIONS = 16;
const WARM_UP = 2000;
const ROUNDS = 6;
const PRESSES = 400;
const WANTED_GROWTH = 1.15;
const WANTED_STALL = 50;
/** Seconds to wait for a checkpoint, which 10,000 commits bring. */
const PATIENCE = 60;

interface Filled {
  readonly folder: string;
  readonly bot: Program;
  readonly presses: Presses;
}

export async function largeStore(folder: string, serviceUrl: string): Promise<readonly Figure[]> {
  const small = await openFilled(path.join(folder, 'small'), SMALL, serviceUrl);
  const large = await openFilled(path.join(folder, 'large'), LARGE, serviceUrl);
  const idle = await startProgram('test/bench/connector.ts');
  const client = openClient(CONNECTIONS);
  try {
    return [await costGrowth(client, small, large), await stallOf(client, large, idle)];
  } finally {
    client.close();
    await Promise.all([small.bot.end(), large.bot.end(), idle.end()]);
  }
}

async function openFilled(folder: string, records: number, serviceUrl: string): Promise<Filled> {
  const leads = await fillStore(folder, records, serviceUrl);
  const bot = await startProgram('dist/index.js', { DATA_DIR: folder });
  return { folder, bot, presses: pressesOf({ leads, serviceUrl, onMessage: true }) };
}

/** Over all rounds together, for what is collected as garbage comes seldom and all at once. */
async function costGrowth(client: Client, small: Filled, large: Filled): Promise<Figure> {
  async function cost({ bot, presses }: Filled): Promise<number> {
    const before = await bot.cpu();
    await client.press(bot.port, presses, { count: PRESSES });
    return ((await bot.cpu()) - before) * (1000 / PRESSES);
  }
  for (const { bot, presses } of [small, large]) await client.press(bot.port, presses, { count: WARM_UP });
  const costs: { small: number; large: number }[] = [];
  while (costs.length < ROUNDS) {
    const there = [await cost(small), await cost(large)] as const;
    const back = [await cost(large), await cost(small)] as const;
    costs.push({ small: (there[0] + back[1]) / 2, large: (there[1] + back[0]) / 2 });
  }
  const [cheap, dear] = [sum(costs.map((each) => each.small)), sum(costs.map((each) => each.large))];
  const ratio = dear / cheap;
  const spread = costs.map((each) => each.large / each.small);
  return {
    line: { name: 'cost-growth', ratio: rounded(ratio) },
    holds: ratio <= WANTED_GROWTH,
    words: [
      `cost-growth: ${withSpread(ratio, spread)}; ${WANTED_GROWTH} or less is wanted.`,
      `  A press takes ${(dear / ROUNDS).toFixed(2)} ms of processor at ${LARGE} records and ` +
        `${(cheap / ROUNDS).toFixed(2)} ms at ${SMALL}, which the presses made into about ` +
        `${SMALL + WARM_UP + 2 * PRESSES * ROUNDS}: each keeps the answer before.`,
    ],
  };
}

async function stallOf(client: Client, large: Filled, idle: Program): Promise<Figure> {
  await Promise.all([large.bot.stalls(), idle.stalls()]);
  const { from, to } = await throughCheckpoint(client, large);
  const [ours, control] = [await large.bot.stalls(), await idle.stalls()];
  const during = ({ at }: Stall): boolean => at >= from && at <= to;
  const worst = (stalls: readonly Stall[]): number => Math.max(...stalls.map((each) => each.worst));
  const stall = worst(ours.filter(during));
  const others = ours.filter((each) => !during(each));
  return {
    line: { name: 'stall-ms', value: rounded(stall, 1) },
    holds: stall <= WANTED_STALL,
    words: [
      `stall-ms: ${stall.toFixed(1)} at the worst in a checkpoint of ${((to - from) / 1000).toFixed(1)} seconds ` +
        `at ${LARGE} records while presses go on; ${WANTED_STALL} or less is wanted.`,
      `  In the same time a program that does nothing stood still for ${worst(control.filter(during)).toFixed(1)} ms; ` +
        `the bot, with presses and no checkpoint, for ${worst(others).toFixed(1)} ms.`,
    ],
  };
}

/** Presses until a checkpoint has been written; resolves to when it was, in milliseconds. */
async function throughCheckpoint(
  client: Client,
  { folder, bot, presses }: Filled,
): Promise<{ readonly from: number; readonly to: number }> {
  const manifest = path.join(folder, 'checkpoint.json');
  const before = (await stat(manifest)).mtimeMs;
  let from = Infinity;
  const watcher = watch(path.join(folder, 'checkpoint'), () => (from = Math.min(from, Date.now())));
  const limit = Date.now() + PATIENCE * 1000;
  try {
    while ((await stat(manifest)).mtimeMs === before) {
      if (Date.now() > limit) throw new Error(`No checkpoint came in ${PATIENCE} seconds.`);
      await client.press(bot.port, presses, { count: 100 });
    }
    // What it leaves to be removed, and the tenth of a second that the probe has not told yet.
    await client.press(bot.port, presses, { seconds: 0.5 });
    // The copying before the first file is part of it.
    return { from: from - 300, to: Date.now() };
  } finally {
    watcher.close();
  }
}
