import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UserError } from '../../../src/shared/errors.js';
import {
  balanceOf,
  awardOf,
  projectsOf,
  sumOfPot,
  sumOfProject,
} from '../../../src/workflows/grants/money/ledger.js';
import type { Entry } from '../../../src/workflows/grants/money/ledger.js';
import { linesOf } from '../../../src/workflows/grants/money/steps.js';
import type { Book, PotState, Step } from '../../../src/workflows/grants/money/steps.js';
import type { PotId } from '../../../src/workflows/grants/round/round.js';

const pounds = (amount: number): number => Math.round(amount * 100);
const open: PotState = { state: 'open' };

/** A year's ledger to take steps in, as the handlers do. */
function aLedger(states: Partial<Record<PotId, PotState>> = {}) {
  const entries: Entry[] = [];
  const book: Book = { entries, pot: (pot) => states[pot] ?? open, projectName: (id) => `'${id}'` };
  return {
    entries,
    book,
    take(step: Step): Entry {
      const entry: Entry = {
        ...{ id: `e${entries.length}`, version: 1, year: '2021/22', kind: step.kind },
        ...{ lines: linesOf(step, book), on: '2021-10-07', at: '2021-10-07T09:00:00.000Z' },
        ...{ by: 'alex', why: 'agreed', ...('project' in step && { project: step.project }) },
        ...(step.kind === 'forecast' && { forecast: step.amount }),
        ...(step.kind === 'correction' && { corrects: step.entry }),
      };
      entries.push(entry);
      return entry;
    },
  };
}

function refusal(work: () => unknown): { readonly code: string; readonly message: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return { code: error.code, message: error.message };
    throw error;
  }
  return assert.fail('It was not refused.');
}

const award: Step = {
  ...{ kind: 'award', award: pounds(39661) },
  pots: { upfront: pounds(26441), tactical: pounds(13220) },
};
const allocate = (project: string, amount: number, pot: PotId = 'upfront'): Step => ({
  ...{ kind: 'allocation', pot, project, amount: pounds(amount) },
});
const pay = (project: string, amount: number): Step => ({
  ...{ kind: 'spend', project, payees: [{ payee: 'Meta', amount: pounds(amount) }] },
});

