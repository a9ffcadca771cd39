import assert from 'node:assert/strict';
import { importPlan } from '../../../src/workflows/check-ins/plan/import.js';
import { keepAction } from '../../../src/workflows/check-ins/plan/change.js';
import { planActions } from '../../../src/workflows/check-ins/plan/plan.js';
import type { PlanAction } from '../../../src/workflows/check-ins/plan/plan.js';
import { checkIns } from '../../../src/workflows/check-ins/index.js';
import type { ActorContext } from '../../../src/workflows/workflow.js';
import { buttonsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';

const ALEX = 'Alex Wilber';
/** Leads 4.1, 5.1a, 5.1b, 5.1c and 5.2. */
const MEGAN = 'Megan Bowen';
/** Leads 2.1 to 2.4, and is of the Working Group, which sees results. */
const ADELE = 'Adele Vance';
const PATTI = 'Patti Fernandez';

/** What an answer, an earlier wording and the plan say of it: none of it may get out. */
const SECRET = /MARIGOLD|5\.1a/;

describe('A restricted action', () => {
  let house: House;
  let action: PlanAction;

  beforeEach(async () => {
    house = await openHouse();
    for (const name of [ALEX, MEGAN, ADELE, PATTI]) await house.meet(name);
    action = await mark('5.1a');
  });
  afterEach(() => house.close());

  /** Gives an action words that can be looked for, and marks it. */
  function mark(number: string): Promise<PlanAction> {
    return house.inside(async (tx, context) => {
      const [before] = await tx.find(planActions, { where: { number } });
      const after = { ...before!, text: 'Operation MARIGOLD', restricted: true };
      return keepAction(context, before, after, { by: '', why: 'MARIGOLD is sensitive' });
    });
  }

  /** Megan's answer is an exception, which results would show in full. */
  async function answer(): Promise<void> {
    const list = await house.say(MEGAN, 'check-ins');
    const update = buttonsOf(list.card).find(({ data }) => data.action === action.id);
    const form = await house.send(MEGAN, 'check-ins/update', update!.data);
    const words = { status: 'delayed', rag: 'red', done: 'MARIGOLD began', reason: 'MARIGOLD is late' };
    await house.press(MEGAN, form, 'Save', words);
  }

  function every(shown: Shown): string {
    return JSON.stringify([shown.text, shown.card ?? '']);
  }

  async function downloaded(name: string, what: string, ids: readonly string[] = []): Promise<string> {
    const actor = await house.member(name);
    const make = checkIns.downloads![what]!;
    return JSON.stringify(
      await house.inside((_tx, context) =>
        make(ids, {
          ...context,
          actor,
          speaker: name,
          downloadLinks: () => [],
          pseudonym: () => '',
          offersFor: () => [],
        } as ActorContext),
      ),
    );
  }

  it('is on its lead’s and the coordinators’ cards, and says there that it is restricted', async () => {
    await answer();

    const lead = await house.say(MEGAN, 'check-ins');
    const results = await house.say(ALEX, 'check-in results');
    const card = await house.send(ALEX, 'check-ins/plan-action', { action: action.id });

    assert.match(every(lead), /MARIGOLD/);
    assert.ok(wordsOf(results.card).some((word) => word.includes('MARIGOLD (restricted)')));
    assert.ok(wordsOf(card.card).some((word) => word.startsWith('Restricted: only its leads')));
  });

  it('is on no card of anybody else, whatever they say or press', async () => {
    await answer();
    const data = { action: action.id, round: '', plan: action.plan, priority: 4, version: 2 };
    const [round] = buttonsOf((await house.say(ALEX, 'check-ins')).card);

    for (const name of [ADELE, PATTI]) {
      for (const { phrases } of checkIns.commands) {
        assert.doesNotMatch(every(await house.say(name, phrases[0])), SECRET, phrases[0]);
      }
      assert.doesNotMatch(every(await house.say(name, 'my items')), SECRET);
      for (const verb of Object.keys(checkIns.actions)) {
        for (const each of [data, { ...data, ...round!.data }]) {
          assert.doesNotMatch(every(await house.send(name, `check-ins/${verb}`, each)), SECRET, verb);
        }
      }
    }
  });

  it('is not counted for anybody else: neither the action, nor its answer, nor who was asked about it alone', async () => {
    const before = wordsOf((await house.say(ADELE, 'check-in results')).card);
    const plan = wordsOf((await house.say(ADELE, 'plan')).card);
    await answer();

    const after = wordsOf((await house.say(ADELE, 'check-in results')).card);
    const results = wordsOf((await house.say(ALEX, 'check-in results')).card);

    assert.deepEqual(after, before);
    assert.ok(after.some((word) => word.startsWith('0 of 22 actions answered.')));
    assert.ok(results.some((word) => word.startsWith('1 of 23 actions answered.')));
    assert.ok(plan.some((word) => word.endsWith('24 actions.')));
  });

  it('is in no file, whoever downloads it', async () => {
    await answer();
    const [round] = buttonsOf((await house.say(ALEX, 'check-ins')).card);

    for (const name of [ALEX, ADELE]) {
      assert.doesNotMatch(await downloaded(name, 'results', [String(round!.data.round)]), SECRET);
      assert.doesNotMatch(await downloaded(name, 'plan'), SECRET);
      assert.doesNotMatch(await downloaded(name, 'versions'), SECRET);
    }
    const files = await house.send(ALEX, 'check-ins/plan-files', {});
    assert.ok(wordsOf(files.card).includes('1 restricted action is left out of these files, for everybody.'));
  });

  it('is in no message to anybody else, and in no channel', async () => {
    await answer();
    house.at('2026-11-30T09:00:00Z');
    await house.tick();
    house.at('2026-12-02T10:00:00Z');
    await house.tick();

    for (const name of [ADELE, PATTI]) {
      for (const message of house.inbox(name)) assert.doesNotMatch(every(message), SECRET);
    }
    const inChannel = { personal: false };
    for (const verb of Object.keys(checkIns.actions)) {
      const [round] = buttonsOf((await house.say(ALEX, 'check-ins')).card);
      const data = { action: action.id, ...round!.data };
      for (const name of [MEGAN, ALEX]) {
        assert.doesNotMatch(
          every(await house.send(name, `check-ins/${verb}`, data, inChannel)),
          SECRET,
          verb,
        );
      }
    }
  });

  it('leaves the cards of a lead who leads it no longer', async () => {
    await house.inside(async (tx, context) => {
      const now = (await tx.get(planActions, action.id))!;
      await keepAction(context, now, { ...now, posts: [] }, { by: '', why: 'The post moved on' });
    });

    const list = await house.say(MEGAN, 'check-ins');
    const items = await house.say(MEGAN, 'my items');
    const [round] = buttonsOf(list.card);
    const pressed = await house.send(MEGAN, 'check-ins/update', { ...round!.data, action: action.id });

    assert.doesNotMatch(every(list), SECRET);
    assert.ok(wordsOf(list.card).includes('0 of 4 answered'));
    assert.ok(wordsOf(items.card).some((word) => word.startsWith('4 of 4 actions')));
    assert.equal(wordsOf(pressed.card)[1], 'This action is not one of yours in this check-in.');
    assert.doesNotMatch(every(pressed), SECRET);
  });

  it('is seen by a deputy from the first day until the last, and not a day longer', async () => {
    const email = 'patti.fernandez@nhs-kent.example';
    const post = house.partnership.posts.find(({ name }) => action.posts.includes(name));
    post!.deputies.push({ email, from: '2026-11-24', to: '2026-11-25' });
    const sees = async (instant: string): Promise<boolean> => {
      house.at(instant);
      return /MARIGOLD/.test(every(await house.send(PATTI, 'check-ins/plan-action', { action: action.id })));
    };

    assert.equal(await sees('2026-11-23T12:00:00Z'), false);
    assert.equal(await sees('2026-11-24T00:00:00Z'), true);
    assert.equal(await sees('2026-11-25T23:00:00Z'), true);
    assert.equal(await sees('2026-11-26T00:00:00Z'), false);
  });

  it('was open in a round that ended: it is left out of that round’s results as well', async () => {
    await house.inside(async (tx, context) => {
      const now = (await tx.get(planActions, action.id))!;
      await keepAction(context, now, { ...now, restricted: false }, { by: '', why: 'Opened' });
    });
    await answer();
    const open = await house.press(ALEX, await house.say(ALEX, 'check-ins'), 'Open');
    await house.press(ALEX, await house.press(ALEX, open, 'Close'), 'Close the check-in');
    assert.match(every(await house.say(ADELE, 'check-in results')), /MARIGOLD/);
    house.at('2026-12-01T09:00:00Z');
    await mark('5.1a');

    assert.doesNotMatch(every(await house.say(ADELE, 'check-in results')), SECRET);
  });

  it('is not passed on, not handed on as news, and not named in its history to others', async () => {
    await answer();
    const [round] = buttonsOf((await house.say(ALEX, 'check-ins')).card);
    const other = await mark('5.1b');
    const data = { ...round!.data, action: other.id };
    const actor = await house.member(MEGAN);

    const passed = await house.send(MEGAN, 'check-ins/pass-on', data);
    const recorded = await house.send(MEGAN, 'check-ins/answer', { ...data, action: action.id });
    const named = await house.say(ADELE, 'history 5.1a');
    const missing = await house.say(ADELE, 'history 9.9');
    const known = await house.say(ALEX, 'history 5.1a');
    const material = house.inside((_tx, context) =>
      checkIns.materials!.answer!([String(round!.data.round), action.id], {
        ...{ ...context, actor, speaker: MEGAN },
        ...{ downloadLinks: () => [], offersFor: () => [], pseudonym: () => '' },
      } as ActorContext),
    );

    await assert.rejects(material, { name: 'UserError' });
    assert.equal(
      wordsOf(passed.card)[1],
      'This action is restricted: only its leads and their deputies may see it, so it cannot be passed on.',
    );
    assert.match(every(recorded), /MARIGOLD began/);
    assert.ok(!buttonsOf(recorded.card).some(({ verb }) => verb === 'roundtable/offer'));
    assert.equal(named.text, 'The plan has no action 5.1a now. Say plan to see its actions.');
    assert.equal(missing.text, 'The plan has no action 9.9 now. Say plan to see its actions.');
    assert.match(every(known), /MARIGOLD began/);
  });

  it('comes as restricted in a file, and stays so when a file does not say', async () => {
    const heading = 'number,priority,priority_lead,aim,action,cross_cutting_themes';
    const file = (text: string) => ({ name: 'plan.csv', content: Buffer.from(text) });
    const bring = (text: string): Promise<readonly (readonly [string, boolean])[]> =>
      house.inside(async (tx, context) => {
        assert.ok((await importPlan.run(file(text), true, context)).ok);
        const found = await tx.find(planActions, {
          where: { plan: action.plan, state: 'current' },
          by: 'order',
        });
        return found.map(({ number, restricted }) => [number, restricted]);
      });

    const marked = await bring(`${heading},restricted\n1,P,TBC,,One,,yes\n2,P,TBC,,Two,,no`);
    const silent = await bring(`${heading}\n1,P,TBC,,One more,\n2,P,TBC,,Two,`);

    assert.deepEqual(marked, [
      ['1', true],
      ['2', false],
    ]);
    assert.deepEqual(silent, marked);
  });
});
