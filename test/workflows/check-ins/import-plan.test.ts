import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { contextIn } from '../../../src/context.js';
import { loadPartnership } from '../../../src/partnership.js';
import { importPlan } from '../../../src/workflows/check-ins/plan/import.js';
import { actionsOf, planActions, plans } from '../../../src/workflows/check-ins/plan/plan.js';
import type { PlanAction } from '../../../src/workflows/check-ins/plan/plan.js';
import type { ImportReport } from '../../../src/workflows/workflow.js';
import { openMemoryStore } from '../../support/memory-store.js';
import type { MemoryStore } from '../../support/memory-store.js';

const partnership = loadPartnership('env/partnership.yaml');
const now = new Date('2026-11-20T09:00:00Z');
const sample = readFileSync('env/sample/action-plan-2016.csv', 'utf8');
const heading = 'number,priority,priority_lead,aim,action,cross_cutting_themes';

const planOf = (...rows: readonly string[]): string => [heading, ...rows].join('\n');
const workshop = '1.1,Road Safety,TBC,Fewer casualties,Run a workshop,Education';
const campaign = '1.2,Road Safety,TBC,Fewer casualties,Run a campaign,Education';
const safety = '2.1,Home Safety,TBC,Fewer fires,Visit homes,Education';

describe('importPlan', () => {
  let store: MemoryStore;

  beforeEach(() => {
    store = openMemoryStore();
  });

  function bring(content: string, apply: boolean): Promise<ImportReport> {
    return store.transact('roundtable', 'import/plan', async (tx) => {
      const file = { name: 'plan.csv', content: Buffer.from(content) };
      const result = await importPlan.run(file, apply, contextIn(tx, partnership, now));
      assert.deepEqual(result.ok ? {} : result.problems, {});
      return result.ok ? result.value : { changes: [], summary: '' };
    });
  }

  function currentActions(): Promise<readonly PlanAction[]> {
    const plan = store.all(plans)[0]?.id ?? '';
    return store.transact('test', 'read', (tx) => actionsOf(contextIn(tx, partnership, now), plan));
  }

  it('shows what it would add, and writes nothing until it is told to', async () => {
    const report = await bring(planOf(workshop, safety), false);

    assert.deepEqual(report, {
      changes: ['add     1.1  Run a workshop', 'add     2.1  Visit homes'],
      summary: '2 actions added, 0 changed, 0 removed.',
    });
    assert.deepEqual(store.journal, []);
  });

  it('brings in the actions in their order, and the priorities that the plan has', async () => {
    await bring(planOf(workshop, safety, campaign), true);

    const actions = await currentActions();
    assert.deepEqual(
      actions.map(({ number, order, priority }) => [number, order, priority]),
      [
        ['1.1', 0, 'Road Safety'],
        ['2.1', 1, 'Home Safety'],
        ['1.2', 2, 'Road Safety'],
      ],
    );
    assert.deepEqual(store.all(plans)[0]?.priorities, ['Road Safety', 'Home Safety']);
  });

  it('changes nothing when the same file comes a second time', async () => {
    await bring(sample, true);

    const second = await bring(sample, true);

    assert.deepEqual(second, { changes: [], summary: 'The plan is the same already. Nothing changes.' });
    assert.equal(store.journal.length, 1);
    assert.equal(store.all(planActions).length, 25);
  });

  it('changes nothing when only the encoding and the line ends of the file are others', async () => {
    await bring(planOf(workshop, safety), true);

    const second = await bring(`\uFEFF${planOf(workshop, safety).replaceAll('\n', '\r\n')}\r\n`, true);

    assert.deepEqual(second.changes, []);
  });

  it('shows what a changed file adds, changes and removes, and what of an action changes', async () => {
    await bring(planOf(workshop, campaign, safety), true);
    const changed = workshop
      .replace('TBC', '"Head of Strategic Partnerships, Kent Police"')
      .replace('Run a', 'Lead a');

    const report = await bring(planOf(changed, safety, safety.replace('2.1', '2.2')), true);

    assert.deepEqual(report, {
      changes: [
        'add     2.2  Visit homes',
        'change  1.1  its words and its lead',
        'change  2.1  its place',
        'remove  1.2  Run a campaign',
      ],
      summary: '1 action added, 2 changed, 1 removed.',
    });
    assert.deepEqual(
      (await currentActions()).map(({ number, text }) => [number, text]),
      [
        ['1.1', 'Lead a workshop'],
        ['2.1', 'Visit homes'],
        ['2.2', 'Visit homes'],
      ],
    );
  });

  it('keeps the id of an action that changes and the record of one that is removed', async () => {
    await bring(planOf(workshop, campaign), true);
    const before = new Map(store.all(planActions).map(({ number, id }) => [number, id]));

    await bring(planOf(workshop.replace('Run', 'Lead')), true);

    const after = store.all(planActions).map(({ number, id, state }) => [number, id, state]);
    assert.deepEqual(
      new Set(after.map((each) => JSON.stringify(each))),
      new Set([
        JSON.stringify(['1.1', before.get('1.1'), 'current']),
        JSON.stringify(['1.2', before.get('1.2'), 'removed']),
      ]),
    );
  });

  it('shows an action of several lines and many words in one short line', async () => {
    const { changes } = await bring(
      planOf(`1.1,P,TBC,A,"Run a\nworkshop ${'and another '.repeat(20)}",`),
      false,
    );

    assert.equal(changes.length, 1);
    assert.match(changes[0] ?? '', /^add {5}1\.1 {2}Run a workshop and another .*…$/);
    assert.ok((changes[0] ?? '').length <= 93);
  });

  it('writes nothing of a file with a fault', async () => {
    const file = { name: 'plan.csv', content: Buffer.from(planOf(workshop, workshop)) };

    const result = await store.transact('roundtable', 'import/plan', (tx) =>
      importPlan.run(file, true, contextIn(tx, partnership, now)),
    );

    assert.deepEqual(result, {
      ok: false,
      problems: { '0': 'Line 3: the number 1.1 stands in line 2 already.' },
    });
    assert.deepEqual(store.journal, []);
  });
});
