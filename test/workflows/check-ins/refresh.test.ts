import assert from 'node:assert/strict';
import { checkIns } from '../../../src/workflows/check-ins/index.js';
import { importPlan } from '../../../src/workflows/check-ins/plan/import.js';
import { importRefresh } from '../../../src/workflows/check-ins/refresh/import.js';
import { keepAction } from '../../../src/workflows/check-ins/plan/change.js';
import { planActions, plans } from '../../../src/workflows/check-ins/plan/plan.js';
import { versionsDocument } from '../../../src/workflows/check-ins/plan/report.js';
import { comments, refreshes } from '../../../src/workflows/check-ins/refresh/refresh.js';
import { rounds } from '../../../src/workflows/check-ins/round/round.js';
import type { PlanAction } from '../../../src/workflows/check-ins/plan/plan.js';
import type { ActorContext, Import, ImportReport } from '../../../src/workflows/workflow.js';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';

const ALEX = 'Alex Wilber';
const MEGAN = 'Megan Bowen';
const ADELE = 'Adele Vance';
const WHY = 'Agreed by the leads';

const HEADING = 'number,priority,priority_lead,aim,action,cross_cutting_themes,restricted';
const POLICE = '"Head of Strategic Partnerships, Kent Police"';
/** As the plan stood before 2016, with the two priorities that were merged then. */
const PLAN = [
  `1.1,Violent Crime,${POLICE},Less violence,Train door staff,,`,
  `1.2,Violent Crime,${POLICE},Less violence,Run a knife amnesty,,`,
  '2.1,Acquisitive Crime,TBC,Fewer burglaries,Mark bicycles,,',
  '2.2,Acquisitive Crime,TBC,Fewer burglaries,Watch the markets,,',
  '3.1,Road Safety,"Director of Operations, Kent Fire and Rescue Service",Fewer casualties,Run a workshop,,',
];

