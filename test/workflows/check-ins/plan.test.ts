import assert from 'node:assert/strict';
import { planChanges } from '../../../src/workflows/check-ins/plan/change.js';
import { planActions } from '../../../src/workflows/check-ins/plan/plan.js';
import type { PlanAction } from '../../../src/workflows/check-ins/plan/plan.js';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';

const ALEX = 'Alex Wilber';
const MEGAN = 'Megan Bowen';
const WHY = 'Agreed at the Working Group on 10 September 2026';

describe('The plan', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());

  function find(number: string): Promise<readonly PlanAction[]> {
    return house.inside((tx) => tx.find(planActions, { where: { number } }));
  }

  async function open(name: string, number: string): Promise<Shown> {
    const action = (await find(number)).find(({ state }) => state === 'current');
    return house.send(name, 'check-ins/plan-action', { action: action!.id });
  }

  async function add(words: Readonly<Record<string, string>>): Promise<Shown> {
    const form = await house.press(ALEX, await house.say(ALEX, 'plan'), 'Add an action');
    return house.press(ALEX, form, 'Save', { priority: 'Road Safety', why: WHY, ...words });
  }

  async function end(number: string, state: string): Promise<Shown> {
    const form = await house.press(ALEX, await open(ALEX, number), 'Complete or take out');
    return house.press(ALEX, form, 'Save', { state, why: WHY });
  }

  it('shows everybody its priorities with their leads, and a member their own actions in it', async () => {
    const plan = await house.say(MEGAN, 'plan');
    const priority = await house.send(MEGAN, 'check-ins/plan-priority', buttonsOf(plan.card)[3]!.data);

    assert.ok(
      wordsOf(plan.card).includes('Version 1.0, in force from 23 November 2026. 7 priorities, 25 actions.'),
    );
    assert.ok(wordsOf(plan.card).includes('Lead: Head of Strategic Partnerships, Kent Police'));
    assert.ok(wordsOf(plan.card).includes('Lead: to be confirmed'));
    assert.equal(wordsOf(priority.card)[0], 'Anti-Social Behaviour');
    assert.ok(wordsOf(priority.card).includes('You lead this.'));
  });

  it('is changed by the coordinating team alone', async () => {
    const [action] = await find('2.1');
    const card = await open(MEGAN, '2.1');
    const titles = buttonsOf(card.card).map(({ title }) => title);

    assert.deepEqual(titles, ['History', 'Back to the priority']);
    for (const verb of [
      'plan-add',
      'plan-change',
      'plan-save',
      'plan-details',
      'plan-save-details',
      'plan-end',
    ]) {
      const data = { action: action!.id, version: 1, number: '2.1', text: 'Mine', why: WHY };
      const { text } = await house.send(MEGAN, `check-ins/${verb}`, data);
      assert.equal(text, 'Only the coordinating team changes the plan. Say plan to read it.', verb);
    }
    assert.deepEqual((await find('2.1'))[0], action);
  });

  it('takes a new action in its place, once, however often save is pressed', async () => {
    const plan = await house.say(ALEX, 'plan');
    const priority = await house.send(ALEX, 'check-ins/plan-priority', buttonsOf(plan.card)[1]!.data);
    const form = await house.press(ALEX, priority, 'Add an action here');
    const words = { number: '2.2a', text: 'Train crews', why: WHY };

    const saved = await house.press(ALEX, form, 'Save', words);
    await house.press(ALEX, form, 'Save', words);

    assert.equal(inputsOf(form.card).priority, 'Road Safety');
    assert.equal(inputsOf(form.card).posts, 'director-of-operations-kent-fire-and-rescue-service');
    assert.equal(wordsOf(saved.card)[0], 'Action 2.2a');
    assert.ok(wordsOf(saved.card).includes('Added: 2.2a.'));
    const kept = await find('2.2a');
    assert.equal(kept.length, 1);
    assert.ok(
      kept[0]!.order > (await find('2.2'))[0]!.order && kept[0]!.order < (await find('2.3'))[0]!.order,
    );
  });

  it('asks the lead of a new action in the next round', async () => {
    await add({ number: '2.5', text: 'Train crews', posts: 'head-of-strategic-partnerships-kent-police' });

    const preview = await house.press(ALEX, await house.say(ALEX, 'new check-in'), 'Continue');

    const words = wordsOf(preview.card);
    assert.ok(words.includes('This asks 5 people about 24 actions; 2 actions have no lead.'));
    assert.ok(words.some((word) => word.startsWith('Megan Bowen') && word.endsWith('6 actions')));
  });

  it('tells everything that is wrong at once, with everything typed still there', async () => {
    const form = await house.press(ALEX, await house.say(ALEX, 'plan'), 'Add an action');

    const wrong = await house.press(ALEX, form, 'Save', {
      number: '!',
      aim: 'Fewer casualties',
      posts: 'nobody',
    });
    const taken = await add({ number: '2.2', text: 'Train crews' });

    const words = wordsOf(wrong.card);
    assert.ok(words.includes('Not saved yet: 5 answers below need you.'));
    assert.ok(words.includes('Enter a number, like 1.2 or 1.2a'));
    assert.ok(words.includes('Choose the priority that it belongs to'));
    assert.ok(words.includes('Enter what will be done'));
    assert.ok(words.includes('Enter why, like Agreed at the Working Group on 10 December 2026'));
    assert.equal(inputsOf(wrong.card).aim, 'Fewer casualties');
    assert.ok(
      wordsOf(taken.card).some((word) => word.startsWith("2.2 is the number of 'Deliver a Road Safety")),
    );
    assert.equal((await find('2.2')).length, 1);
  });

  it('keeps every change with who, when and why, and the words from before', async () => {
    const form = await house.press(ALEX, await open(ALEX, '2.2'), 'Change');
    const saved = await house.press(ALEX, form, 'Save', {
      number: '1.9',
      priority: 'Domestic Abuse',
      text: 'Run two workshops',
      why: WHY,
    });

    const history = await house.press(MEGAN, saved, 'History');

    assert.ok(wordsOf(saved.card).includes('Saved: its number, its priority and its words.'));
    const words = wordsOf(history.card);
    assert.deepEqual(words.slice(0, 4), [
      'History of 1.9',
      'Changed: its number, its priority and its words',
      'Alex Wilber, 23 November 2026',
      WHY,
    ]);
    assert.match(words[4]!, /^Before: 2\.2 Deliver a Road Safety workshop/);
    assert.ok(words.includes('Added to the plan'));
    const moved = (await find('1.9'))[0]!;
    assert.ok(moved.order > (await find('1.4'))[0]!.order && moved.order < (await find('2.1'))[0]!.order);
  });

  it('shows the second of two coordinators what the first changed, with what they typed still there', async () => {
    const first = await house.press(ALEX, await open(ALEX, '2.2'), 'Change');
    const second = await house.press(ALEX, await open(ALEX, '2.2'), 'Change');
    await house.press(ALEX, first, 'Save', { text: 'Run two workshops', why: WHY });

    const refused = await house.press(ALEX, second, 'Save', { aim: 'Safer roads', why: 'Clearer' });
    const wrong = await house.press(ALEX, second, 'Save', { aim: 'Safer roads', why: '' });
    const saved = await house.press(ALEX, refused, 'Save');

    for (const shown of [refused, wrong]) {
      const words = wordsOf(shown.card);
      assert.ok(words.includes('Changed since you opened this form'));
      assert.ok(
        words.includes('Alex Wilber, 23 November 2026. Changed: its words. Now: Run two workshops'),
        words.join(' | '),
      );
      assert.equal(inputsOf(shown.card).aim, 'Safer roads');
      assert.equal(inputsOf(shown.card).text, 'Run two workshops');
    }
    assert.ok(wordsOf(saved.card).includes('Saved: its aim.'));
    const [kept] = await find('2.2');
    assert.deepEqual([kept!.text, kept!.aim], ['Run two workshops', 'Safer roads']);
  });

  it('changes nothing when the same is saved again', async () => {
    const form = await house.press(ALEX, await open(ALEX, '2.2'), 'Change');
    await house.press(ALEX, form, 'Save', { text: 'Run two workshops', why: WHY });

    const again = await house.press(ALEX, form, 'Save', { text: 'Run two workshops', why: WHY });

    assert.ok(wordsOf(again.card).includes('It reads so already. Nothing was changed.'));
    const [action] = await find('2.2');
    const changes = await house.inside((tx) =>
      tx.find(planChanges, { where: { action: action!.id }, by: 'at' }),
    );
    assert.equal(changes.length, 2);
  });

  it('takes themes, links, a target date and milestones, and says which milestone lies outside the year', async () => {
    const form = await house.press(ALEX, await open(ALEX, '2.2'), 'Dates, links and access');
    const typed = {
      themes: 'support-mental-health-and-wellbeing',
      links: 'prevent-road-danger-and-support-vision-zero',
      target: '2028-03-31',
      milestones: '30 June 2028: venue booked',
      why: WHY,
    };

    const outside = await house.press(ALEX, form, 'Save', typed);
    const saved = await house.press(ALEX, outside, 'Save', { milestones: '31 January 2027: venue booked' });

    assert.ok(
      wordsOf(outside.card).includes(
        'The plan’s year runs from 1 April 2026 to 31 March 2027: move 30 June 2028 into it, or use the target date',
      ),
    );
    assert.equal(inputsOf(outside.card).milestones, '30 June 2028: venue booked');
    const words = wordsOf(saved.card);
    assert.ok(words.includes('Serves: Prevent road danger and support Vision Zero'));
    assert.ok(words.includes('Target date: 31 March 2028'));
    assert.ok(words.includes('31 January 2027: venue booked'));
    assert.ok(words.includes('Themes: Support mental health and wellbeing'));
  });

  it('takes an action out as complete, lists it as ended, asks nobody about it, and takes it back', async () => {
    const complete = await end('2.2', 'complete');
    const plan = await house.say(MEGAN, 'plan');
    const priority = await house.send(MEGAN, 'check-ins/plan-priority', buttonsOf(plan.card)[1]!.data);
    const preview = await house.press(ALEX, await house.say(ALEX, 'new check-in'), 'Continue');
    const form = await house.press(ALEX, complete, 'Bring back');
    const back = await house.press(ALEX, form, 'Save', { why: 'One venue is left' });

    assert.ok(wordsOf(complete.card).includes('Stands: Complete'));
    assert.ok(wordsOf(complete.card).includes(`2.2 is recorded as complete. Reason: ${WHY}`));
    assert.ok(
      wordsOf(back.card).includes('2.2 is brought back into the plan. Reason: One venue is left'),
      wordsOf(back.card).join(' | '),
    );
    assert.ok(wordsOf(plan.card).includes('3 actions, and 1 complete.'));
    assert.ok(wordsOf(priority.card).some((word) => /^2\.2 Deliver .*: complete$/.test(word)));
    assert.ok(wordsOf(preview.card).some((word) => word.startsWith('This asks 5 people about 22 actions')));
    assert.ok(buttonsOf(back.card).some(({ title }) => title === 'Complete or take out'));
    assert.equal((await find('2.2'))[0]!.state, 'current');
  });

  it('does not end an action twice, nor take it back, by a second press on the same form', async () => {
    const form = await house.press(ALEX, await open(ALEX, '2.2'), 'Complete or take out');
    await house.press(ALEX, form, 'Save', { state: 'complete', why: WHY });

    await house.press(ALEX, form, 'Save', { state: 'complete', why: WHY });

    assert.equal((await find('2.2'))[0]!.state, 'complete');
  });

  it('uses a number again that is free, and keeps the two histories apart', async () => {
    const [old] = await find('2.2');
    await end('2.2', 'removed');

    const saved = await add({ number: '2.2', text: 'Train crews' });
    const history = await house.press(ALEX, saved, 'History');

    assert.ok(
      wordsOf(saved.card).some((word) =>
        /^Added: 2\.2\. 2\.2 was the number of 'Deliver a Road Safety .*' before; the two keep separate histories\.$/.test(
          word,
        ),
      ),
      wordsOf(saved.card).join(' | '),
    );
    assert.equal(wordsOf(history.card).filter((word) => word === 'Added to the plan').length, 1);
    assert.equal((await find('2.2')).length, 2);
    const card = await house.send(ALEX, 'check-ins/plan-action', { action: old!.id });
    const form = await house.press(ALEX, card, 'Bring back');
    const refused = await house.press(ALEX, form, 'Save', { why: 'Still needed' });
    assert.ok(
      wordsOf(refused.card).some((word) => word.startsWith("2.2 is the number of 'Train crews' now.")),
    );
  });

  it('is shown as it is now when an old card is pressed', async () => {
    const stale = await house.send(MEGAN, 'check-ins/plan-priority', { plan: 'older', priority: 1 });

    assert.ok(wordsOf(stale.card).includes('That card was of an earlier version. This is the plan now.'));
  });

  it('shows a round that has ended in the words it was answered in', async () => {
    const open_ = await house.press(ALEX, await house.say(ALEX, 'check-ins'), 'Open');
    const list = await house.say(MEGAN, 'check-ins');
    const form = await house.press(MEGAN, list, 'Update');
    await house.press(MEGAN, form, 'Save', {
      status: 'delayed',
      rag: 'red',
      done: 'Some',
      reason: 'No venue',
    });
    await house.press(ALEX, await house.press(ALEX, open_, 'Close'), 'Close the check-in');
    house.at('2026-12-14T09:00:00Z');
    const change = await house.press(ALEX, await open(ALEX, '4.1'), 'Change');
    await house.press(ALEX, change, 'Save', { number: '4.7', text: 'Run three workshops', why: WHY });

    const results = await house.say(ALEX, 'check-in results');

    assert.ok(wordsOf(results.card).some((word) => word.startsWith('4.1 Deliver an ASB workshop')));
  });

  it('comes as a file, and so does its version table', async () => {
    const files = await house.press(
      MEGAN,
      await house.press(MEGAN, await house.say(MEGAN, 'plan'), 'Versions and files'),
      'Download',
    );

    const text = JSON.stringify(files.card);
    assert.equal(text.match(/"title":"Word"/g)?.length, 2);
    assert.equal(text.match(/"title":"CSV"/g)?.length, 2);
  });

  it('is not there before anybody brought one in, and says what to do', async () => {
    const empty = await openHouse({ empty: true });

    const { text } = await empty.say(ALEX, 'plan');

    assert.match(text, /^There is no action plan yet\./);
    await empty.close();
  });
});
