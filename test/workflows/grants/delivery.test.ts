import assert from 'node:assert/strict';
import { contextIn } from '../../../src/context.js';
import { members } from '../../../src/directory.js';
import { deliveryReminders } from '../../../src/workflows/grants/project/delivery-reminders.js';
import { grantRounds } from '../../../src/workflows/grants/round/round.js';
import type { Reminder } from '../../../src/workflows/workflow.js';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { ALEX, addProject, fundProject, openYear } from './year.js';

const ISAIAH = 'Isaiah Langer';
const MEGAN = 'Megan Bowen';
const EMAIL = 'isaiah.langer@kcc.example';
const MEGANS = 'megan.bowen@kent-police.example';

describe('a funded project', () => {
  let house: House;
  let project: Shown;

  beforeEach(async () => {
    house = await openHouse({ empty: true, now: '2021-07-12T09:00:00Z' });
    await openYear(house, { year: '2021/22', closesOn: '2021-07-30' });
    project = await addProject(house, { title: 'Spot the Signs', approved: '1,200', contact: EMAIL });
    await house.meet(ISAIAH);
  });
  afterEach(() => house.close());

  function due(): Promise<readonly Reminder[]> {
    return house.inside((tx) => deliveryReminders(contextIn(tx, house.partnership, house.clock.now())));
  }
  async function updateForm(): Promise<Shown> {
    const own = await house.press(ISAIAH, await house.say(ISAIAH, 'my projects'), 'Open');
    return house.press(ISAIAH, own, buttonsOf(own.card)[0]!.title);
  }
  async function update(typed: Readonly<Record<string, string>>): Promise<Shown> {
    return house.press(ISAIAH, await updateForm(), 'Save', typed);
  }
  const delivered = { delivery: 'delivered', progress: 'All is done.', outputs: '6,845 video views' };

  it('is asked for an update every eight weeks, twice more, until it gives one', async () => {
    const before = await due();
    house.at('2021-09-06T09:00:00Z');
    const [first] = await due();
    house.at('2021-09-20T09:00:00Z');
    const [second] = await due();
    house.at('2022-01-20T09:00:00Z');
    const [last] = await due();
    await update({ progress: 'The first phase ran.' });
    const after = await due();

    assert.deepEqual([before, after], [[], []]);
    assert.equal(first?.title, 'Spot the Signs (2021/22)');
    assert.equal(first?.detail, 'An update on this project was due on 6 September 2021.');
    const keys = [first, second, last].map((each) => each?.key.split(':').slice(2).join(':'));
    assert.deepEqual(keys, ['2021-09-06:0', '2021-09-06:1', '2021-09-06:2']);
  });

  it('waits among my items when an update is due, and no longer once it is given', async () => {
    house.at('2021-09-06T09:00:00Z');
    const before = wordsOf((await house.say(ISAIAH, 'my items')).card);
    await update({ progress: 'The first phase ran.' });
    const after = wordsOf((await house.say(ISAIAH, 'my items')).card);

    assert.ok(before.includes('Spot the Signs (2021/22)'));
    assert.ok(!after.includes('Spot the Signs (2021/22)'));
  });

  it('says why it is delayed and what came of it in numbers; everything typed stays until it does', async () => {
    const form = await updateForm();
    const wrong = await house.press(ISAIAH, form, 'Save', {
      delivery: 'delayed',
      progress: 'Little.',
      spent: '-5',
    });
    const late = await house.press(ISAIAH, wrong, 'Save', { spent: '' });
    const bare = await house.press(ISAIAH, form, 'Save', { delivery: 'delivered', progress: 'All is done.' });
    const saved = await house.press(ISAIAH, late, 'Save', { reason: 'Waiting for the printers.' });

    assert.ok(wordsOf(wrong.card).includes('Enter an amount in pounds, like 1200 or 1,837.50'));
    assert.ok(wordsOf(late.card).includes('Enter why the project is delayed'));
    assert.equal(inputsOf(late.card).progress, 'Little.');
    assert.ok(wordsOf(bare.card).includes('Enter what came of it in numbers, like 59 people trained'));
    assert.ok(wordsOf(saved.card).includes('Delayed because: Waiting for the printers.'));
    const words = wordsOf((await house.say(ALEX, 'funding')).card);
    assert.ok(words.includes('Spot the Signs (2021/22) is delayed: Waiting for the printers.'));
  });

  it('is recorded once, and shows where its spending and the ledger differ', async () => {
    const form = await updateForm();
    const typed = { progress: 'The first phase ran.', spent: '£195.32' };
    const first = await house.press(ISAIAH, form, 'Save', typed);
    const second = await house.press(ISAIAH, form, 'Save', typed);

    assert.deepEqual(wordsOf(second.card), wordsOf(first.card));
    assert.ok(
      wordsOf(first.card).includes(
        'You have spent £195.32; the ledger has £0 so far. Send the coordinating team what is missing.',
      ),
    );
  });

  it('puts what it expects to spend into the ledger, which warns of what comes free', async () => {
    const form = await house.press(ALEX, project, 'Allocate');
    await house.press(ALEX, await house.press(ALEX, form, 'Continue', { why: 'Approved' }), 'Record £1,200');

    await update({ progress: 'The first phase ran.', forecast: '900' });

    const words = wordsOf((await house.say(ALEX, 'funding')).card);
    assert.ok(
      words.some((word) =>
        word.startsWith('Forecasts fall £300 short of what is allocated: Spot the Signs £300.'),
      ),
    );
  });

  it('gives feedback in March once it is delivered, and then owes nothing', async () => {
    const recorded = await update(delivered);
    house.at('2022-02-28T09:00:00Z');
    const before = await due();
    house.at('2022-03-01T09:00:00Z');
    const [march] = await due();
    const form = await updateForm();
    const bare = await house.press(ISAIAH, form, 'Save', { outputs: '' });
    await house.press(ISAIAH, form, 'Save', {
      progress: 'Carers know the signs.',
      outputs: '91 link clicks',
    });

    assert.ok(
      wordsOf(recorded.card).includes(
        'In March you are asked for the year-end feedback; you can give it now.',
      ),
    );
    assert.deepEqual(before, []);
    assert.equal(march?.detail, 'Year-end feedback on this project was due on 1 March 2022.');
    assert.ok(wordsOf(bare.card).includes('Enter what the project has achieved'));
    assert.deepEqual(await due(), []);
    const late = await house.send(ISAIAH, 'grants/update', { project: idOf(project) });
    assert.equal(late.text, 'This project is delivered and its feedback is in. Nothing more is asked.');
  });

  it('is asked by a coordinator at once, once a day', async () => {
    const asked = await house.press(ALEX, project, 'Ask for an update');
    await house.press(ALEX, project, 'Ask for an update');

    assert.ok(wordsOf(asked.card).includes('Asked.'));
    assert.equal(house.inbox(ISAIAH).length, 1);
    const form = await house.press(ISAIAH, house.inbox(ISAIAH)[0]!, 'Give an update');
    assert.equal(wordsOf(form.card)[0], 'Project update');
  });

  it('says nothing of the contact until now where nobody was named', async () => {
    const nameless = await addProject(house, { title: 'Cameras', approved: '750' });

    const form = await house.press(ALEX, nameless, 'Name a contact');

    assert.ok(wordsOf(form.card).includes('They are told, and asked for updates from now on.'));
  });

  it('gets another contact from a coordinator when its own has left, who is asked for updates then', async () => {
    const isaiah = await house.member(ISAIAH);
    await house.inside((tx) => tx.put(members, { ...isaiah, standing: 'left' }));
    await house.meet(MEGAN);
    const card = await house.press(ALEX, project, 'Ask for an update');

    const form = await house.press(ALEX, card, 'Change the contact');
    const unknown = await house.press(ALEX, form, 'Save and tell them', { email: 'nobody@kcc.example' });
    const saved = await house.press(ALEX, unknown, 'Save and tell them', { email: MEGANS });
    const again = await house.press(ALEX, form, 'Save and tell them', { email: MEGANS });
    house.at('2021-09-06T09:00:00Z');
    const [first] = await due();
    const own = await house.say(MEGAN, 'my projects');

    assert.ok(wordsOf(card.card).includes('Contact: Isaiah Langer, who has left'));
    assert.ok(
      wordsOf(card.card).includes('Nobody on the list of members answers for it. Name a contact first.'),
    );
    assert.ok(
      wordsOf(unknown.card).some((word) =>
        word.startsWith('Nobody on the list of members has this address.'),
      ),
    );
    assert.equal(inputsOf(unknown.card).email, 'nobody@kcc.example');
    assert.ok(wordsOf(saved.card).includes('Megan Bowen is its contact now.'));
    assert.ok(wordsOf(again.card).includes('Megan Bowen is its contact already.'));
    assert.equal(house.inbox(MEGAN).length, 1);
    assert.match(house.inbox(MEGAN)[0]!.text, /made you the contact of 'Spot the Signs \(2021\/22\)'/);
    assert.equal(first?.member, (await house.member(MEGAN)).id);
    assert.ok(wordsOf(own.card).some((word) => word.startsWith('Spot the Signs')));
  });

  it('has its contact replaced by coordinators alone, by one of two at a time, and the earlier may go on', async () => {
    await house.meet(MEGAN);
    const data = { project: idOf(project) };
    const [one, other] = [
      await house.send(ALEX, 'grants/contact', data),
      await house.send(ALEX, 'grants/contact', data),
    ];
    await house.press(ALEX, one, 'Save and tell them', { email: MEGANS });

    const stale = await house.press(ALEX, other, 'Save and tell them', { email: EMAIL });
    const theirs = await house.send(ISAIAH, 'grants/update', data);
    const refused = await house.send(ISAIAH, 'grants/save-contact', { ...data, email: EMAIL });

    const words = wordsOf(stale.card);
    assert.ok(words.some((word) => word.startsWith('The project was changed since you opened the form.')));
    assert.ok(words.includes('Contact now: Megan Bowen.'));
    assert.equal(wordsOf(theirs.card)[0], 'Project update');
    assert.match(refused.text, /^Only the coordinating team can do this\./);
  });

  it('is listed for everybody who says projects, the latest year with one first, with the way to their own', async () => {
    await house.meet(MEGAN);
    house.at('2022-04-11T09:00:00Z');
    await openYear(house, { year: '2022/23', closesOn: '2022-05-27' });

    const all = await house.say(MEGAN, 'projects');
    const theirs = await house.say(ISAIAH, 'projects');
    const own = await house.press(ISAIAH, theirs, 'My projects');
    const back = await house.press(ISAIAH, own, 'All projects');
    const next = await house.press(MEGAN, all, 'Projects 2022/23');

    assert.deepEqual(wordsOf(all.card).slice(0, 3), ['Projects 2021/22', '1 project.', 'Spot the Signs']);
    assert.ok(!buttonsOf(all.card).some(({ title }) => title === 'My projects'));
    assert.equal(wordsOf(own.card)[0], 'My projects');
    assert.equal(wordsOf(back.card)[0], 'Projects 2021/22');
    assert.ok(wordsOf(next.card).includes('No project of 2022/23 is funded yet.'));
  });

  it('is updated by its own people and the team alone', async () => {
    for (const verb of ['update', 'save-update', 'save-feedback']) {
      const { text } = await house.send(MEGAN, `grants/${verb}`, { project: idOf(project) });
      assert.equal(text, 'This project is not one of yours. Say my projects to see them.', verb);
    }
  });

  it('keeps the tactical pot of a later year locked while it is delayed, and opens it when delivered', async () => {
    await update({ delivery: 'delayed', progress: 'Little.', reason: 'Waiting for the printers.' });
    house.at('2022-04-11T09:00:00Z');
    await openYear(house, { year: '2022/23', closesOn: '2022-05-27', lockedBy: 'Spot the Signs (2021/22)' });
    await fundProject(house, 'Bus adverts', '£500');

    const locked = wordsOf((await house.say(ALEX, 'funding')).card);
    await update(delivered);
    const open = wordsOf((await house.say(ALEX, 'funding')).card);

    assert.ok(locked.includes('Locked. Not delivered yet: Spot the Signs (2021/22).'));
    assert.ok(locked.includes('Spot the Signs (2021/22) is delayed: Waiting for the printers.'));
    assert.ok(!open.some((word) => word.startsWith('Locked.')));
    assert.equal((await house.inside((tx) => tx.find(grantRounds, { by: 'createdAt' }))).length, 2);
  });
});

function idOf({ card }: Shown): string {
  const ask = buttonsOf(card).find(({ title }) => title === 'Ask for an update');
  return String(ask?.data.project);
}