describe('the ledger', () => {
  it('shares the award among the pots, and refuses a split that misses a penny', () => {
    const ledger = aLedger();

    const wrong = refusal(() =>
      ledger.take({ ...award, pots: { upfront: pounds(26441), tactical: pounds(13221) } }),
    );
    ledger.take(award);

    assert.equal(awardOf(ledger.entries), pounds(39661));
    assert.equal(balanceOf(ledger.entries, 'award'), 0);
    assert.equal(balanceOf(ledger.entries, 'upfront'), pounds(26441));
    assert.equal(balanceOf(ledger.entries, 'tactical'), pounds(13220));
    assert.equal(
      wrong.message,
      'The pots come to £39,662, the award is £39,661. Change them until they add up.',
    );
  });

  it('allocates up to the penny that a pot holds, and says how much too much a penny more is', () => {
    const ledger = aLedger();
    ledger.take(award);
    ledger.take(allocate('cards', 25047));

    const { code, message } = refusal(() => ledger.take(allocate('videos', 1394.01)));
    ledger.take(allocate('videos', 1394));
    const empty = refusal(() => ledger.take(allocate('more', 0.01)));

    assert.equal(code, 'grants.abovePot');
    assert.equal(message, 'The upfront pot holds £1,394; £1,394.01 is £0.01 more. Enter up to £1,394.');
    assert.equal(empty.message, 'The upfront pot holds nothing, so £0.01 cannot be taken from it.');
  });

  it('allocates nothing from a locked or closed pot, though a locked one may grow', () => {
    const why = 'It opens when Hate Crime Publicity Material (2020/21) is delivered.';
    const locked = aLedger({ tactical: { state: 'locked', why } });
    const closed = aLedger({ tactical: { state: 'closed', on: '2023-02-24' } });
    locked.take(award);
    closed.take(award);
    const move: Step = { kind: 'transfer', from: 'upfront', to: 'tactical', amount: pounds(1394) };

    const first = refusal(() => locked.take(allocate('cards', 1, 'tactical')));
    const second = refusal(() => closed.take(allocate('cards', 1, 'tactical')));
    const third = refusal(() => closed.take(move));
    const out = refusal(() => locked.take({ ...move, from: 'tactical', to: 'upfront' }));
    locked.take(move);

    assert.equal(first.message, `The tactical pot is locked. ${why}`);
    assert.equal(
      second.message,
      'The tactical pot closed on 24 February 2023. What is left in it goes back to the funder.',
    );
    assert.deepEqual([third.code, out.code], ['grants.potClosed', 'grants.potLocked']);
    assert.equal(balanceOf(locked.entries, 'tactical'), pounds(14614));
  });

  it('gives a project’s money back to the pot that gave it, and on from there', () => {
    const ledger = aLedger();
    ledger.take(award);
    ledger.take(allocate('signs', 50));

    const { lines } = ledger.take({
      ...{ kind: 'transfer', from: 'project:signs', to: 'tactical', amount: pounds(20) },
    });

    const [upfront, tactical] = [sumOfPot(ledger.entries, 'upfront'), sumOfPot(ledger.entries, 'tactical')];
    assert.deepEqual(lines, [
      { from: 'project:signs', to: 'upfront', amount: pounds(20) },
      { from: 'upfront', to: 'tactical', amount: pounds(20) },
    ]);
    assert.deepEqual([upfront.allocated, upfront.moved, upfront.left], [3000, -2000, pounds(26441) - 5000]);
    assert.deepEqual([tactical.allocated, tactical.moved, tactical.left], [0, 2000, pounds(13220) + 2000]);
    assert.equal(sumOfProject(ledger.entries, 'signs').allocated, 3000);
  });

  it('takes a project’s money past no pot that is closed', () => {
    const states: Partial<Record<PotId, PotState>> = {};
    const ledger = aLedger(states);
    ledger.take(award);
    ledger.take(allocate('signs', 50, 'tactical'));
    states.tactical = { state: 'closed', on: '2022-02-24' };

    const { code } = refusal(() =>
      ledger.take({ kind: 'transfer', from: 'project:signs', to: 'upfront', amount: pounds(20) }),
    );

    assert.equal(code, 'grants.potClosed');
  });

  it('counts a corrected opening balance neither as a share nor as money returned', () => {
    const ledger = aLedger();
    ledger.take(award);
    const { id } = ledger.take({ kind: 'opening', pot: 'upfront', amount: pounds(100) });
    ledger.take({ kind: 'return', from: 'upfront', amount: pounds(1) });

    ledger.take({ kind: 'correction', entry: id });

    const { share, returned, left } = sumOfPot(ledger.entries, 'upfront');
    assert.deepEqual([share, returned, left], [pounds(26441), pounds(1), pounds(26440)]);
  });

  it('pays what was invoiced first, and refuses a payment above what is allocated', () => {
    const ledger = aLedger();
    ledger.take(award);
    ledger.take(allocate('signs', 1200));
    const payees = [
      { payee: 'Meta', amount: pounds(100) },
      { payee: 'Print House', amount: pounds(50) },
    ];
    ledger.take({ kind: 'invoice', project: 'signs', payees });

    ledger.take(pay('signs', 195.32));
    const { code, message } = refusal(() => ledger.take(pay('signs', 1004.69)));

    assert.deepEqual(sumOfProject(ledger.entries, 'signs'), {
      ...{ allocated: pounds(1200), invoiced: pounds(150), spent: pounds(195.32) },
      ...{ returned: 0, left: pounds(1004.68) },
    });
    assert.equal(balanceOf(ledger.entries, 'invoiced:signs'), 0);
    assert.equal(code, 'grants.spendAboveAllocation');
    assert.equal(
      message,
      "'signs' was allocated £1,200 and has spent £195.32: £1,004.69 is £0.01 too much. Allocate more first, or enter what the grant pays.",
    );
  });

  it('takes an invoice of many payees, up to what is left', () => {
    const ledger = aLedger();
    ledger.take(award);
    ledger.take(allocate('partnerships', 11315));
    const payees = ['Ashford', 'Dover', 'Maidstone'].map((payee) => ({ payee, amount: pounds(3771.67) }));

    const { message } = refusal(() => ledger.take({ kind: 'invoice', project: 'partnerships', payees }));
    ledger.take({ kind: 'invoice', project: 'partnerships', payees: payees.slice(1) });

    assert.equal(
      message,
      "'partnerships' has £11,315 of its allocation left; £11,315.01 is £0.01 more. Enter up to £11,315.",
    );
    assert.equal(sumOfProject(ledger.entries, 'partnerships').invoiced, pounds(7543.34));
  });

  it('records an award cut below what is allocated as a shortfall, and allocates nothing until it is settled', () => {
    const ledger = aLedger();
    ledger.take(award);
    ledger.take(allocate('cards', 25047));

    ledger.take({
      ...award,
      award: pounds(30000),
      pots: { upfront: pounds(20000), tactical: pounds(10000) },
    });
    const { code, message } = refusal(() => ledger.take(allocate('urgent', 1, 'tactical')));
    ledger.take({ kind: 'transfer', from: 'tactical', to: 'upfront', amount: pounds(5047) });
    ledger.take(allocate('urgent', 1, 'tactical'));

    assert.equal(code, 'grants.shortfall');
    assert.equal(
      message,
      'The upfront pot is £5,047 short since the award was cut. Nothing more can be allocated until money is moved into it or given back by projects.',
    );
    assert.equal(sumOfPot(ledger.entries, 'upfront').left, 0);
    assert.equal(awardOf(ledger.entries), pounds(30000));
  });

  it('corrects by reversing, once, and never what later entries stand on', () => {
    const ledger = aLedger();
    ledger.take(award);
    const allocated = ledger.take(allocate('signs', 1200));
    const paid = ledger.take(pay('signs', 1200));
    const correct = (entry: string): Step => ({ kind: 'correction', entry });

    const early = refusal(() => ledger.take(correct(allocated.id)));
    const first = ledger.take(correct(paid.id));
    const again = refusal(() => ledger.take(correct(paid.id)));
    const itself = refusal(() => ledger.take(correct(first.id)));
    const theAward = refusal(() => ledger.take(correct('e0')));
    const none = refusal(() => ledger.take(correct('nothing')));
    ledger.take(correct(allocated.id));

    assert.equal(early.code, 'grants.correctLaterFirst');
    assert.equal(again.message, 'This entry was corrected on 7 October 2021. Both stay in the ledger.');
    assert.deepEqual(
      [itself.code, theAward.code, none.code],
      ['grants.correctCorrection', 'grants.correctAward', 'grants.noEntry'],
    );
    assert.equal(balanceOf(ledger.entries, 'upfront'), pounds(26441));
    assert.deepEqual(
      ledger.entries.map(({ kind }) => kind),
      [...['award', 'allocation', 'spend', 'correction', 'correction']],
    );
  });

  it('gives unspent money back to a pot, or to the funder as underspend', () => {
    const ledger = aLedger();
    ledger.take(award);
    ledger.take(allocate('signs', 1200));
    ledger.take(pay('signs', 195.32));

    ledger.take({ kind: 'transfer', from: 'project:signs', to: 'tactical', amount: pounds(500) });
    ledger.take({ kind: 'return', from: 'project:signs', amount: pounds(504.68) });
    const { code } = refusal(() => ledger.take({ kind: 'return', from: 'project:signs', amount: 1 }));

    assert.deepEqual(sumOfProject(ledger.entries, 'signs'), {
      ...{ allocated: pounds(700), invoiced: 0, spent: pounds(195.32), returned: pounds(504.68), left: 0 },
    });
    assert.equal(sumOfPot(ledger.entries, 'tactical').left, pounds(13720));
    assert.equal(code, 'grants.aboveAllocation');
  });

  it('holds a forecast as words about the future, which no balance knows', () => {
    const ledger = aLedger();
    ledger.take(award);
    ledger.take(allocate('signs', 1200));

    const first = ledger.take({ kind: 'forecast', project: 'signs', amount: pounds(1100) });
    const second = ledger.take({ kind: 'forecast', project: 'signs', amount: pounds(900) });

    assert.deepEqual([first.lines, second.lines], [[], []]);
    assert.equal(sumOfProject(ledger.entries, 'signs').forecast, pounds(900));
    ledger.take({ kind: 'correction', entry: second.id });
    assert.equal(sumOfProject(ledger.entries, 'signs').forecast, pounds(1100));
    assert.equal(balanceOf(ledger.entries, 'project:signs'), pounds(1200));
  });
});

