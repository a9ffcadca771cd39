import assert from 'node:assert/strict';
import { leadsOf, planActions } from '../../../src/workflows/check-ins/plan/plan.js';
import { refreshes } from '../../../src/workflows/check-ins/refresh/refresh.js';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';

const ALEX = 'Alex Wilber';
const MEGAN = 'Megan Bowen';
const ADELE = 'Adele Vance';
const WHY = 'Agreed at the Working Group on 10 September 2026';
/** The posts of Patti and of Megan, as a choice sends them. */
const HEALTH = 'consultant-in-public-health-kent-county-council';

describe('A priority of the plan in force', () => {
  let house: House;
  let card: Shown;

  beforeEach(async () => {
    house = await openHouse();
    const plan = await house.say(ALEX, 'plan');
    const open = buttonsOf(plan.card).find(({ data }) => data.priority === 1)!;
    card = await house.send(ALEX, open.verb, open.data);
  });
  afterEach(() => house.close());

  const form = () => house.press(ALEX, card, 'Change the priority');
  async function save(typed: Readonly<Record<string, string>>): Promise<Shown> {
    return house.press(ALEX, await form(), 'Save', { why: WHY, ...typed });
  }

  it('gets another name, which its actions follow, with who, when and why', async () => {
    const start = inputsOf((await form()).card);
    const saved = await save({ name: 'Safer Roads' });
    const plan = await house.say(MEGAN, 'plan');
    const open = await house.say(ADELE, 'check-ins');
    const [action] = await house.inside((tx) => tx.find(planActions, { where: { number: '2.1' } }));
    const history = await house.send(MEGAN, 'check-ins/plan-history', { action: action!.id });

    assert.equal(start.name, 'Road Safety');
    assert.deepEqual(wordsOf(saved.card).slice(0, 4), [
      'Safer Roads',
      'Saved.',
      'Lead: Director of Operations, Kent Fire and Rescue Service',
      `Was 'Road Safety'. Alex Wilber, 23 November 2026: ${WHY}`,
    ]);
    assert.ok(wordsOf(plan.card).includes('Safer Roads'));
    assert.ok(wordsOf(open.card).includes('Safer Roads'));
    assert.deepEqual(wordsOf(history.card).slice(1, 4), [
      'Changed: its priority',
      'Alex Wilber, 23 November 2026',
      WHY,
    ]);
  });

  it('reads as it did in a check-in that has closed, and stands in the next version’s change list', async () => {
    const round = await house.press(ALEX, await house.say(ALEX, 'check-ins'), 'Open');
    await house.press(ALEX, await house.press(ALEX, round, 'Close'), 'Close the check-in');
    house.at('2026-12-14T09:00:00Z');
    await save({ name: 'Roads' });
    const again = await house.press(ALEX, card, 'Change the priority');
    await house.press(ALEX, again, 'Save', { name: 'Safer Roads', why: WHY });

    const results = await house.say(ALEX, 'check-in results');
    const ask = await house.say(ALEX, 'refresh plan');
    const refresh = await house.press(ALEX, ask, 'Start the refresh');
    const draft = await house.press(ALEX, refresh, 'See the draft');

    assert.ok(wordsOf(results.card).includes('Road Safety'));
    assert.ok(!wordsOf(results.card).join('\n').includes('Safer Roads'));
    const changes = wordsOf(draft.card).filter((word) => word.includes('Road'));
    assert.ok(changes.includes("'Road Safety' renamed 'Safer Roads'"), changes.join('\n'));
    assert.ok(!changes.some((word) => /moved|another number or priority|no longer/.test(word)));
  });

  it('gets another lead, and so do the actions that had the same', async () => {
    const [own] = await house.inside((tx) => tx.find(planActions, { where: { number: '2.4' } }));
    await house.inside((tx) => tx.put(planActions, { ...own!, posts: [] }));

    const saved = await save({ posts: HEALTH });

    const leads = await house.inside(async (tx, context) => {
      const names: string[] = [];
      for (const number of ['2.1', '2.2', '2.3', '2.4']) {
        const [action] = await tx.find(planActions, { where: { number } });
        names.push((await leadsOf(context, action!)).map(({ name }) => name).join() || 'nobody');
      }
      return names;
    });
    const words = wordsOf(saved.card);
    assert.equal(words[1], 'Saved. 3 actions had the same lead and follow.');
    assert.match(words[3]!, /^Lead was Director of Operations, Kent Fire and Rescue Service\. Alex Wilber, /);
    assert.deepEqual(leads, ['Patti Fernandez', 'Patti Fernandez', 'Patti Fernandez', 'nobody']);
  });

  it('is not saved without a reason or under the name of another, with what was typed still there', async () => {
    const wrong = await save({ name: 'substance misuse', why: ' ' });
    const taken = await house.press(ALEX, wrong, 'Save', { why: WHY });

    assert.ok(
      wordsOf(wrong.card).includes('Enter why, like Agreed at the Working Group on 10 December 2026'),
    );
    assert.ok(
      wordsOf(taken.card).includes(
        "'substance misuse' is another priority of the plan. A refresh can merge the two",
      ),
    );
    assert.equal(inputsOf(taken.card).name, 'substance misuse');
  });

  it('changes once however often save is pressed, and shows a second coordinator what the first made of it', async () => {
    const first = await form();
    await house.press(ALEX, first, 'Save', { name: 'Safer Roads', why: WHY });
    const again = await house.press(ALEX, first, 'Save', { name: 'Safer Roads', why: WHY });

    const late = await house.press(ALEX, first, 'Save', { name: 'Roads', why: WHY });
    const kept = await house.press(ALEX, late, 'Save');

    assert.equal(wordsOf(again.card)[1], 'It reads so already. Nothing was changed.');
    assert.deepEqual(wordsOf(late.card).slice(0, 2), [
      'Change Safer Roads',
      'Somebody changed the priorities since you opened this form. Compare your words with the name above; save again to keep them.',
    ]);
    assert.equal(wordsOf(kept.card)[0], 'Roads');
  });

  it('is changed by the coordinating team alone, in the plan in force, and not beside a refresh', async () => {
    const { data } = buttonsOf((await form()).card).find(({ title }) => title === 'Save')!;
    const typed = { ...data, name: 'Safer Roads', posts: '', why: WHY };
    const refused: string[] = [];
    for (const verb of ['plan-change-priority', 'plan-save-priority']) {
      refused.push((await house.send(MEGAN, `check-ins/${verb}`, typed)).text);
    }
    const old = await house.send(ALEX, 'check-ins/plan-save-priority', { ...typed, plan: 'older' });
    await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'Start the refresh');
    const beside = await form();
    await house.inside(async (tx) => {
      const [refresh] = await tx.find(refreshes, { where: { state: 'working' }, by: 'startedAt' });
      await tx.put(refreshes, { ...refresh!, state: 'agreed', number: '2.0', from: '2027-04-01' });
    });
    const agreed = await form();

    const team = 'Only the coordinating team changes the plan. Say plan to read it.';
    assert.deepEqual(refused, [team, team]);
    assert.equal(
      old.text,
      'That card was of an earlier version of the plan. Say plan to see it as it is now.',
    );
    assert.equal(
      beside.text,
      'A refresh of the plan is under way. Change its priorities there: say refresh plan.',
    );
    assert.equal(
      agreed.text,
      'Version 2.0 is agreed and takes effect on 1 April 2027. Change the priority from that day on.',
    );
    assert.ok(wordsOf((await house.say(MEGAN, 'plan')).card).includes('Road Safety'));
  });
});
