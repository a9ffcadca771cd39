/**
 * One lane of the outbox: a few messages side by side, at a pace that whoever takes them allows. A turn is one
 * transaction that records what became of messages and claims the next ones, so that many small commits become few.
 */
import type { Logger } from 'pino';
import type { Clock } from '../clock.js';
import { claim, record } from './turn.js';
import type { Done, Errand, Turn } from './turn.js';
import type { Via } from './rows.js';
import type { Store } from '../store/store.js';

export interface Lane {
  /** Looks for what is due. */
  wake(): void;
  /** Resolves when nothing is due or on its way any more; nothing when that is so now. Never rejects. */
  running(): Promise<void> | undefined;
  /** Sends nothing new, and resolves when what is on its way is recorded. */
  stop(): Promise<void>;
}

export interface LaneParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly via: Via;
  readonly hasPost: boolean;
  /** Side by side: after a kill no more than these may have been sent. */
  readonly abreast: number;
  readonly pace: Pace;
  /** Delivers one message. Never rejects. */
  readonly deliver: (errand: Errand) => Promise<Done>;
  /** Some of the rows travel another way. */
  readonly onMoved: () => void;
}

/** What is due later than in so many milliseconds is found by the scheduler's pulse. */
const SOON = 60_000;

/** At most `most` messages in any `per` milliseconds. */
export interface Pace {
  readonly most: number;
  readonly per: number;
}

export function openLane(parts: LaneParts): Lane {
  const { store, clock, log, via, hasPost, abreast, deliver, onMoved } = parts;
  const meter = openMeter(parts.pace);
  const onTheirWay = new Set<Promise<void>>();
  const done: Done[] = [];
  let wanted = false;
  let stopped = false;
  let running: Promise<void> | undefined;
  let stir: () => void = () => undefined;
  let alarm: NodeJS.Timeout | undefined;

  function wake(): void {
    wanted = true;
    stir();
    if (stopped || running !== undefined) return;
    running = runUntilEmpty().finally(() => {
      running = undefined;
      // A call that came between the last look and here.
      if (wanted && !failing) wake();
    });
  }

  let failing = false;
  async function runUntilEmpty(): Promise<void> {
    failing = false;
    try {
      while (await step());
    } catch (error) {
      // What was done is recorded, and what is due is claimed, at the next call.
      failing = true;
      log.error({ err: error, via }, 'the outbox stopped in the middle of a round');
      await Promise.all(onTheirWay);
    }
  }

  /** False when there is nothing left to do. */
  async function step(): Promise<boolean> {
    const may = stopped || !wanted ? 0 : Math.min(abreast - onTheirWay.size, meter.room());
    if (may > 0 || done.length > 0) {
      start(await turn(may));
      return true;
    }
    const waits = wanted && !stopped;
    if (onTheirWay.size === 0 && !waits) return false;
    await stirred(waits && onTheirWay.size < abreast ? meter.wait() : undefined);
    return true;
  }

  async function turn(room: number): Promise<Turn> {
    const recorded = done.slice();
    if (room > 0) wanted = false;
    const taken = await store.transact('roundtable', 'outbox/turn', async (tx) => {
      const now = clock.now();
      await record(tx, recorded, now);
      return claim(tx, { via, room, now, hasPost });
    });
    done.splice(0, recorded.length);
    if (taken.full) wanted = true;
    return taken;
  }

  function start({ errands, moved, stuck, next }: Turn): void {
    if (next !== undefined) wakeAt(next);
    for (const { id, reason } of stuck) log.info({ key: id, reason }, 'a message waits');
    if (moved) onMoved();
    meter.count(errands.length);
    for (const errand of errands) {
      const under: Promise<void> = deliver(errand).then((result) => {
        onTheirWay.delete(under);
        done.push(result);
        stir();
      });
      onTheirWay.add(under);
    }
  }

  /** An edit that must wait a few seconds, or a retry, does not wait for the pulse. */
  function wakeAt(next: string): void {
    clearTimeout(alarm);
    const wait = Date.parse(next) - clock.now().getTime();
    if (wait <= SOON && !stopped) alarm = setTimeout(wake, Math.max(1, wait)).unref();
  }

  /** Until something was done or is wanted, or for so many milliseconds. */
  function stirred(most: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const timer = most === undefined ? undefined : setTimeout(resolve, most);
      stir = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    wake,
    running: () => running,
    async stop() {
      stopped = true;
      clearTimeout(alarm);
      stir();
      await running;
    },
  };
}

/** Counts starts by a clock that nobody sets. */
function openMeter({ most, per }: Pace): {
  room(): number;
  /** Milliseconds until there is room. */
  wait(): number;
  count(starts: number): void;
} {
  let recent: number[] = [];
  const forget = (): void => {
    const since = performance.now() - per;
    recent = recent.filter((each) => each > since);
  };
  return {
    room() {
      forget();
      return most - recent.length;
    },
    wait() {
      const oldest = recent[0] ?? 0;
      return Math.max(1, Math.ceil(oldest + per - performance.now()));
    },
    count(starts) {
      recent.push(...Array.from({ length: starts }, () => performance.now()));
    },
  };
}