/** The same money kept in another way: numbers that are added to, in place of entries that are summed. */
interface Model {
  award: number;
  readonly pots: Record<string, number>;
  readonly free: Record<string, number>;
  readonly invoiced: Record<string, number>;
  readonly paid: Record<string, number>;
}

const POTS: readonly PotId[] = ['upfront', 'tactical'];
const PROJECTS = ['cards', 'signs', 'videos'];
const money = fc.integer({ min: 1, max: 3000 });
const pot = fc.constantFrom(...POTS);
const project = fc.constantFrom(...PROJECTS);
const holder = fc.oneof(
  pot,
  project.map((id) => `project:${id}` as const),
);
const payees = fc.array(fc.record({ payee: fc.constantFrom('Meta', 'Print House'), amount: money }), {
  ...{ minLength: 1, maxLength: 3 },
});
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('award' as const), upfront: money, tactical: money }).map((each) => ({
    ...{ kind: each.kind, award: each.upfront + each.tactical },
    pots: { upfront: each.upfront, tactical: each.tactical },
  })),
  fc.record({ kind: fc.constant('opening' as const), pot, amount: money }),
  fc.record({ kind: fc.constant('allocation' as const), pot, project, amount: money }),
  fc.record({ kind: fc.constant('transfer' as const), from: holder, to: pot, amount: money }),
  fc.record({ kind: fc.constant('invoice' as const), project, payees }),
  fc.record({ kind: fc.constant('spend' as const), project, payees }),
  fc.record({ kind: fc.constant('return' as const), from: holder, amount: money }),
  fc.record({ kind: fc.constant('forecast' as const), project, amount: money }),
);

