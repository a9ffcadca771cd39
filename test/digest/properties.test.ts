import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contextIn } from '../../src/context.js';
import { contacts, members } from '../../src/directory.js';
import { endOfSnooze } from '../../src/digest/pace.js';
import { sendDigests } from '../../src/digest/send.js';
import { enqueue, outboxRows } from '../../src/outbox/rows.js';
import { loadPartnership } from '../../src/partnership.js';
import { createRouter } from '../../src/router/router.js';
import type { Reminder, Workflow } from '../../src/workflows/workflow.js';
import { pseudonymKey, silent } from '../support/house.js';
import { openMemoryStore } from '../support/memory-store.js';
import { isReminderHour, wall } from './wall.js';

const partnership = loadPartnership('env/partnership.yaml');
const PEOPLE = ['m1', 'm2'] as const;
const HOUR = 60 * 60 * 1000;
const DAYS = 18;
/** Easter and the start of summer time; the end of it; Christmas and New Year. */
const STARTS = ['2026-03-25T00:00:00Z', '2026-10-16T00:00:00Z', '2026-12-18T00:00:00Z'];
/** Hours since the start. */
const hour = fc.integer({ min: 0, max: DAYS * 24 - 1 });
const person = fc.constantFrom(...PEOPLE);
const lives = fc.array(fc.record({ member: person, from: hour, lasts: fc.integer({ min: 1, max: 200 }) }), {
  ...{ minLength: 1, maxLength: 8 },
});
const presses = fc.array(
  fc.record({
    ...{ at: hour, member: person },
    what: fc.constantFrom('tomorrow', 'monday', 'away', 'back'),
    days: fc.integer({ min: 1, max: 9 }),
  }),
  { maxLength: 6 },
);
/** The bot is down: a night, a day, or three. */
const outages = fc.array(fc.record({ from: hour, lasts: fc.constantFrom(3, 24, 72) }), { maxLength: 3 });

describe('Digests, whatever happens', () => {
  it('are never two a day, never at night or on a free day, and say everything once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...STARTS), lives, presses, outages, (...plan) => simulate(...plan)),
      { numRuns: 12 },
    );
  });
});

type Of<A> = A extends fc.Arbitrary<infer T> ? T : never;

async function simulate(
  start: string,
  living: Of<typeof lives>,
  pressing: Of<typeof presses>,
  down: Of<typeof outages>,
): Promise<void> {
  let now = new Date(start);
  let hours = 0;
  const store = openMemoryStore();
  const toy: Workflow = {
    ...{ name: 'toy', title: 'Toy', help: 'Toy', collections: [], commands: [], actions: {} },
    reminders: async () =>
      living.flatMap((life, index) => (isAlive(life, hours) ? [reminderOf(life, index)] : [])),
  };
  const clock = { now: () => now };
  const router = createRouter({
    ...{ store, clock, partnership, workflows: [toy], log: silent, pseudonymKey },
    ...{ wake: () => undefined, begin: () => undefined },
  });
  await store.transact('test', 'test/people', async (tx) => {
    for (const id of PEOPLE) {
      const account = `t/${id}`;
      await tx.put(members, {
        ...{ id, version: 0, name: id, account, organisation: 'kent-police', roles: [], standing: 'active' },
      });
      await tx.put(contacts, {
        id: account,
        version: 0,
        user: id,
        bot: 'b',
        serviceUrl: 'https://s.example',
        state: 'open',
      });
    }
  });
  const job = sendDigests([toy], silent);

  const sentOn = new Set<string>();
  const last = new Map<string, { id: string; keys: readonly string[] }>();
  const quietUntil = { snoozed: new Map<string, string>(), away: new Map<string, string>() };
  const unsaid = new Set(living.map((_, index) => `k${index}`));

  for (hours = 0; hours < DAYS * 24; hours += 1) {
    // One hour of each night is as good as all.
    if (hours % 24 < 6 && hours % 24 !== 3 && !pressing.some(({ at }) => at === hours)) continue;
    now = new Date(Date.parse(start) + hours * HOUR + 60_000);
    const { day } = wall(now);
    for (const press of pressing.filter(({ at }) => at === hours)) await doPress(press, day);
    if (down.some(({ from, lasts }) => from <= hours && hours < from + lasts)) continue;

    const before = new Set(sentOn);
    const sent = await store.transact('roundtable', 'digest/send', async (tx) => {
      const due = await job.run(contextIn(tx, partnership, now));
      await enqueue(tx, due, now);
      return due;
    });
    for (const { to, key } of sent) {
      assert.ok(isReminderHour(now), `sent at ${now.toISOString()}`);
      assert.ok(!sentOn.has(`${to.id} ${day}`), `two on ${day}`);
      assert.ok(!isQuiet(to.id, day), `${to.id} wanted none on ${day}`);
      sentOn.add(`${to.id} ${day}`);
      const keys = await arrive(key);
      for (const each of keys) assert.ok(unsaid.delete(each), `${each} was said twice`);
      last.set(to.id, { id: `${to.id}.${day}`, keys });
    }
    for (const [index, life] of living.entries()) {
      const may = !before.has(`${life.member} ${day}`) && !isQuiet(life.member, day);
      const lost = unsaid.has(`k${index}`) && isAlive(life, hours) && isReminderHour(now) && may;
      assert.ok(!lost, `k${index} was not said at ${now.toISOString()}`);
    }
  }

  /** The message arrives at once; the keys of what it says. */
  function arrive(key: string): Promise<readonly string[]> {
    return store.transact('test', 'test/arrive', async (tx) => {
      const row = (await tx.get(outboxRows, key))!;
      await tx.put(outboxRows, { ...row, state: 'sent', sentAt: now.toISOString() });
      return [...JSON.stringify(row.card).matchAll(/"title":"(k\d+)"/g)].map(([, said]) => String(said));
    });
  }

  async function doPress({ member, what, days }: Of<typeof presses>[number], day: string): Promise<void> {
    const speaker = { account: `t/${member}`, name: member };
    const place = { personal: true };
    if (what === 'away') {
      const back = new Date(Date.parse(day) + days * 24 * HOUR).toISOString().slice(0, 10);
      await router.hear(`away until ${back}`, speaker, place);
      quietUntil.away.set(member, back);
    } else if (what === 'back') {
      await router.hear('I am back', speaker, place);
      quietUntil.away.delete(member);
    } else {
      const digest = last.get(member);
      if (digest === undefined) return;
      await router.press('digest/snooze', { digest: digest.id, snooze: what }, speaker, place);
      quietUntil.snoozed.set(member, endOfSnooze(day, what));
      for (const key of digest.keys) unsaid.add(key);
    }
  }

  function isQuiet(member: string, day: string): boolean {
    return [quietUntil.snoozed, quietUntil.away].some((until) => (until.get(member) ?? '') > day);
  }
}

function isAlive({ from, lasts }: { from: number; lasts: number }, hours: number): boolean {
  return from <= hours && hours < from + lasts;
}

function reminderOf({ member }: { member: string }, index: number): Reminder {
  const open = { verb: 'roundtable/say', data: {}, title: 'Open' };
  return { member, key: `k${index}`, title: `k${index}`, detail: 'Detail', open };
}
