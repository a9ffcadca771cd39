import assert from 'node:assert/strict';
import { members } from '../../../src/directory.js';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';

const ALEX = 'Alex Wilber';
const MEGAN = 'Megan Bowen';

describe('A coordinator', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());

  async function round(): Promise<Shown> {
    return house.press(ALEX, await house.say(ALEX, 'check-ins'), 'Open');
  }

  describe('who leads actions too', () => {
    beforeEach(async () => {
      const megan = await house.member(MEGAN);
      await house.inside((tx) => tx.put(members, { ...megan, roles: [...megan.roles, 'coordinator'] }));
    });

    it('goes from the list of check-ins to her own actions', async () => {
      const list = await house.say(MEGAN, 'check-ins');
      const own = await house.press(MEGAN, list, 'My actions');

      assert.ok(wordsOf(list.card).includes('Your own actions: 0 of 5 answered.'));
      assert.ok(wordsOf(own.card).includes('0 of 5 answered'));
      assert.ok(buttonsOf(own.card).some(({ title }) => title === 'Update'));
    });

    it('says "my actions" and has them at once', async () => {
      const own = await house.say(MEGAN, 'my actions');

      assert.ok(wordsOf(own.card).includes('0 of 5 answered'));
    });

    it('records between check-ins what counts in the next', async () => {
      const sure = await house.press(ALEX, await round(), 'Close');
      await house.press(ALEX, sure, 'Close the check-in');

      const list = await house.say(MEGAN, 'check-ins');
      const own = await house.press(MEGAN, list, 'My actions');

      assert.ok(
        wordsOf(list.card).includes('You lead 5 actions. You can record news of them for the next check-in.'),
      );
      assert.equal(wordsOf(own.card)[0], 'Before the next check-in');
    });
  });

  it('leads nothing and finds no way to actions of his own', async () => {
    const list = await house.say(ALEX, 'check-ins');

    assert.ok(!buttonsOf(list.card).some(({ title }) => title === 'My actions'));
  });

  it('starts a new check-in from the next meeting that has none', async () => {
    const form = await house.say(ALEX, 'new check-in');

    assert.deepEqual(inputsOf(form.card), {
      name: 'Check-in for 11 February 2027',
      kind: 'quarterly',
      meetingOn: '2027-02-11',
      dueOn: '2027-02-01',
    });
  });

  it('is told each date that is wrong, and keeps what was typed', async () => {
    const form = await house.say(ALEX, 'new check-in');

    const empty = await house.press(ALEX, form, 'Continue', { name: '', meetingOn: '', dueOn: '2026-02-30' });
    const past = await house.press(ALEX, form, 'Continue', { name: 'Q3', dueOn: '2026-11-22' });
    const after = await house.press(ALEX, form, 'Continue', { dueOn: '2027-03-01' });

    assert.ok(wordsOf(empty.card).includes('Enter a name, like Quarter 3 check-in'));
    assert.ok(wordsOf(empty.card).includes('Enter the date of the meeting'));
    assert.ok(wordsOf(empty.card).includes('Enter the day answers are due'));
    assert.ok(wordsOf(past.card).includes('Enter a day from today, 23 November 2026, on'));
    assert.equal(inputsOf(past.card).name, 'Q3');
    assert.ok(wordsOf(after.card).includes('Enter a day up to the meeting on 11 February 2027'));
  });

  it('reads what opening will do, and who cannot be reached, before anybody is asked', async () => {
    await house.meet(MEGAN);
    const before = house.inbox(MEGAN).length;

    const preview = await house.press(ALEX, await house.say(ALEX, 'new check-in'), 'Continue');

    const words = wordsOf(preview.card);
    assert.ok(words.includes('This asks 5 people about 23 actions; 2 actions have no lead.'));
    assert.ok(words.includes('7.2 To be developed'));
    assert.ok(words.some((word) => word.startsWith('Adele Vance: has not met me')));
    assert.ok(!words.some((word) => word.startsWith('Megan Bowen: has not met me')));
    assert.equal(house.inbox(MEGAN).length, before);
  });

  it('asks everybody once, however often open is pressed', async () => {
    await house.meet(MEGAN);
    const preview = await house.press(ALEX, await house.say(ALEX, 'new check-in'), 'Continue');

    await house.press(ALEX, preview, 'Ask 5 people now');
    const again = await house.press(ALEX, preview, 'Ask 5 people now');

    assert.ok(wordsOf(again.card).some((word) => word.startsWith('0 of 5 people have replied')));
    assert.equal(house.inbox(MEGAN).length, 2);
  });

  it('changes a draft, or discards it without asking anybody', async () => {
    const preview = await house.press(ALEX, await house.say(ALEX, 'new check-in'), 'Continue');
    const form = await house.press(ALEX, preview, 'Change');
    const renamed = await house.press(ALEX, form, 'Continue', { name: 'Winter check-in' });
    const items = await house.say(ALEX, 'my items');
    const sure = await house.press(ALEX, renamed, 'Discard');
    const gone = await house.press(ALEX, sure, 'Cancel the check-in');

    assert.equal(wordsOf(renamed.card)[0], 'Winter check-in');
    assert.ok(wordsOf(items.card).includes('A draft: nobody is asked until you open it.'));
    assert.ok(wordsOf(sure.card).includes('It was not opened yet, so nobody was asked.'));
    assert.ok(wordsOf(gone.card).some((word) => word.startsWith('Cancelled on 23 November 2026')));
  });

  it('sees who of them is away, and until when', async () => {
    await house.meet(MEGAN);
    await house.say(MEGAN, 'away until 4 December');

    const words = wordsOf((await house.say(ALEX, 'who has not replied')).card);

    assert.ok(words.includes('Megan Bowen: 0 of 5 answered. Away until 4 December 2026'), words.join(' | '));
  });

  it('sees by organisation who has not replied, and why somebody was not reached', async () => {
    await house.meet(MEGAN);
    let list = house.inbox(MEGAN)[0]!;
    for (let left = 5; left > 0; left -= 1) list = await house.press(MEGAN, list, 'Nothing has changed');

    const words = wordsOf((await house.say(ALEX, 'who has not replied')).card);

    assert.ok(words.includes('1 of 5 people have replied in full.'));
    assert.ok(!words.some((word) => word.includes('Megan')));
    assert.ok(words.includes('Kent Fire and Rescue Service'));
    assert.ok(
      words.some((word) => word.startsWith('Adele Vance: 0 of 4 answered. Not reached: has not met me')),
    );
  });

  it('names nobody as late in a channel', async () => {
    await house.meet(ALEX);

    const answer = await house.say(ALEX, 'who has not replied', { personal: false });

    assert.equal(answer.card, undefined);
    assert.doesNotMatch(answer.text, /Megan/);
  });

  it('extends the round, and neither into the past nor to an earlier day', async () => {
    const form = await house.press(ALEX, await round(), 'Extend');

    const earlier = await house.press(ALEX, form, 'Save', { dueOn: '2026-11-27' });
    const past = await house.press(ALEX, form, 'Save', { dueOn: '2026-11-01' });
    const after = await house.press(ALEX, form, 'Save', { dueOn: '2026-12-11' });
    const later = await house.press(ALEX, past, 'Save', { dueOn: '2026-12-04' });

    assert.ok(wordsOf(form.card).some((word) => word.startsWith('The day is 30 November 2026 now.')));
    assert.ok(wordsOf(past.card).includes('Enter a day from today, 23 November 2026, on'));
    assert.ok(wordsOf(after.card).includes('Enter a day up to the meeting on 10 December 2026'));
    assert.ok(wordsOf(earlier.card).includes('Enter a day after 30 November 2026'));
    assert.ok(wordsOf(later.card).some((word) => word.startsWith('Answers are due by 4 December 2026')));
  });

  describe('who extends the round', () => {
    const NOTE =
      'Nobody gets a new message. The leads see the new date on their cards this evening, and in the reminders.';
    const dueOn = (day: string) => (shown: Shown) => house.press(ALEX, shown, 'Save', { dueOn: day });
    const form = async () => house.press(ALEX, await round(), 'Extend');

    it('reads before and after what happens', async () => {
      const before = await form();
      const after = await dueOn('2026-12-04')(before);
      const again = await dueOn('2026-12-04')(await form());

      assert.ok(wordsOf(before.card).some((word) => word.endsWith(NOTE)));
      assert.equal(wordsOf(after.card)[1], `Extended to 4 December 2026. ${NOTE}`);
      assert.equal(wordsOf(again.card)[1], 'Answers are due by 4 December 2026 already.');
    });

    it('is told that a date is wrong in words that fit a date', async () => {
      const wrong = await dueOn('2026-12-11')(await form());

      assert.ok(wordsOf(wrong.card).includes('Not extended yet: choose another date below.'));
    });

    it('gives the leads the new date on the card that they have, in the evening and without a message', async () => {
      await house.meet(MEGAN);
      await dueOn('2026-12-04')(await form());
      await house.tick();
      const byDay = wordsOf(house.inbox(MEGAN)[0]!.card).join(' ');
      house.at('2026-11-23T18:30:00Z');
      await house.tick();
      const shown = house.inbox(MEGAN)[0]!;
      await house.press(MEGAN, shown, 'Nothing has changed');
      const used = house.inbox(MEGAN)[0]!.card;
      await house.tick();

      assert.match(byDay, /Answers are due by 30 November 2026/);
      assert.match(wordsOf(shown.card).join(' '), /Answers are due by 4 December 2026/);
      assert.equal(house.inbox(MEGAN).length, 1);
      assert.deepEqual(house.inbox(MEGAN)[0]!.card, used);
    });

    it('gives the new date at once to who gets the card only later', async () => {
      await dueOn('2026-12-04')(await form());

      await house.meet(MEGAN);

      assert.match(wordsOf(house.inbox(MEGAN)[0]!.card).join(' '), /Answers are due by 4 December 2026/);
    });
  });

  it('closes the round only after reading who is missing', async () => {
    const sure = await house.press(ALEX, await round(), 'Close');
    const closed = await house.press(ALEX, sure, 'Close the check-in');
    const again = await house.press(ALEX, sure, 'Close the check-in');

    assert.ok(wordsOf(sure.card).some((word) => word.startsWith('5 people have not replied in full.')));
    assert.ok(wordsOf(closed.card).some((word) => word.startsWith('Closed on 23 November 2026')));
    assert.deepEqual(wordsOf(again.card), wordsOf(closed.card));
    assert.ok(!buttonsOf(closed.card).some(({ title }) => title === 'Close'));
  });

  it('closes it for those too who have not met the bot: their first card says so', async () => {
    await house.press(ALEX, await house.press(ALEX, await round(), 'Close'), 'Close the check-in');

    await house.meet(MEGAN);

    assert.equal(house.inbox(MEGAN).length, 1);
    assert.ok(
      wordsOf(house.inbox(MEGAN)[0]!.card).some((word) => word.includes('closed on 23 November 2026')),
    );
  });

  it('cancels the round, and the messages that asked say so', async () => {
    await house.meet(MEGAN);

    const sure = await house.press(ALEX, await round(), 'Cancel it');
    await house.press(ALEX, sure, 'Cancel the check-in');

    assert.ok(wordsOf(sure.card).some((word) => word.startsWith('5 people were asked.')));
    assert.equal(house.inbox(MEGAN).length, 1);
    assert.ok(
      wordsOf(house.inbox(MEGAN)[0]!.card).some((word) => word.includes('was cancelled on 23 November 2026')),
    );
  });

  it('never tells somebody who meets the bot later of a round that was cancelled meanwhile as if it were open', async () => {
    await house.press(ALEX, await house.press(ALEX, await round(), 'Cancel it'), 'Cancel the check-in');

    await house.meet(MEGAN);

    assert.equal(house.inbox(MEGAN).length, 1);
    assert.ok(wordsOf(house.inbox(MEGAN)[0]!.card).some((word) => word.includes('was cancelled')));
  });

  it('sees the results by priority, with the exceptions in full and page by page', async () => {
    await house.meet(MEGAN);
    const exception = { status: 'delayed', rag: 'red', done: 'Little.', reason: 'No venue.' };
    let shown = await house.press(MEGAN, house.inbox(MEGAN)[0]!, 'Update');
    for (const next of ['Next: 5.1a', 'Next: 5.1b', 'Next: 5.1c', 'Next: 5.2', '']) {
      const recorded = await house.press(MEGAN, shown, 'Save', exception);
      shown = next === '' ? recorded : await house.press(MEGAN, recorded, next);
    }

    const results = await house.say(ALEX, 'check-in results');
    const more = await house.press(ALEX, results, 'Show the next 2');
    const rest = await house.press(ALEX, more, 'Show the next one');

    const words = wordsOf(results.card);
    assert.ok(words.includes('5 of 23 actions answered. 1 of 5 people have replied in full. 5 exceptions.'));
    assert.ok(words.join('|').includes('Serious & Organised Crime|4 of 4|4 red and delayed'));
    assert.ok(words.includes('Reason: No venue.'));
    assert.ok(wordsOf(rest.card).some((word) => word.startsWith('5.2 ')));
  });

  it('does alone what only coordinators do', async () => {
    for (const words of ['new check-in', 'who has not replied']) {
      assert.match((await house.say(MEGAN, words)).text, /^Only the coordinating team can do this\./);
    }
    const help = wordsOf((await house.say(MEGAN, 'help')).card);

    assert.ok(!help.includes('Ask the leads how their actions stand'));
    assert.ok(help.some((word) => word.startsWith('How the plan stands')));
  });

  it('is told what is missing when there is no plan', async () => {
    const bare = await openHouse({ empty: true });

    const { text } = await bare.say(ALEX, 'new check-in');

    assert.match(text, /^There is no action plan yet\./);
    await bare.close();
  });
});