/** What the model makes of a step; undefined when the step is not legal. */
function next(
  model: Model,
  step: Step,
  shares: Record<string, number>,
  closed: readonly PotId[],
): Model | undefined {
  const after = structuredClone(model);
  const of = (record: Record<string, number>, key: string): number => record[key] ?? 0;
  const take = (from: string, amount: number): boolean => {
    const project = from.startsWith('project:') ? from.slice(8) : undefined;
    const record = project === undefined ? after.pots : after.free;
    const key = project ?? from;
    if (of(record, key) < amount) return false;
    record[key] = of(record, key) - amount;
    return true;
  };
  const give = (record: Record<string, number>, key: string, amount: number): Model => {
    record[key] = of(record, key) + amount;
    return after;
  };
  switch (step.kind) {
    case 'award':
      after.award = step.award;
      for (const each of POTS) {
        after.pots[each] = of(after.pots, each) + (step.pots[each] ?? 0) - of(shares, each);
        shares[each] = step.pots[each] ?? 0;
      }
      return after;
    case 'opening':
      return give(after.pots, step.pot, step.amount);
    case 'allocation':
      if (closed.includes(step.pot) || Object.values(model.pots).some((held) => held < 0)) return undefined;
      return take(step.pot, step.amount) ? give(after.free, step.project, step.amount) : undefined;
    case 'transfer': {
      if (step.from === step.to || closed.includes(step.to)) return undefined;
      if (closed.some((each) => each === step.from)) return undefined;
      return take(step.from, step.amount) ? give(after.pots, step.to, step.amount) : undefined;
    }
    case 'invoice': {
      const total = step.payees.reduce((all, { amount }) => all + amount, 0);
      return take(`project:${step.project}`, total) ? give(after.invoiced, step.project, total) : undefined;
    }
    case 'spend': {
      const total = step.payees.reduce((all, { amount }) => all + amount, 0);
      const settled = Math.min(total, of(after.invoiced, step.project));
      if (!take(`project:${step.project}`, total - settled)) return undefined;
      after.invoiced[step.project] = of(after.invoiced, step.project) - settled;
      return give(after.paid, step.project, total);
    }
    case 'return':
      return take(step.from, step.amount) ? after : undefined;
    case 'correction':
    case 'forecast':
      return after;
  }
}