describe('The refresh of the plan', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse({ empty: true, now: '2027-01-11T09:00:00Z' });
    await bring(importPlan, PLAN);
    for (const name of [ALEX, MEGAN, ADELE]) await house.meet(name);
  });
  afterEach(() => house.close());

  async function bring(kind: Import, rows: readonly string[], apply = true): Promise<ImportReport> {
    const file = { name: 'plan.csv', content: Buffer.from([HEADING, ...rows].join('\n')) };
    return house.inside(async (_tx, context) => {
      const result = await kind.run(file, apply, context);
      assert.deepEqual(result.ok ? {} : result.problems, {});
      return result.ok ? result.value : { changes: [], summary: '' };
    });
  }

  async function start(): Promise<Shown> {
    return house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'Start the refresh');
  }

  async function begin(): Promise<Shown> {
    return house.press(ALEX, await start(), 'Go through the actions');
  }

  async function mergeCrime(): Promise<Shown> {
    const list = await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'Priorities');
    const form = await house.press(ALEX, list, 'Change or merge');
    return house.press(ALEX, form, 'Save', {
      name: 'Serious and Organised Crime',
      others: 'acquisitive-crime',
    });
  }

  /** Decides about every action, and sends the draft. */
  async function sent(): Promise<Shown> {
    const list = await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'All decisions');
    const left = buttonsOf(list.card).find(({ title }) => title.startsWith('Retain the other'));
    const card = left === undefined ? list : await house.press(ALEX, list, left.title);
    const refresh = await house.press(ALEX, card, card === list ? 'Back' : 'See the draft');
    const overview = card === list ? refresh : await house.press(ALEX, refresh, 'Back to the refresh');
    const form = await house.press(ALEX, overview, 'Send the draft');
    const send = buttonsOf(form.card).find(({ title }) => title.startsWith('Send to'));
    return house.press(ALEX, form, send!.title, { commentsUntil: '2027-02-26' });
  }

  async function agree(typed: Readonly<Record<string, string>> = {}): Promise<Shown> {
    const form = await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'Record the agreement');
    const values = { meetingOn: '2027-03-18', number: '2.0', from: '2027-04-01', ...typed };
    return house.press(ALEX, form, 'Record the agreement', values);
  }

  function numbers(): Promise<readonly string[]> {
    return house.inside(async (tx) => {
      const [plan] = await tx.find(plans, { where: { state: 'current' } });
      const found = await tx.find(planActions, { where: { plan: plan!.id, state: 'current' }, by: 'order' });
      return found.map(({ number, priority, text }) => `${number} ${priority}: ${text}`);
    });
  }

  async function versionTable(): Promise<readonly (readonly (string | number)[])[]> {
    const document = await house.inside((_tx, context) => versionsDocument(context));
    return document.blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));
  }

  it('starts once, whoever presses, and is gone on with where it was left', async () => {
    const ask = await house.say(ALEX, 'refresh plan');
    await house.press(ALEX, ask, 'Start the refresh');
    const step = await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'Go through the actions');
    await house.press(ALEX, step, 'Retain');
    await house.press(ALEX, ask, 'Start the refresh');
    house.at('2027-02-01T09:00:00Z');

    const back = await house.say(ALEX, 'refresh plan');
    const items = await house.say(ALEX, 'my items');
    const next = await house.press(ALEX, back, 'Go through the actions');

    assert.ok(wordsOf(ask.card).some((word) => word.includes('5 actions in 3 priorities')));
    assert.ok(wordsOf(back.card).includes('Actions: 1 of 5 decided, 0 new'));
    assert.ok(wordsOf(items.card).includes('1 of 5 actions decided.'));
    assert.equal(wordsOf(next.card)[0], '1.2: what becomes of it?');
    assert.equal(
      (await house.inside((tx) => tx.find(refreshes, { where: { state: 'working' }, by: 'startedAt' })))
        .length,
      1,
    );
  });

  it('is for the coordinating team; members see a draft once it was sent to them', async () => {
    await begin();

    assert.equal(
      (await house.say(MEGAN, 'refresh plan')).text,
      'Only the coordinating team changes the plan. Say plan to read it.',
    );
    for (const verb of Object.keys(checkIns.actions).filter((each) => each.startsWith('refresh'))) {
      const { text, card } = await house.send(MEGAN, `check-ins/${verb}`, {
        text: 'x',
        commentsUntil: '2027-02-01',
        name: 'x',
        meetingOn: '2027-01-01',
        number: '2.0',
        from: '2027-04-01',
      });
      assert.equal(card, undefined, verb);
      assert.match(text, /^(Only the coordinating team|There is no draft)/, verb);
    }
  });

  it('walks through the actions, one press each, and goes on to the next', async () => {
    let shown = await begin();
    for (const decision of ['Retain', 'Complete', 'Everyday business', 'Remove']) {
      shown = await house.press(ALEX, shown, decision);
    }
    const form = await house.press(ALEX, shown, 'Reword');
    const done = await house.press(ALEX, form, 'Save', { text: 'Run two workshops', why: WHY });

    assert.ok(wordsOf(done.card).includes('3.1: reworded. Every action is decided.'));
    assert.ok(wordsOf(done.card).includes('Actions: 5 of 5 decided, 0 new'));
    const draft = await house.press(ALEX, done, 'See the draft');
    const words = wordsOf(draft.card);
    assert.ok(words.includes('1 action complete: 1.2 Run a knife amnesty'));
    assert.ok(words.includes('1 part of everyday business now: 2.1 Mark bicycles'));
    assert.ok(words.includes('1 removed: 2.2 Watch the markets'));
    assert.ok(words.includes('1 reworded: 3.1 Run two workshops'));
    assert.equal((await numbers()).length, 5);
  });

  it('takes no rewording that changes nothing, and leads back to Retain', async () => {
    const form = await house.press(ALEX, await begin(), 'Reword');

    const same = await house.press(ALEX, form, 'Save', { why: 'x' });
    const step = await house.press(ALEX, same, 'Back');
    const next = await house.press(ALEX, step, 'Retain');

    assert.ok(
      wordsOf(same.card).includes(
        'Nothing is different from the plan. Change something, or go back and press Retain.',
      ),
      same.text,
    );
    assert.equal(inputsOf(same.card).why, 'x');
    assert.ok(wordsOf(next.card).includes('1.1: retain.'));
  });

  it('takes no rewording back to the plan’s words in a renamed priority, either', async () => {
    await start();
    await mergeCrime();
    const step = await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'Go through the actions');
    const form = await house.press(ALEX, step, 'Reword');
    await house.press(ALEX, form, 'Save', { text: 'Train all door staff', why: WHY });
    const again = await house.press(ALEX, step, 'Reword');

    const saved = await house.press(ALEX, again, 'Save', { text: 'Train door staff', why: WHY });

    assert.equal(inputsOf(again.card).text, 'Train all door staff');
    assert.ok(wordsOf(saved.card).some((word) => word.startsWith('Nothing is different from the plan.')));
  });

  it('shows a coordinator who decides on an old card what was decided meanwhile', async () => {
    const shown = await begin();
    await house.press(ALEX, shown, 'Complete');

    const old = await house.press(ALEX, shown, 'Remove');
    const again = await house.press(ALEX, old, 'Remove');

    assert.ok(
      wordsOf(old.card).includes('It was decided since you opened this card. Choose again to change that.'),
    );
    assert.ok(wordsOf(old.card).includes('Decided: complete'));
    assert.ok(wordsOf(again.card).includes('1.1: remove.'));
  });

  it('asks again about an action that was changed in the plan meanwhile', async () => {
    const shown = await begin();
    await house.press(ALEX, shown, 'Retain');
    const [action] = await house.inside((tx) => tx.find(planActions, { where: { number: '1.1' } }));
    const card = await house.send(ALEX, 'check-ins/plan-action', { action: action!.id });
    const form = await house.press(ALEX, card, 'Change');
    await house.press(ALEX, form, 'Save', { text: 'Train all door staff', why: WHY });

    const overview = await house.say(ALEX, 'refresh plan');

    assert.ok(wordsOf(overview.card).includes('Actions: 0 of 5 decided, 0 new'));
  });

  describe('when the plan’s action is changed after its rewording', () => {
    /** Rewords 3.1, sends the draft, and waits until the comments are in. */
    async function reworded(): Promise<void> {
      await start();
      const overview = await house.say(ALEX, 'refresh plan');
      const list = await house.press(ALEX, overview, 'All decisions');
      const last = buttonsOf(list.card).findLast(({ title }) => title === 'Open');
      const step = await house.send(ALEX, 'check-ins/refresh-step', last!.data);
      const form = await house.press(ALEX, step, 'Reword');
      await house.press(ALEX, form, 'Save', { text: 'Run two workshops', why: WHY });
      await sent();
      house.at('2027-03-19T09:00:00Z');
    }

    function workshop(): Promise<PlanAction> {
      return house.inside(async (tx) => (await tx.find(planActions, { where: { number: '3.1' } })).at(-1)!);
    }

    async function change(typed: Readonly<Record<string, string>>): Promise<void> {
      const { id } = await workshop();
      const form = await house.send(ALEX, 'check-ins/plan-details', { action: id });
      const saved = await house.press(ALEX, form, 'Save', { why: 'A live investigation', ...typed });
      assert.ok(wordsOf(saved.card).length > 0);
    }

    async function takenEffect(): Promise<PlanAction> {
      house.at('2027-04-01T09:00:00Z');
      await house.tick();
      return workshop();
    }

    it('leaves it marked as restricted, and takes its other words from the plan as well', async () => {
      await reworded();
      await agree();
      await change({ restricted: 'yes', target: '2027-09-30' });

      const after = await takenEffect();

      assert.equal(after.text, 'Run two workshops');
      assert.equal(after.restricted, true);
      assert.equal(after.target, '2027-09-30');
      assert.doesNotMatch(JSON.stringify(await house.say(MEGAN, 'plan 3.1')), /workshop/);
    });

    it('takes no agreement before it is decided about again', async () => {
      await reworded();
      await change({ restricted: 'yes' });

      const early = await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'Record the agreement');
      const overview = await house.say(ALEX, 'refresh plan');
      const step = await house.press(ALEX, overview, 'Go through the actions');
      const form = await house.press(ALEX, step, 'Reword');
      await house.press(ALEX, form, 'Save', { why: WHY });
      await agree();
      const after = await takenEffect();

      assert.equal(early.text, 'One action is still to decide. Go through the actions first.');
      assert.equal(inputsOf(form.card).text, 'Run two workshops');
      assert.deepEqual([after.text, after.restricted], ['Run two workshops', true]);
    });
  });

  it('adds actions, refuses a number of the draft, and leaves a new one out again', async () => {
    const overview = await start();
    const form = await house.press(ALEX, overview, 'Add an action');
    const words = { number: '3.1', priority: 'Road Safety', text: 'Train crews', why: WHY };

    const taken = await house.press(ALEX, form, 'Save', words);
    const added = await house.press(ALEX, taken, 'Save', { ...words, number: '3.2' });
    await house.press(ALEX, form, 'Save', { ...words, number: '3.2' });
    const list = await house.press(ALEX, added, 'All decisions');
    const without = await house.press(ALEX, list, 'Leave it out');

    assert.ok(wordsOf(taken.card).includes("3.1 is the number of 'Run a workshop' in the draft"));
    assert.equal(inputsOf(taken.card).text, 'Train crews');
    assert.ok(wordsOf(added.card).includes('Actions: 0 of 5 decided, 1 new'));
    assert.ok(!wordsOf(without.card).some((word) => word.startsWith('3.2')));
  });

  it('merges the two priorities of 2016, and their actions follow', async () => {
    await start();

    const merged = await mergeCrime();

    const words = wordsOf(merged.card);
    assert.deepEqual(words.slice(1, 5), [
      'Serious and Organised Crime',
      "Was 'Violent Crime' and 'Acquisitive Crime'",
      'Lead: Head of Strategic Partnerships, Kent Police',
      '4 actions.',
    ]);
    const undone = await house.press(ALEX, merged, 'Undo');
    assert.ok(
      wordsOf(undone.card).includes('Violent Crime') && wordsOf(undone.card).includes('Acquisitive Crime'),
    );
  });

  it('renames and adds priorities, keeps words that name one, and drops none with actions in it', async () => {
    const overview = await start();
    const add = await house.press(ALEX, overview, 'Add an action');
    await house.press(ALEX, add, 'Save', {
      number: '3.2',
      priority: 'Road Safety',
      text: 'Train crews',
      why: WHY,
    });
    const list = await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'Priorities');
    const road = buttonsOf(list.card).filter(({ title }) => title === 'Change or merge')[2];
    const form = await house.send(ALEX, 'check-ins/refresh-priority', road!.data);
    const taken = await house.press(ALEX, form, 'Save', { name: 'Violent Crime' });
    const renamed = await house.press(ALEX, taken, 'Save', { name: 'Safer Roads' });
    const blank = await house.press(ALEX, renamed, 'Add a priority');
    const added = await house.press(ALEX, blank, 'Save', { name: 'Preventing Extremism and Hate' });
    const used = await house.send(ALEX, 'check-ins/refresh-drop-priority', buttonsOf(added.card)[0]!.data);
    const dropped = await house.press(ALEX, added, 'Leave it out');

    assert.ok(
      wordsOf(taken.card).some((word) => word.startsWith("'Violent Crime' is another priority of the draft")),
    );
    assert.ok(
      wordsOf(renamed.card).includes("Was 'Road Safety'") && wordsOf(renamed.card).includes('2 actions.'),
    );
    assert.ok(wordsOf(added.card).includes('New'));
    assert.match(used.text, /^'Violent Crime' still has actions in the draft/);
    assert.ok(!wordsOf(dropped.card).includes('Preventing Extremism and Hate'));
  });

  it('goes to every other member once, when all is decided, and names how many they are', async () => {
    const form = await house.press(ALEX, await start(), 'Send the draft');
    const others = (await house.inside((_tx, { directory }) => directory.members())).length - 1;
    const early = await house.press(ALEX, form, `Send to ${others} members`);
    const past = await house.press(ALEX, form, `Send to ${others} members`, { commentsUntil: '2027-01-10' });
    await sent();
    await house.press(ALEX, form, `Send to ${others} members`, { commentsUntil: '2027-02-26' });

    assert.equal(inputsOf(form.card).commentsUntil, '2027-02-08');
    assert.ok(wordsOf(early.card).some((word) => word.startsWith('5 actions are still to decide.')));
    assert.ok(wordsOf(past.card).some((word) => word.startsWith('Enter a day from today, 11 January 2027')));
    assert.equal(house.inbox(MEGAN).length, 1);
    assert.ok(wordsOf(house.inbox(MEGAN)[0]!.card).includes('Comments are taken until 26 February 2027.'));
    assert.equal(house.inbox(ALEX).length, 0);
  });

  describe('sent to the members', () => {
    const draftOf = (name: string): string => wordsOf(house.inbox(name)[0]!.card).join(' | ');
    /** A coordinator rewords it in the refresh; then the draft goes out. */
    async function sentWithReworded(): Promise<void> {
      const step = await begin();
      const form = await house.press(ALEX, step, 'Reword');
      await house.press(ALEX, form, 'Save', { text: 'Train MARIGOLD staff', why: WHY });
      await sent();
    }
    async function mark(): Promise<void> {
      await house.inside(async (tx, context) => {
        const all = await tx.find(planActions, { where: { restricted: false } });
        const action = all.find(({ number }) => number === '1.1')!;
        await keepAction(context, action, { ...action, restricted: true }, { by: '', why: WHY });
      });
    }

    it('names an action no more that is marked as restricted afterwards, but to who may see it', async () => {
      await sentWithReworded();
      await house.tick();
      const before = [MEGAN, ADELE].map(draftOf);
      await mark();
      await house.tick();

      for (const each of before) assert.match(each, /MARIGOLD/);
      assert.doesNotMatch(JSON.stringify(house.inbox(ADELE)), /MARIGOLD/);
      assert.match(draftOf(ADELE), /Comments are taken until 26 February 2027\./);
      // Megan Bowen leads it.
      assert.match(draftOf(MEGAN), /MARIGOLD/);
      assert.deepEqual([house.inbox(ADELE).length, house.inbox(MEGAN).length], [1, 1]);
    });

    it('names it no more once the new version is in force, either', async () => {
      await sentWithReworded();
      house.at('2027-03-19T09:00:00Z');
      await agree();
      house.at('2027-04-01T09:00:00Z');
      await house.tick();
      const before = draftOf(ADELE);
      await mark();
      await house.tick();

      assert.match(before, /MARIGOLD/);
      assert.match(draftOf(ADELE), /This refresh is over: version 2\.0 is in force from 1 April 2027\./);
    });

    it('is written anew for nothing else', async () => {
      await sentWithReworded();
      const first = house.inbox(ADELE)[0];
      await house.tick();
      await house.tick();

      assert.equal(house.inbox(ADELE)[0], first);
    });
  });

  it('answers presses on an old comment, once the version is in force, with what came of it', async () => {
    await start();
    await sent();
    const form = await house.press(MEGAN, house.inbox(MEGAN)[0]!, 'Comment');
    const saved = await house.press(MEGAN, form, 'Save', { text: 'Keep the amnesty.' });
    house.at('2027-03-19T09:00:00Z');
    await agree();
    house.at('2027-04-01T09:00:00Z');
    await house.tick();

    for (const title of ['Change', 'Withdraw', 'Back to the draft']) {
      const { card } = await house.press(MEGAN, saved, title);
      assert.equal(
        wordsOf(card)[1],
        'This refresh is over: version 2.0 is in force from 1 April 2027. Say plan to see it. Your comment was: Keep the amnesty.',
      );
    }
  });

  it('takes a comment until its date, to be changed and withdrawn', async () => {
    await start();
    await sent();
    const item = await house.say(MEGAN, 'my items');
    const form = await house.press(MEGAN, house.inbox(MEGAN)[0]!, 'Comment');
    const empty = await house.press(MEGAN, form, 'Save');
    const saved = await house.press(MEGAN, form, 'Save', { text: 'Keep the amnesty.' });
    const change = await house.press(MEGAN, saved, 'Change');
    await house.press(MEGAN, change, 'Save', { text: 'Keep both.' });
    const read = await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'Comments (1)');
    house.at('2027-02-27T09:00:00Z');
    const late = await house.press(MEGAN, change, 'Save', { text: 'Too late' });
    const lateWithdrawal = await house.press(MEGAN, saved, 'Withdraw');
    const lateChange = await house.press(MEGAN, saved, 'Change');
    const unread = await house.press(MEGAN, house.inbox(MEGAN)[0]!, 'Change');
    house.at('2027-02-26T09:00:00Z');
    const gone = await house.press(MEGAN, saved, 'Withdraw');

    assert.ok(wordsOf(item.card).includes('Comments are taken until 26 February 2027.'));
    assert.ok(wordsOf(empty.card).includes('Enter your comment'));
    assert.ok(wordsOf(read.card).includes('Megan Bowen, Kent Police'));
    assert.ok(wordsOf(read.card).includes('Keep both.'));
    assert.ok(
      wordsOf(late.card).some((word) => word.includes('Comments were taken until 26 February 2027.')),
    );
    assert.equal(inputsOf(late.card).text, 'Too late');
    assert.ok(!wordsOf(late.card).some((word) => word.startsWith('You can change or withdraw it')));
    for (const shown of [lateWithdrawal, lateChange, unread]) {
      const words = wordsOf(shown.card);
      assert.equal(words[0], 'Draft of the action plan');
      assert.match(words[1]!, /^This draft takes no comments now\./);
      assert.ok(words.includes('Your comment: Keep both.'));
      assert.ok(!buttonsOf(shown.card).some(({ title }) => /comment|Withdraw/.test(title)));
    }
    assert.ok(wordsOf(gone.card).includes('Your comment is withdrawn.'));
    const refresh = await house.inside((tx) =>
      tx.find(refreshes, { where: { state: 'out' }, by: 'startedAt' }),
    );
    assert.deepEqual(
      await house.inside((tx) => tx.find(comments, { where: { refresh: refresh[0]!.id }, by: 'at' })),
      [],
    );
  });

  it('takes the agreement after the comments, of a meeting that took place, with a number of its own', async () => {
    await start();
    await sent();
    const early = await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'Record the agreement');
    house.at('2027-03-01T10:00:00Z');
    await house.tick();
    await house.tick();
    const told = house.inbox(ALEX).flatMap(({ card }) => wordsOf(card));
    assert.equal(
      told.filter((word) => word.startsWith('Comments were taken until 26 February 2027.')).length,
      1,
    );
    house.at('2027-03-19T09:00:00Z');

    const wrong = await agree({ meetingOn: '2027-03-20', number: '1.0', from: '2027-03-01' });
    const recorded = await agree();
    const frozen = await house.send(ALEX, 'check-ins/refresh-priorities', {});

    assert.match(early.text, /^Members can comment until 26 February 2027\./);
    const words = wordsOf(wrong.card);
    assert.ok(words.some((word) => word.startsWith('Enter a meeting that has taken place')));
    assert.ok(words.some((word) => word.startsWith('Version 1.0 exists already.')));
    assert.ok(words.some((word) => word.startsWith('Enter a day from the meeting on 20 March 2027 on')));
    assert.ok(
      wordsOf(recorded.card).includes(
        'Agreement: Agreed on 18 March 2027. Version 2.0 takes effect on 1 April 2027',
      ),
    );
    assert.match(frozen.text, /^The Working Group has agreed this version/);
  });

  it('waits for another agreement when one that was recorded by mistake is withdrawn', async () => {
    await start();
    await sent();
    house.at('2027-03-19T09:00:00Z');
    const recorded = await agree();

    const gone = await house.press(ALEX, recorded, 'Withdraw the agreement');
    const again = await house.press(ALEX, recorded, 'Withdraw the agreement');
    const priorities = await house.press(ALEX, gone, 'Priorities');
    house.at('2027-04-02T09:00:00Z');
    await house.tick();
    const before = await house.inside(
      async (tx) => (await tx.find(plans, { where: { state: 'current' } }))[0]!,
    );
    const form = await house.press(ALEX, gone, 'Record the agreement');
    const inForce = await agree();
    const late = await house.press(ALEX, recorded, 'Withdraw the agreement');

    assert.equal(
      wordsOf(gone.card)[1],
      'The agreement is withdrawn. Record it again once the Working Group has agreed; until then nothing takes effect.',
    );
    assert.ok(wordsOf(again.card).includes('Agreement: Not recorded yet'));
    assert.equal(wordsOf(priorities.card)[0], 'Priorities of the draft');
    assert.equal(before.number, '1.0');
    const { number, from } = inputsOf(form.card);
    assert.deepEqual([number, from], ['2.0', '2027-04-01']);
    assert.ok(wordsOf(inForce.card).includes('Version 2.0 of the plan is in force.'));
    assert.match(late.text, /^This refresh is over: version 2\.0 is in force/);
  });

  describe('whose meetings are on 11 February and 22 April, with comments until 26 February', () => {
    beforeEach(async () => {
      await start();
      await sent();
    });

    function openForm(): Promise<Shown> {
      return house.say(ALEX, 'refresh plan').then((card) => house.press(ALEX, card, 'Record the agreement'));
    }

    it('says "so far" of comments only while they are taken', async () => {
      const open = await house.say(ALEX, 'refresh plan');
      house.at('2027-02-27T09:00:00Z');
      const over = await house.say(ALEX, 'refresh plan');

      const draft = (shown: Shown) => wordsOf(shown.card).find((word) => word.startsWith('Draft: '));
      assert.match(draft(open) ?? '', /are taken until 26 February 2027; no comments so far$/);
      assert.match(draft(over) ?? '', /were taken until 26 February 2027; no comments$/);
    });

    it('proposes no meeting before the last day for comments, and takes none', async () => {
      house.at('2027-02-27T09:00:00Z');

      const form = await openForm();
      const atOnce = await house.press(ALEX, form, 'Record the agreement');
      const earlier = await agree({ meetingOn: '2027-02-11' });
      const same = await agree({ meetingOn: '2027-02-26' });

      assert.equal(inputsOf(form.card).meetingOn, '');
      assert.ok(
        wordsOf(form.card).includes(
          'Members could comment until 26 February 2027. The Working Group’s next meeting is on 22 April 2027: record its agreement after it.',
        ),
        wordsOf(form.card).join('\n'),
      );
      assert.ok(wordsOf(atOnce.card).includes('Enter the date of the meeting'));
      assert.ok(
        wordsOf(earlier.card).includes(
          'Enter a meeting from 26 February 2027 on: until then members could comment',
        ),
      );
      assert.ok(wordsOf(same.card).some((word) => word.startsWith('Agreement: Agreed on 26 February 2027.')));
    });

    it('proposes the last meeting since', async () => {
      house.at('2027-04-23T09:00:00Z');

      const form = await openForm();

      assert.equal(inputsOf(form.card).meetingOn, '2027-04-22');
      assert.equal(
        inputsOf(form.card).from,
        '2027-04-22',
        'no day before the meeting, which it would refuse',
      );
      assert.ok(wordsOf(form.card).includes('Members could comment until 26 February 2027.'));
    });
  });

  it('takes effect on its date, even after an outage, and writes its own change list', async () => {
    await start();
    await mergeCrime();
    let shown = await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'Go through the actions');
    shown = await house.press(ALEX, shown, 'Complete');
    shown = await house.press(ALEX, shown, 'Retain');
    shown = await house.press(ALEX, shown, 'Complete');
    await house.press(ALEX, shown, 'Retain');
    const add = await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'Add an action');
    const into = { priority: 'Serious and Organised Crime', why: WHY };
    await house.press(ALEX, add, 'Save', { number: '1.1', text: 'Map organised crime groups', ...into });
    await sent();
    house.at('2027-03-19T09:00:00Z');
    await agree();
    await house.tick();
    const before = await numbers();
    house.at('2027-04-06T09:00:00Z');

    await house.tick();
    await house.tick();

    assert.equal(before.length, 5);
    assert.deepEqual(await numbers(), [
      '1.1 Serious and Organised Crime: Map organised crime groups',
      '1.2 Serious and Organised Crime: Run a knife amnesty',
      '2.2 Serious and Organised Crime: Watch the markets',
      '3.1 Road Safety: Run a workshop',
    ]);
    assert.deepEqual(await versionTable(), [
      [
        '2.0',
        'April 2027',
        '1 action added: 1.1 Map organised crime groups; 2 complete: 1.1 Train door staff, 2.1 Mark bicycles; ' +
          "'Violent Crime' and 'Acquisitive Crime' merged into 'Serious and Organised Crime'",
        'Agreed by the Working Group on 18 March 2027, recorded by Alex Wilber',
      ],
      ['1.0', 'January 2027', 'First version', 'Brought in from a file'],
    ]);
    const told = house.inbox(ALEX).flatMap(({ card }) => wordsOf(card));
    assert.equal(told.filter((word) => word === 'Version 2.0 of the plan is in force').length, 1);
    const plan = await house.say(MEGAN, 'plan');
    assert.ok(
      wordsOf(plan.card).includes('Version 2.0, in force from 1 April 2027. 2 priorities, 4 actions.'),
    );
    assert.match(
      (await house.say(ALEX, 'refresh plan')).text,
      /^This starts the draft of the next version from version 2\.0/,
    );
  });

  it('counts what was completed, added and reworded within the year', async () => {
    const [first, second] = await house.inside(async (tx) => [
      (await tx.find(planActions, { where: { number: '1.1' } }))[0]!,
      (await tx.find(planActions, { where: { number: '1.2' } }))[0]!,
    ]);
    house.at('2027-01-12T09:00:00Z');
    const end = await house.press(
      ALEX,
      await house.send(ALEX, 'check-ins/plan-action', { action: first!.id }),
      'Complete or take out',
    );
    await house.press(ALEX, end, 'Save', { state: 'complete', why: WHY });
    const form = await house.press(
      ALEX,
      await house.send(ALEX, 'check-ins/plan-action', { action: second!.id }),
      'Change',
    );
    await house.press(ALEX, form, 'Save', { text: 'Run two amnesties', why: WHY });
    const add = await house.press(ALEX, await house.say(ALEX, 'plan'), 'Add an action');
    await house.press(ALEX, add, 'Save', {
      number: '3.2',
      priority: 'Road Safety',
      text: 'Train crews',
      why: WHY,
    });

    const draft = await house.press(ALEX, await start(), 'See the draft');

    const words = wordsOf(draft.card);
    assert.ok(words.includes('1 action added: 3.2 Train crews'), words.join(' | '));
    assert.ok(words.includes('1 complete: 1.1 Train door staff'));
    assert.ok(words.includes('1 reworded: 1.2 Run two amnesties'));
  });

  it('leaves old rounds in the names of their time, and answers with their actions', async () => {
    const preview = await house.press(ALEX, await house.say(ALEX, 'new check-in'), 'Continue');
    await house.press(ALEX, preview, 'Ask 2 people now');
    const list = await house.say(MEGAN, 'check-ins');
    const form = await house.press(MEGAN, list, 'Update');
    await house.press(MEGAN, form, 'Save', {
      status: 'delayed',
      rag: 'red',
      done: 'Some',
      reason: 'No venue',
    });
    await start();
    await mergeCrime();
    await sent();
    house.at('2027-03-19T09:00:00Z');
    const draft = await house.press(ALEX, await house.say(ALEX, 'new check-in'), 'Continue');
    await agree({ from: '2027-03-18' });

    const results = await house.say(ALEX, 'check-in results');
    const opened = await house.press(ALEX, draft, 'Ask 2 people now');
    const again = await house.say(MEGAN, 'check-ins');

    assert.ok(wordsOf(results.card).includes('Violent Crime'));
    assert.ok(!wordsOf(results.card).includes('Serious and Organised Crime'));
    assert.ok(opened.card);
    assert.ok(wordsOf(again.card).includes('Violent Crime'), 'the open round is of the old version');
    const kept = await house.inside((tx) => tx.find(rounds, { where: { state: 'open' }, by: 'dueOn' }));
    assert.equal(new Set(kept.map(({ plan }) => plan)).size, 2);
    const newest = kept.find(({ meetingOn }) => meetingOn === '2027-04-22')!;
    const fresh = await house.send(MEGAN, 'check-ins/actions', { round: newest.id });
    assert.ok(wordsOf(fresh.card).includes('Serious and Organised Crime'));
    assert.ok(wordsOf(fresh.card).includes('Last status: Delayed, red'));
  });

  it('is thrown away when asked twice: the plan stays, and who got the draft reads that it is withdrawn', async () => {
    await start();
    const overview = await sent();
    const sure = await house.press(ALEX, overview, 'Throw it away');
    assert.equal(
      (await house.inside((tx) => tx.find(refreshes, { where: { state: 'out' }, by: 'startedAt' }))).length,
      1,
    );

    await house.press(ALEX, sure, 'Throw it away');
    const again = await house.press(ALEX, sure, 'Throw it away');

    assert.match(again.text, /^This refresh was thrown away\./);
    assert.equal(house.inbox(MEGAN).length, 1);
    assert.ok(
      wordsOf(house.inbox(MEGAN)[0]!.card).includes(
        'The draft of the plan was withdrawn. The plan in force stays as it is.',
      ),
    );
    assert.equal((await numbers()).length, 5);
    assert.match((await start()).text, /0 of 5 actions decided/);
  });

  describe('from a sheet', () => {
    const NEXT = [
      `5.1,Serious and Organised Crime,${POLICE},Less violence,Train door staff,,`,
      `5.2,Serious and Organised Crime,${POLICE},Less violence,Run two knife amnesties,,`,
      '5.3,Serious and Organised Crime,TBC,Fewer burglaries,Mark bicycles,,',
      '3.1,Road Safety,"Director of Operations, Kent Fire and Rescue Service",Fewer casualties,Share campaigns with every partner,,',
      '3.2,Road Safety,"Director of Operations, Kent Fire and Rescue Service",Fewer casualties,Meet informants,,yes',
    ];

    it('shows the difference first, and finds the merger of 2016 by itself', async () => {
      const report = await bring(importRefresh, NEXT, false);

      assert.deepEqual(report.changes, [
        '3 actions added: 5.2 Run two knife amnesties, 3.1 Share campaigns with every partner, 3.2 Meet informants',
        '3 removed: 1.2 Run a knife amnesty, 2.2 Watch the markets, 3.1 Run a workshop',
        '2 with another number or priority: 5.1 Train door staff (was 1.1), 5.3 Mark bicycles (was 2.1)',
        "'Violent Crime' and 'Acquisitive Crime' merged into 'Serious and Organised Crime'",
      ]);
      assert.match(wordsOf((await house.say(ALEX, 'refresh plan')).card)[1] ?? '', /^This starts the draft/);
    });

    it('becomes the draft, which cards go on with; the same sheet again changes nothing', async () => {
      await bring(importRefresh, NEXT);
      const again = await bring(importRefresh, NEXT);
      const list = await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'All decisions');
      const gone = buttonsOf(list.card).filter(({ title }) => title === 'Open')[1];
      const step = await house.send(ALEX, 'check-ins/refresh-step', gone!.data);
      await house.press(ALEX, step, 'Complete');
      const once = await bring(importRefresh, NEXT);

      assert.deepEqual(again, { changes: [], summary: 'The draft says the same already. Nothing changes.' });
      assert.deepEqual(once.changes, []);
      const draft = await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'See the draft');
      assert.ok(wordsOf(draft.card).includes('1 complete: 1.2 Run a knife amnesty'));
    });

    it('knows an action by its number when its words are much the same', async () => {
      const { changes } = await bring(
        importRefresh,
        [...PLAN.slice(0, 4), PLAN[4]!.replace('a workshop', 'two workshops')],
        false,
      );

      assert.deepEqual(changes, ['1 action reworded: 3.1 Run two workshops']);
    });

    it('keeps a restricted action from the members while it is a draft, and from every file', async () => {
      await bring(importRefresh, NEXT);
      await sent();
      const actor = await house.member(ALEX);
      const file = await house.inside((_tx, context) =>
        checkIns.downloads!.draft!([], {
          ...context,
          actor,
          speaker: ALEX,
          downloadLinks: () => [],
          pseudonym: () => '',
          offersFor: () => [],
        } as ActorContext),
      );
      const megan = JSON.stringify([
        house.inbox(MEGAN),
        await house.send(MEGAN, 'check-ins/refresh-draft', {}),
      ]);

      assert.doesNotMatch(megan, /informants/);
      assert.match(megan, /2 actions added/);
      assert.doesNotMatch(JSON.stringify(file), /informants/);
      // Adele leads it.
      assert.match(JSON.stringify(house.inbox(ADELE)), /informants/);
      assert.match(
        JSON.stringify((await house.send(ALEX, 'check-ins/refresh-draft', {})).card),
        /informants/,
      );
    });

    it('is refused with every fault and its line, and once the version is agreed', async () => {
      await house.inside(async (_tx, context) => {
        const content = Buffer.from([HEADING, '1.1,,TBC,,,,perhaps'].join('\n'));
        const result = await importRefresh.run({ name: 'next.csv', content }, true, context);
        assert.equal(result.ok, false);
      });
      await start();
      await sent();
      house.at('2027-03-19T09:00:00Z');
      await agree();
      await house.inside(async (_tx, context) => {
        const content = Buffer.from([HEADING, ...NEXT].join('\n'));
        const result = await importRefresh.run({ name: 'next.csv', content }, true, context);
        assert.match(result.ok ? '' : (result.problems['0'] ?? ''), /has agreed this version/);
      });
    });
  });
});
