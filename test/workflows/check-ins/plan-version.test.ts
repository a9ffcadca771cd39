import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changeLines, changesBetween, monthOf } from '../../../src/workflows/check-ins/plan/version.js';
import type { PriorityMove } from '../../../src/workflows/check-ins/plan/version.js';
import type { ActionState, PlanAction } from '../../../src/workflows/check-ins/plan/plan.js';

function anAction(number: string, parts: Partial<PlanAction> = {}): PlanAction {
  return {
    ...{ id: `a${number}`, version: 1, plan: 'p1', order: 0, state: 'current' },
    ...{ number, priority: 'Road Safety', aim: 'Fewer casualties', text: `Do ${number}` },
    ...{ themes: [], posts: [], links: [], target: '', milestones: [], restricted: false },
    ...parts,
  };
}

const same = (...names: readonly string[]): PriorityMove[] => names.map((name) => ({ name, from: [name] }));
const none: ReadonlyMap<string, ActionState> = new Map();
const everybody = (): boolean => true;

describe('the change list of a version', () => {
  it('says nothing of a plan that stays as it is', () => {
    const plan = { priorities: ['Road Safety'], actions: [anAction('1.1')] };

    assert.deepEqual(changesBetween(plan, plan, same('Road Safety'), none), []);
  });

  it('names what was added, completed, made everyday business, removed, reworded, moved and given away', () => {
    const before = {
      priorities: ['Road Safety'],
      actions: ['1.1', '1.2', '1.3', '1.4', '1.5', '1.6'].map((number) => anAction(number)),
    };
    const after = {
      priorities: ['Road Safety'],
      actions: [
        anAction('1.4', { text: 'Do it well' }),
        anAction('9', { id: 'a1.5', text: 'Do 1.5' }),
        anAction('1.6', { posts: ['Chair'] }),
        anAction('1.7'),
      ],
    };
    const ended = new Map<string, ActionState>([
      ['a1.1', 'complete'],
      ['a1.2', 'everyday'],
    ]);

    const lines = changeLines(changesBetween(before, after, same('Road Safety'), ended), everybody);

    assert.deepEqual(lines, [
      '1 action added: 1.7 Do 1.7',
      '1 complete: 1.1 Do 1.1',
      '1 part of everyday business now: 1.2 Do 1.2',
      '1 removed: 1.3 Do 1.3',
      '1 reworded: 1.4 Do it well',
      '1 with another number or priority: 9 Do 1.5 (was 1.5)',
      '1 with another lead: 1.6 Do 1.6',
    ]);
  });

  it('does not call an action moved that followed its priority into a merger or a new name', () => {
    const before = {
      priorities: ['Violent Crime', 'Acquisitive Crime', 'ASB'],
      actions: [
        anAction('5.1', { priority: 'Violent Crime' }),
        anAction('6.1', { priority: 'Acquisitive Crime' }),
        anAction('7.1', { priority: 'ASB' }),
      ],
    };
    const after = {
      priorities: ['Serious and Organised Crime', 'Anti-Social Behaviour', 'Extremism'],
      actions: [
        anAction('5.1', { priority: 'Serious and Organised Crime' }),
        anAction('6.1', { priority: 'Serious and Organised Crime' }),
        anAction('7.1', { priority: 'Serious and Organised Crime' }),
      ],
    };
    const moves = [
      { name: 'Serious and Organised Crime', from: ['Violent Crime', 'Acquisitive Crime'] },
      { name: 'Anti-Social Behaviour', from: ['ASB'] },
      { name: 'Extremism', from: [] },
    ];

    const lines = changeLines(changesBetween(before, after, moves, none), everybody);

    assert.deepEqual(lines, [
      '1 action with another number or priority: 7.1 Do 7.1',
      "'Violent Crime' and 'Acquisitive Crime' merged into 'Serious and Organised Crime'",
      "'ASB' renamed 'Anti-Social Behaviour'",
      "'Extremism' added as a priority",
    ]);
  });

  it('neither names nor counts what the reader must not hear of', () => {
    const before = { priorities: ['Road Safety'], actions: [] };
    const after = { priorities: ['Road Safety'], actions: [anAction('1.1'), anAction('1.2')] };
    const changes = changesBetween(before, after, same('Road Safety'), none);

    assert.deepEqual(
      changeLines(changes, (id) => id === 'a1.1'),
      ['1 action added: 1.1 Do 1.1'],
    );
    assert.deepEqual(
      changeLines(changes, () => false),
      [],
    );
  });

  it('accounts for each action that came or went exactly once', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 20 });
    const states = fc.constantFrom<ActionState>('complete', 'everyday', 'removed', 'current');
    fc.assert(
      fc.property(ids, ids, states, (old, now, state) => {
        const before = { priorities: ['P'], actions: old.map((each) => anAction(String(each))) };
        const after = { priorities: ['P'], actions: now.map((each) => anAction(String(each))) };
        const ended = new Map(old.map((each) => [`a${each}`, state]));

        const changes = changesBetween(before, after, same('P'), ended);

        const named = changes.flatMap((change) => ('actions' in change ? change.actions : []));
        const gone = old.filter((each) => !now.includes(each));
        const come = now.filter((each) => !old.includes(each));
        assert.deepEqual(
          named.map(({ number }) => Number(number)).sort((a, b) => a - b),
          [...gone, ...come].sort((a, b) => a - b),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('is dated by its month', () => {
    assert.equal(monthOf('2027-04-01'), 'April 2027');
  });
});