describe('the ledger, under any sequence of steps', () => {
  it('accepts exactly the legal ones, and its balances are those of a ledger kept in another way', () => {
    let legal = 0;
    let illegal = 0;
    fc.assert(
      fc.property(
        fc.array(anyStep, { minLength: 5, maxLength: 40 }),
        fc.boolean(),
        (steps, tacticalClosed) => {
          const ledger = aLedger(tacticalClosed ? { tactical: { state: 'closed', on: '2023-02-24' } } : {});
          const shares: Record<string, number> = {};
          let model: Model = { award: 0, pots: {}, free: {}, invoiced: {}, paid: {} };
          ledger.take(award);
          model = next(model, award, shares, []) ?? model;

          for (const step of steps) {
            const expected = next(model, step, shares, tacticalClosed ? ['tactical'] : []);
            if (expected === undefined) {
              illegal += 1;
              refusal(() => ledger.take(step));
            } else {
              legal += 1;
              ledger.take(step);
              model = expected;
            }
          }

          assert.equal(awardOf(ledger.entries), model.award);
          assert.equal(balanceOf(ledger.entries, 'award'), 0);
          for (const each of POTS) {
            const sums = sumOfPot(ledger.entries, each);
            assert.equal(sums.left, model.pots[each] ?? 0);
            assert.equal(sums.left, sums.share + sums.moved - sums.allocated - sums.returned);
          }
          for (const each of PROJECTS) {
            const sums = sumOfProject(ledger.entries, each);
            assert.equal(sums.left, model.free[each] ?? 0);
            assert.equal(sums.spent, model.paid[each] ?? 0);
            assert.equal(balanceOf(ledger.entries, `invoiced:${each}`), model.invoiced[each] ?? 0);
            assert.ok(sums.spent <= sums.allocated - sums.returned);
          }
        },
      ),
      { numRuns: 200 },
    );
    assert.ok(legal > 500 && illegal > 500, `${legal} legal, ${illegal} illegal`);
  });

  it('lets no allocation take a pot below zero, and no step but an award cut', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 5, maxLength: 40 }), (steps) => {
        const ledger = aLedger();
        ledger.take(award);
        for (const step of steps) {
          const before = POTS.map((each) => balanceOf(ledger.entries, each));
          try {
            ledger.take(step);
          } catch (error) {
            assert.ok(error instanceof UserError);
          }
          POTS.forEach((each, index) => {
            const after = balanceOf(ledger.entries, each);
            if (step.kind !== 'award') assert.ok(after >= Math.min(0, before[index]!));
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('comes back to nothing when everything that can be corrected is, the newest first', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 5, maxLength: 25 }), (steps) => {
        const ledger = aLedger();
        ledger.take(award);
        for (const step of steps.filter(({ kind }) => kind !== 'award')) {
          try {
            ledger.take(step);
          } catch (error) {
            assert.ok(error instanceof UserError);
          }
        }

        for (const { id } of ledger.entries.slice(1).reverse())
          ledger.take({ kind: 'correction', entry: id });

        assert.equal(balanceOf(ledger.entries, 'upfront'), pounds(26441));
        assert.equal(balanceOf(ledger.entries, 'tactical'), pounds(13220));
        for (const each of projectsOf(ledger.entries)) {
          const { left, spent, allocated } = sumOfProject(ledger.entries, each);
          assert.deepEqual([left, spent, allocated], [0, 0, 0]);
        }
      }),
      { numRuns: 100 },
    );
  });
});
