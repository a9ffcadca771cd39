import assert from 'node:assert/strict';
import { renderCard } from '../../../src/card-renderer.js';
import { contextIn } from '../../../src/context.js';
import { sendDigests } from '../../../src/digest/send.js';
import { members } from '../../../src/directory.js';
import type { Transaction } from '../../../src/store/store.js';
import { NEVER_REPORTED, answerId, answers } from '../../../src/workflows/check-ins/answer/answer.js';
import { checkIns } from '../../../src/workflows/check-ins/index.js';
import { openRound } from '../../../src/workflows/check-ins/round/open.js';
import { planActions, plans } from '../../../src/workflows/check-ins/plan/plan.js';
import { resultsCard } from '../../../src/workflows/check-ins/results/results.js';
import { askId, asks, rounds } from '../../../src/workflows/check-ins/round/round.js';
import type { Round } from '../../../src/workflows/check-ins/round/round.js';
import type { Context } from '../../../src/workflows/workflow.js';
import { openHouse, silent, wordsOf } from '../../support/house.js';
import type { House } from '../../support/house.js';

describe('A partnership of 300 leads and 1,000 actions', () => {
  const LEADS = 300;
  const ACTIONS = 1000;
  let house: House;

  before(async () => {
    house = await openHouse({ empty: true });
    await house.inside(async (tx) => {
      await tx.put(plans, { ...aPlan(), id: 'plan', version: 0 });
      for (let lead = 0; lead < LEADS; lead += 1) {
        await tx.put(members, {
          ...{ id: `m${lead}`, version: 0, name: `Lead ${lead}`, standing: 'active' as const },
          ...{ organisation: 'kent-police', email: `lead${lead}@kent-police.example`, roles: [] },
        });
      }
      for (let number = 0; number < ACTIONS; number += 1) await tx.put(planActions, anAction(number));
    });
  });
  after(() => house.close());

  const aPlan = () => ({
    ...{ state: 'current' as const, number: '1.0', from: '2026-01-01' },
    ...{ priorities: ['Road Safety'], leads: [], changes: [] },
  });
  const post = (lead: number) => `Post ${lead}`;
  function anAction(number: number) {
    return {
      ...{ id: `a${number}`, version: 0, plan: 'plan', number: `1.${number}`, order: number },
      ...{ priority: `Priority ${number % 8}`, aim: '', text: `Action ${number}`, themes: [] },
      ...{ posts: [post(number % LEADS)], state: 'current' as const },
      ...{ links: [], target: '', milestones: [], restricted: false },
    };
  }
  const partnership = () => ({
    ...house.partnership,
    posts: Array.from({ length: LEADS }, (_, lead) => ({
      name: post(lead),
      holders: [`lead${lead}@kent-police.example`],
      deputies: [],
    })),
  });

  /** The transaction, and how many records were read through it. */
  function counting(tx: Transaction): { readonly tx: Transaction; readonly read: () => number } {
    let read = 0;
    return {
      read: () => read,
      tx: {
        ...tx,
        put: (collection, record) => tx.put(collection, record),
        remove: (collection, id) => tx.remove(collection, id),
        async get(collection, id) {
          const found = await tx.get(collection, id);
          if (found !== undefined) read += 1;
          return found;
        },
        async find(collection, query) {
          const found = await tx.find(collection, query);
          read += found.length;
          return found;
        },
      },
    };
  }
  function inside<T>(work: (context: Context, read: () => number) => Promise<T>): Promise<T> {
    return house.store.transact('test', 'test/large', async (tx) => {
      const counted = counting(tx);
      return work(contextIn(counted.tx, partnership(), house.clock.now()), counted.read);
    });
  }
  /** A round that was opened on that day, with nine of ten actions answered. */
  async function aRound(
    month: string,
    answered = (number: number) => number % 10 !== 9,
  ): Promise<{ readonly round: Round; readonly read: number }> {
    const at = `2026-${month}-01T09:00:00Z`;
    const opened = await inside(async (context, read) => {
      const draft = {
        ...{ id: `r${month}`, version: 0, name: `Check-in ${month}`, plan: 'plan', state: 'draft' as const },
        ...{ meetingOn: `2027-${month}-28`, dueOn: `2027-${month}-18`, createdAt: at },
      };
      const { round, notify } = await openRound(context, draft);
      assert.equal(notify.length, LEADS);
      return { round, read: read() };
    });
    await inside(async ({ store }) => {
      for (let number = 0; number < ACTIONS; number += 1) {
        if (!answered(number)) continue;
        const action = `a${number}`;
        const id = answerId(opened.round.id, action);
        const rag = number % 7 === 0 ? ('amber' as const) : ('green' as const);
        await store.put(answers, {
          ...NEVER_REPORTED,
          ...{ id, version: 0, round: opened.round.id, action, rag, by: `m${number % LEADS}` },
          ...{ unchanged: false, nonce: '', answeredAt: at, firstAnsweredAt: at },
          ...{ done: `Month ${month}`, reason: 'Venue.' },
        });
      }
    });
    return opened;
  }
  const results = (round: Round) =>
    inside(async (context, read) => {
      const reader = (await context.directory.member('m0'))!;
      const card = await resultsCard(context, round, 0, reader);
      return { read: read(), card, size: JSON.stringify(renderCard(card)).length };
    });

  it('opens a round and shows its results, and ten rounds before cost no more than three', async function () {
    this.timeout(60_000);
    const opened: { readonly round: Round; readonly read: number }[] = [];
    for (const month of ['01', '02', '03', '04']) opened.push(await aRound(month));
    const early = await results(opened[3]!.round);
    for (const month of ['05', '06', '07', '08', '09', '10', '11']) opened.push(await aRound(month));

    const late = await results(opened.at(-1)!.round);

    const openings = opened.slice(2).map(({ read }) => read);
    assert.equal(Math.max(...openings), Math.min(...openings), openings.join());
    assert.ok(Math.abs(late.read - early.read) < 20, `${early.read} and ${late.read}`);
    // Three rounds of 900 answers and 300 asks, the plan's actions for who may see them and for their words, and
    // the people of two exceptions.
    assert.ok(late.read < 3 * (900 + LEADS) + 2 * ACTIONS + 100, String(late.read));
    assert.ok(
      wordsOf(renderCard(late.card)).some((word) => word.startsWith('Amber three times running: 1.0, ')),
    );
    assert.ok(late.size < 28 * 1024, String(late.size));
    const all = await inside(
      async ({ store }) => (await store.find(asks, { where: { round: 'r11' } })).length,
    );
    assert.equal(all, LEADS);
    const first = await inside(({ store }) => store.get(asks, askId('r11', 'm0')));
    assert.deepEqual(first?.actions, ['a0', 'a300', 'a600', 'a900']);
  });

  /** The digests of a day on which one round is open and all others are closed. */
  function chase(id: string, day: string): Promise<{ readonly read: number; readonly sent: number }> {
    return house.store.transact('test', 'test/chase', async (tx) => {
      for (const round of await tx.find(rounds, { by: 'createdAt', order: 'ascending' })) {
        const state = round.id === id ? ('open' as const) : ('closed' as const);
        if (round.state !== state) await tx.put(rounds, { ...round, state });
      }
      const counted = counting(tx);
      const context = contextIn(counted.tx, partnership(), new Date(`${day}T10:00:00Z`));
      const sent = await sendDigests([checkIns], silent).run(context);
      return { read: counted.read(), sent: sent.length };
    });
  }

  it('chases a round, all answered but a tenth or nothing at all, and reads no round before it', async function () {
    this.timeout(60_000);

    const few = await chase('r11', '2027-11-15');
    const again = await chase('r11', '2027-11-15');
    await aRound('12', () => false);
    const first = await chase('r12', '2027-12-15');
    const last = await chase('r12', '2027-12-24');

    // 300 asks and 900 answers, and what is left of 30 leads. Any round before has as much again.
    assert.deepEqual([few.sent, again.sent], [30, 0]);
    assert.ok(few.read < LEADS + 900 + 300, String(few.read));
    // Each action twice: may its lead still see it, and who is its deputy? Each lead, and what they were sent last.
    assert.deepEqual([first.sent, last.sent], [LEADS, LEADS]);
    assert.ok(last.read <= LEADS + 2 * ACTIONS + 8 * LEADS, String(last.read));
  });
});
