import assert from 'node:assert/strict';
import { members } from '../../../src/directory.js';
import { checkIns } from '../../../src/workflows/check-ins/index.js';
import { members as memberWorkflow } from '../../../src/workflows/members/index.js';
import { proposals } from '../../../src/workflows/check-ins/round/proposal.js';
import { rounds } from '../../../src/workflows/check-ins/round/round.js';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';

const ALEX = 'Alex Wilber';
const MEGAN = 'Megan Bowen';
const PATTI = 'Patti Fernandez';
const QUESTION = 'Open the check-in for 11 February 2027?';

describe('A check-in that the bot proposes', () => {
  let house: House;

  beforeEach(async () => {
    // The next meeting is on 11 February 2027: due on 1 February, proposed from 11 January.
    house = await openHouse({ workflows: [checkIns, memberWorkflow] });
    for (const name of [ALEX, MEGAN, PATTI]) await house.meet(name);
    await makeCoordinator(PATTI);
    const round = await house.press(ALEX, await house.say(ALEX, 'check-ins'), 'Open');
    await house.press(ALEX, await house.press(ALEX, round, 'Close'), 'Close the check-in');
  });
  afterEach(() => house.close());

  async function makeCoordinator(name: string): Promise<void> {
    const { id } = await house.member(name);
    await house.inside(async (tx) => {
      const member = (await tx.get(members, id))!;
      await tx.put(members, { ...member, roles: ['coordinator'] });
    });
  }
  async function tickAt(...instants: readonly string[]): Promise<void> {
    for (const instant of instants) {
      house.at(instant);
      await house.tick();
    }
  }
  const headings = (name: string): readonly string[] =>
    house.inbox(name).map(({ card }) => wordsOf(card)[0] ?? '');
  const card = (name: string): Shown => house.inbox(name).at(-1)!;
  /** Patti leads actions too, so other messages follow. */
  const reads = (name: string, sentence: string): boolean =>
    house.inbox(name).some((each) => wordsOf(each.card).includes(sentence));
  const opened = async (): Promise<number> =>
    (await house.inside((tx) => tx.find(rounds, { where: { state: 'open' }, by: 'dueOn' }))).length;

  it('comes three weeks before answers are due, in reminder hours, to every coordinator, once', async () => {
    await tickAt('2027-01-08T12:00:00Z', '2027-01-09T12:00:00Z', '2027-01-11T07:00:00Z');
    const early = headings(ALEX).length;
    await tickAt('2027-01-11T08:00:00Z', '2027-01-11T09:00:00Z', '2027-01-12T08:00:00Z');

    assert.equal(early, 0);
    assert.deepEqual(headings(ALEX), [QUESTION]);
    assert.equal(headings(PATTI).at(-1), QUESTION);
    assert.ok(!headings(MEGAN).includes(QUESTION));
    const words = wordsOf(card(ALEX).card);
    assert.ok(
      words.includes('The Working Group meets on 11 February 2027. Answers would be due by 1 February 2027.'),
    );
    assert.match(words[2]!, /^This asks 5 people about \d+ actions/);
  });

  it('opens with one press, and the other coordinator reads who did it', async () => {
    await tickAt('2027-01-11T08:00:00Z');
    const before = house.inbox(MEGAN).length;
    const stale = card(PATTI);

    const shown = await house.press(ALEX, card(ALEX), 'Ask 5 people now');
    const second = await house.press(PATTI, stale, 'Ask 5 people now');
    const skipped = await house.press(PATTI, stale, 'Skip this meeting');

    assert.match(shown.text, /^Check-in for 11 February 2027: 0 of 5 people have replied/);
    assert.ok(reads(PATTI, 'Alex Wilber opened it on 11 January 2027.'));
    assert.match(second.text, /^Check-in for 11 February 2027: 0 of 5 people/);
    assert.match(skipped.text, /^Check-in for 11 February 2027: 0 of 5 people/);
    assert.equal(house.inbox(MEGAN).length, before + 1);
    assert.equal(await opened(), 1);
  });

  it('is skipped by one, told to the other, and opened after all', async () => {
    await tickAt('2027-01-11T08:00:00Z');
    const skipped = await house.press(ALEX, card(ALEX), 'Skip this meeting');
    const told = card(PATTI);
    await tickAt('2027-01-12T08:00:00Z', '2027-01-13T08:00:00Z', '2027-01-14T08:00:00Z');
    const quiet = headings(ALEX).length;

    const again = await house.press(PATTI, told, 'Open it after all');
    await house.press(PATTI, again, 'Ask 5 people now');

    assert.match(skipped.text, /Alex Wilber decided on 11 January 2027 that there is no check-in/);
    assert.ok(wordsOf(told.card).some((word) => word.startsWith('Alex Wilber decided')));
    assert.equal(quiet, 1);
    assert.ok(reads(ALEX, 'Patti Fernandez opened it on 14 January 2027.'));
    assert.equal(await opened(), 1);
  });

  it('is moved in the form, and the other coordinator finds the draft', async () => {
    await tickAt('2027-01-11T08:00:00Z');
    const stale = card(PATTI);
    const form = await house.press(ALEX, card(ALEX), 'Change the dates');
    const filled = inputsOf(form.card);
    const preview = await house.press(ALEX, form, 'Continue', {
      meetingOn: '2027-02-18',
      dueOn: '2027-02-08',
    });

    const other = await house.press(PATTI, stale, 'Ask 5 people now');
    const before = await opened();
    await house.press(ALEX, preview, 'Ask 5 people now');
    await tickAt('2027-01-12T08:00:00Z', '2027-01-13T08:00:00Z', '2027-01-14T08:00:00Z');

    assert.equal(filled.meetingOn, '2027-02-11');
    assert.equal(filled.dueOn, '2027-02-01');
    assert.ok(wordsOf(other.card).some((word) => word.includes('8 February 2027')));
    assert.equal(before, 0);
    assert.ok(reads(PATTI, 'Alex Wilber opened it on 11 January 2027.'));
    assert.equal(await opened(), 1);
  });

  it('can be opened when the draft was thrown away', async () => {
    await tickAt('2027-01-11T08:00:00Z');
    const question = card(ALEX);
    const form = await house.press(ALEX, question, 'Change the dates');
    const preview = await house.press(ALEX, form, 'Continue', { dueOn: '2027-02-02' });
    await house.press(ALEX, await house.press(ALEX, preview, 'Discard'), 'Cancel the check-in');

    await house.press(ALEX, question, 'Ask 5 people now');

    assert.equal(await opened(), 1);
  });

  it('is opened after all when it was skipped after a draft was thrown away', async () => {
    await tickAt('2027-01-11T08:00:00Z');
    const form = await house.press(ALEX, card(ALEX), 'Change the dates');
    const preview = await house.press(ALEX, form, 'Continue', { dueOn: '2027-02-02' });
    await house.press(ALEX, await house.press(ALEX, preview, 'Discard'), 'Cancel the check-in');
    const skipped = await house.press(ALEX, card(PATTI), 'Skip this meeting');

    const again = await house.press(ALEX, skipped, 'Open it after all');
    await house.press(ALEX, again, 'Ask 5 people now');

    assert.equal(await opened(), 1);
  });

  it('is settled by a check-in that somebody makes by hand for the same meeting', async () => {
    await tickAt('2027-01-11T08:00:00Z');
    const form = await house.say(ALEX, 'new check-in');
    const preview = await house.press(ALEX, form, 'Continue');
    await house.press(ALEX, preview, 'Ask 5 people now');

    assert.ok(reads(PATTI, 'Alex Wilber opened it on 11 January 2027.'));
    assert.equal((await house.inside((tx) => tx.get(proposals, '2027-02-11')))!.state, 'opened');
  });

  it('is not made for a meeting that has a check-in already', async () => {
    const form = await house.say(ALEX, 'new check-in');
    await house.press(ALEX, form, 'Continue', { meetingOn: '2027-02-11', dueOn: '2027-02-01' });

    await tickAt('2027-01-11T08:00:00Z', '2027-01-12T08:00:00Z');

    assert.equal(headings(ALEX).length, 0);
  });

  it('is in the items and, two working days later, once in the digest', async () => {
    await tickAt('2027-01-11T08:00:00Z', '2027-01-12T08:00:00Z');
    const before = headings(ALEX).length;
    await tickAt('2027-01-13T08:00:00Z', '2027-01-14T08:00:00Z', '2027-01-15T08:00:00Z');
    const digest = card(ALEX);
    const items = await house.say(ALEX, 'my items');
    const decide = await house.press(ALEX, digest, 'Decide');

    assert.equal(before, 1);
    assert.equal(headings(ALEX).length, 2);
    assert.ok(wordsOf(items.card).includes('Check-in for 11 February 2027'));
    assert.equal(wordsOf(decide.card)[0], QUESTION);
  });

  it('takes the meeting as the due day when it comes late, and ends with the meeting', async () => {
    await tickAt('2027-02-05T09:00:00Z');
    const late = card(ALEX);
    house.at('2027-02-12T09:00:00Z');
    const past = await house.press(ALEX, late, 'Ask 5 people now');
    const skip = await house.press(ALEX, late, 'Skip this meeting');
    const other = await house.press(ALEX, past, 'New check-in');

    assert.ok(wordsOf(late.card)[1]!.endsWith('Answers would be due by 11 February 2027.'));
    assert.ok(
      wordsOf(past.card).includes('The meeting was on 11 February 2027, so nobody is asked for it any more.'),
    );
    assert.ok(!buttonsOf(past.card).some(({ title }) => title.startsWith('Ask')));
    assert.deepEqual(wordsOf(skip.card), wordsOf(past.card));
    assert.ok('meetingOn' in inputsOf(other.card));
    assert.equal(await opened(), 0);
  });

  it('is not made while no action has a lead: the coordinators hear once what to do', async () => {
    for (const post of house.partnership.posts) Object.assign(post, { holders: [] });

    await tickAt('2027-01-11T08:00:00Z', '2027-01-12T08:00:00Z', '2027-01-13T08:00:00Z');

    assert.deepEqual(headings(ALEX), ['One thing for you']);
    assert.ok(wordsOf(card(ALEX).card).some((word) => word.startsWith('I cannot propose it: no action')));
  });

  it('is for coordinators alone', async () => {
    await tickAt('2027-01-11T08:00:00Z');

    for (const action of ['proposal', 'accept-round', 'move-round', 'skip-round', 'unskip-round']) {
      const { text } = await house.send(MEGAN, `check-ins/${action}`, { meeting: '2027-02-11' });
      assert.match(text, /^Only the coordinating team/, action);
    }
    assert.equal(await opened(), 0);
  });

  it('is not opened from a draft whose due day has passed meanwhile', async () => {
    const form = await house.say(ALEX, 'new check-in');
    const draft = await house.press(ALEX, form, 'Continue', { meetingOn: '2027-02-11', dueOn: '2027-02-01' });
    house.at('2027-02-02T09:00:00Z');

    const { text } = await house.press(ALEX, draft, 'Ask 5 people now');

    assert.match(
      text,
      /^Answers would have been due by 1 February 2027\. Choose a day from today on first\.$/,
    );
    assert.equal(await opened(), 0);
    assert.ok(buttonsOf(draft.card).some(({ title }) => title === 'Change'));
  });
});
