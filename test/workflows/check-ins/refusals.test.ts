import assert from 'node:assert/strict';
import { members } from '../../../src/directory.js';
import { EARLY } from '../../../src/workflows/check-ins/answer/early.js';
import { planActions } from '../../../src/workflows/check-ins/plan/plan.js';
import type { PlanAction } from '../../../src/workflows/check-ins/plan/plan.js';
import { asks, openRounds } from '../../../src/workflows/check-ins/round/round.js';
import type { Round } from '../../../src/workflows/check-ins/round/round.js';
import { buttonsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';

const ALEX = 'Alex Wilber';
const MEGAN = 'Megan Bowen';
const ADELE = 'Adele Vance';
const WORDS = { status: 'in-progress', rag: 'green', done: 'Two seminars held.' };
const WHY = 'Agreed at the Working Group on 10 September 2026';

/** What no button offers, because a rule forbids it: an old card or a race gets there all the same. */
describe('A check-in says why not', () => {
  let house: House;
  let round: Round;

  beforeEach(async () => {
    house = await openHouse();
    round = await house.inside(async (_tx, context) => (await openRounds(context))[0]!);
  });
  afterEach(() => house.close());

  async function action(number: string): Promise<PlanAction> {
    return house.inside(async (tx) => (await tx.find(planActions, { where: { number } }))[0]!);
  }
  async function sent(name: string, verb: string, data: object): Promise<string> {
    return (await house.send(name, `check-ins/${verb}`, data)).text;
  }
  /** Above the list that a press of a lead ends in. */
  async function notice(name: string, verb: string, data: object): Promise<string | undefined> {
    return wordsOf((await house.send(name, `check-ins/${verb}`, data)).card)[1];
  }
  async function close(): Promise<Shown> {
    const card = await house.send(ALEX, 'check-ins/close', { round: round.id });
    return house.press(ALEX, card, 'Close the check-in');
  }

  it('to a coordinator who opens one while no action has a lead, by hand as by itself', async () => {
    const form = await house.say(ALEX, 'new check-in');
    const draft = await house.press(ALEX, form, 'Continue');
    for (const post of house.partnership.posts) Object.assign(post, { holders: [] });

    const { text } = await house.send(ALEX, 'check-ins/open', buttonsOf(draft.card)[0]!.data);

    assert.equal(
      text,
      'No action of the plan has a lead who is a member. Name the holders of the posts in the partnership file first.',
    );
    assert.equal((await house.inside((_tx, context) => openRounds(context))).length, 1);
  });

  it('to a lead who passes on, or asks others about, what nobody asks yet', async () => {
    await close();
    const { id } = await action('4.1');
    const early = { round: EARLY, action: id };
    const form = await house.send(MEGAN, 'check-ins/update', early);
    const list = await house.say(MEGAN, 'check-ins');
    const passed = await notice(MEGAN, 'pass-on', early);
    await house.press(MEGAN, form, 'Save', WORDS);

    assert.ok(!buttonsOf(list.card).some(({ title }) => title === 'Pass to a colleague'));
    assert.equal(passed, 'Nobody is asked yet. You can pass it on once the check-in is open.');
    assert.equal(
      await notice(MEGAN, 'blocked', early),
      'Others can be asked once the next check-in is open. Say it in your reason.',
    );
  });

  it('to who stands in for a lead and would pass the action on', async () => {
    const { id } = await action('4.1');
    const adele = await house.member(ADELE);
    await house.inside(async (tx) => {
      const ask = (await tx.get(asks, `${round.id}.${adele.id}`))!;
      await tx.put(asks, { ...ask, actions: [...ask.actions, id], standIn: [id] });
    });

    assert.equal(
      await notice(ADELE, 'pass-on', { round: round.id, action: id }),
      'You answer this one in place of its lead: it is not yours to pass on.',
    );
  });

  it('to a lead whom nobody can help: no organisation has a contact', async () => {
    for (const each of house.partnership.organisations) Object.assign(each, { contact: undefined });
    const form = await house.press(MEGAN, await house.say(MEGAN, 'check-ins'), 'Update');
    await house.press(MEGAN, form, 'Save', WORDS);

    assert.equal(
      await notice(MEGAN, 'blocked', { round: round.id, action: (await action('4.1')).id }),
      'The partnership file names no contact of another organisation. Tell the coordinating team who blocks you.',
    );
  });

  it('to a coordinator who brings an action back whose number is another’s now', async () => {
    const old = await action('2.1');
    await house.inside(async (tx) => {
      await tx.put(planActions, { ...old, state: 'complete' });
      await tx.put(planActions, { ...old, id: 'a'.repeat(16), version: 0, text: 'Count crossings' });
    });

    const form = await house.send(ALEX, 'check-ins/plan-save-end', {
      ...{ action: old.id, state: 'current', why: WHY },
    });

    assert.match(
      wordsOf(form.card).join('\n'),
      /2\.1 is the number of 'Count crossings' now\. Give that one another number first, then bring this one back\./,
    );
  });

  it('to a coordinator who changes what ended with an earlier version', async () => {
    const old = await action('2.1');
    await house.inside((tx) => tx.put(planActions, { ...old, plan: 'older', state: 'removed' }));

    assert.equal(
      await sent(ALEX, 'plan-change', { action: old.id }),
      'Action 2.1 ended with an earlier version of the plan. Add a new action for what goes on.',
    );
  });

  it('to a coordinator who records an agreement to a draft that nobody has seen', async () => {
    const refresh = await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'Start the refresh');

    assert.equal(
      await sent(ALEX, 'refresh-agree', { refresh: buttonsOf(refresh.card)[0]!.data.refresh }),
      'The members have not seen this draft yet. Send it to them before the agreement is recorded.',
    );
  });

  it('to a coordinator who sends results while nobody is in the Working Group', async () => {
    await house.inside(async (tx) => {
      for (const member of await tx.find(members, { where: { standing: 'active' }, by: 'name' })) {
        await tx.put(members, { ...member, roles: member.roles.filter((role) => role !== 'working-group') });
      }
    });

    assert.equal(
      await sent(ALEX, 'ask-to-post', { round: round.id }),
      'Nobody on the list of members is in the Working Group yet.',
    );
  });

  it('to who is asked nothing in it', async () => {
    assert.equal(
      await sent(ALEX, 'actions', { round: round.id }),
      `The check-in '${round.name}' asks nothing of you.`,
    );
  });
});
