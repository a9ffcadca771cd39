import assert from 'node:assert/strict';
import { digest } from '../../src/digest/index.js';
import type { Reminder, Workflow } from '../../src/workflows/workflow.js';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../support/house.js';
import type { House } from '../support/house.js';

const MEGAN = 'Megan Bowen';
const ADELE = 'Adele Vance';

/** Workflows that remind of what the test says now. */
function reminding(name: string, say: () => readonly Reminder[]): Workflow {
  return {
    name,
    title: name,
    help: name,
    collections: [],
    commands: [],
    actions: {},
    reminders: async () => say(),
  };
}

describe('The daily digest', () => {
  let house: House;
  let first: Reminder[];
  let second: Reminder[];
  let megan: string;

  beforeEach(async () => {
    first = [];
    second = [];
    house = await openHouse({
      now: '2026-11-30T06:00:00Z',
      workflows: [reminding('first', () => first), reminding('second', () => second)],
    });
    await house.meet(MEGAN);
    megan = (await house.member(MEGAN)).id;
  });
  afterEach(() => house.close());

  function aReminder(key: string, member = megan): Reminder {
    const open = { verb: 'roundtable/say', data: { phrase: 'help' }, title: `Open ${key}` };
    return { member, key, title: `Title ${key}`, detail: `Detail ${key}`, open };
  }
  async function tickAt(...instants: readonly string[]): Promise<void> {
    for (const instant of instants) {
      house.at(instant);
      await house.tick();
    }
  }
  const titles = (): readonly (readonly string[])[] =>
    house.inbox(MEGAN).map(({ card }) => wordsOf(card).filter((word) => word.startsWith('Title')));

  it('gathers what every workflow reminds of in one card, each with its button', async () => {
    first = [aReminder('a')];
    second = [aReminder('b'), aReminder('b')];

    await tickAt('2026-11-30T09:00:00Z');

    assert.deepEqual(titles(), [['Title a', 'Title b']]);
    const card = house.inbox(MEGAN)[0]!;
    assert.equal(wordsOf(card.card)[0], '2 things for you');
    assert.deepEqual(
      buttonsOf(card.card).map(({ title }) => title),
      ['Open a', 'Open b', 'Remind me tomorrow', 'Remind me on 7 December 2026', 'My items'],
    );
  });

  it('brings what comes up later in the day on the next working day', async () => {
    first = [aReminder('a')];
    await tickAt('2026-12-04T09:00:00Z');
    first = [aReminder('a'), aReminder('b')];

    await tickAt(
      '2026-12-04T10:00:00Z',
      '2026-12-05T10:00:00Z',
      '2026-12-06T10:00:00Z',
      '2026-12-07T08:00:00Z',
    );

    assert.deepEqual(titles(), [['Title a'], ['Title b']]);
  });

  it('shows eight at a time and brings the others the next day', async () => {
    first = Array.from({ length: 11 }, (_, index) => aReminder(`n${index}`));

    await tickAt('2026-11-30T09:00:00Z', '2026-12-01T09:00:00Z', '2026-12-02T09:00:00Z');

    assert.deepEqual(
      titles().map(({ length }) => length),
      [8, 3],
    );
    const words = wordsOf(house.inbox(MEGAN)[0]!.card);
    assert.equal(words[0], '11 things for you');
    assert.ok(words.includes('3 more things did not fit: I bring what still matters next time.'));
  });

  it('says what it said once more when put off, and not what has lost its use', async () => {
    first = [aReminder('a'), aReminder('b')];
    await tickAt('2026-11-30T09:00:00Z');

    const answer = await house.press(MEGAN, house.inbox(MEGAN)[0]!, 'Remind me tomorrow');
    first = [aReminder('b'), aReminder('c')];
    await tickAt('2026-11-30T10:00:00Z', '2026-12-01T08:00:00Z', '2026-12-02T08:00:00Z');

    assert.match(answer.text, /^I will remind you on Tuesday 1 December 2026/);
    assert.deepEqual(titles(), [[], ['Title b', 'Title c']]);
  });

  it('keeps everything until the day it was put off to', async () => {
    first = [aReminder('a')];
    await tickAt('2026-12-01T09:00:00Z');
    await house.press(MEGAN, house.inbox(MEGAN)[0]!, 'Remind me on Monday');
    first = [aReminder('a'), aReminder('b')];

    await tickAt('2026-12-02T09:00:00Z', '2026-12-04T09:00:00Z');
    const before = house.inbox(MEGAN).length;
    await tickAt('2026-12-07T09:00:00Z');

    assert.equal(before, 1);
    assert.deepEqual(titles(), [[], ['Title a', 'Title b']]);
  });

  it('can be put off again, and taken back', async () => {
    first = [aReminder('a')];
    await tickAt('2026-12-01T09:00:00Z');

    let card = await house.press(MEGAN, house.inbox(MEGAN)[0]!, 'Remind me on Monday');
    card = await house.press(MEGAN, card, 'Show it again');
    await tickAt('2026-12-02T09:00:00Z', '2026-12-07T09:00:00Z');

    assert.ok(wordsOf(card.card).includes('Title a'));
    assert.equal(house.inbox(MEGAN).length, 1);
  });

  it('has one button less when tomorrow is Monday, and names the day', async () => {
    first = [aReminder('a')];

    await tickAt('2026-12-04T09:00:00Z');

    const shown = buttonsOf(house.inbox(MEGAN)[0]!.card).map(({ title }) => title);
    assert.deepEqual(shown, ['Open a', 'Remind me on Monday', 'My items']);
  });

  it("does not let anybody put off somebody else's", async () => {
    first = [aReminder('a')];
    await tickAt('2026-12-01T09:00:00Z');

    const { text } = await house.send(ADELE, 'digest/snooze', { digest: `${megan}.2026-12-01` });
    await tickAt('2026-12-02T09:00:00Z');

    assert.match(text, /^This reminder is not kept for you/);
    assert.equal(house.inbox(MEGAN).length, 1);
  });

  it('waits for who cannot be written to, and says nothing twice when they can', async () => {
    first = [aReminder('a', (await house.member(ADELE)).id)];
    await tickAt('2026-12-01T09:00:00Z', '2026-12-02T09:00:00Z');
    await house.meet(ADELE);
    const onMeeting = house.inbox(ADELE).length;

    await tickAt('2026-12-02T10:00:00Z', '2026-12-03T10:00:00Z');

    assert.equal(onMeeting, 0);
    assert.equal(house.inbox(ADELE).length, 1);
  });

  it('goes by e-mail to a member without Teams, once', async () => {
    const sam = await house.member('Sam Okafor');
    first = [aReminder('a', sam.id)];

    await tickAt('2026-12-01T09:00:00Z', '2026-12-01T10:00:00Z', '2026-12-02T09:00:00Z');

    const letters = house.letters(sam.email!);
    assert.equal(letters.length, 1);
    assert.match(letters[0]!.text, /Title a/);
  });

  it('answers data of every wrong kind with words', async () => {
    for (const action of Object.keys(digest.actions)) {
      for (const data of [{}, { digest: {}, snooze: 7, back: [], more: 3 }, { digest: '__proto__' }]) {
        const { text } = await house.send(MEGAN, `digest/${action}`, data);
        assert.doesNotMatch(text, /went wrong/, action);
        assert.ok(text.length > 3, action);
      }
    }
  });

  it('goes on when one workflow cannot say what to remind of', async () => {
    const broken: Workflow = {
      ...reminding('broken', () => []),
      reminders: () => Promise.reject(new Error('broken')),
    };
    const other = await openHouse({
      now: '2026-11-30T09:00:00Z',
      workflows: [broken, reminding('second', () => second)],
      faulty: true,
    });
    await other.meet(MEGAN);
    second = [aReminder('a', (await other.member(MEGAN)).id)];

    await other.tick();

    assert.equal(other.inbox(MEGAN).length, 1);
    await other.close();
  });

  describe('when Teams takes no message', () => {
    let down: boolean;
    let other: House;

    beforeEach(async () => {
      down = false;
      other = await openHouse({
        now: '2026-12-01T06:00:00Z',
        workflows: [reminding('first', () => first)],
        deliver: () => (down ? { state: 'try again', reason: 'Teams is down.' } : undefined),
      });
      await other.meet(MEGAN);
      first = [aReminder('a', (await other.member(MEGAN)).id)];
    });
    afterEach(() => other.close());

    async function tickThrough(from: string, hours: number): Promise<number> {
      for (let hour = 0; hour < hours; hour += 1) {
        other.at(new Date(Date.parse(from) + hour * 60 * 60 * 1000).toISOString());
        await other.tick();
        await other.tick();
      }
      return other.inbox(MEGAN).length;
    }

    it('does not come at night, but the next morning, once', async () => {
      down = true;
      await tickThrough('2026-12-04T16:30:00Z', 2);
      down = false;

      const meanwhile = await tickThrough('2026-12-04T18:30:00Z', 61);
      const monday = await tickThrough('2026-12-07T08:00:00Z', 30);

      assert.equal(meanwhile, 0);
      assert.equal(monday, 1);
    });

    it('says with the next one what did not come, in one message', async () => {
      down = true;
      await tickThrough('2026-12-01T09:00:00Z', 8);
      first = [...first, aReminder('b', first[0]!.member)];
      down = false;

      const sent = await tickThrough('2026-12-02T08:00:00Z', 30);

      assert.equal(sent, 1);
      assert.deepEqual(
        wordsOf(other.inbox(MEGAN)[0]!.card).filter((word) => word.startsWith('Title')),
        ['Title a', 'Title b'],
      );
    });
  });

  describe('away', () => {
    it('is recorded in words, and everything comes on the first working day back', async () => {
      const { text } = await house.say(MEGAN, 'Away until 6 December');
      first = [aReminder('a')];

      await tickAt('2026-12-01T09:00:00Z', '2026-12-06T09:00:00Z');
      const meanwhile = house.inbox(MEGAN).length;
      await tickAt('2026-12-07T09:00:00Z');

      assert.equal(text, 'You are away until 6 December 2026');
      assert.equal(meanwhile, 0);
      assert.deepEqual(titles(), [['Title a']]);
    });

    it('is asked for in a form, with a sentence for a day that does not do', async () => {
      const form = await house.say(MEGAN, 'away');
      const wrong = await house.press(MEGAN, form, 'Save', { back: '2026-11-30' });
      const right = await house.press(MEGAN, wrong, 'Save', { back: '2027-01-04' });

      assert.ok(wordsOf(wrong.card).includes('Enter a day after today'));
      assert.equal(inputsOf(wrong.card).back, '2026-11-30');
      assert.equal(wordsOf(right.card)[0], 'You are away until 4 January 2027');
    });

    it('is shown when asked again, can be changed and ends with I am back', async () => {
      await house.say(MEGAN, 'away until 4 january');
      first = [aReminder('a')];

      const again = await house.say(MEGAN, 'away');
      const form = await house.press(MEGAN, again, 'Change the date');
      const back = await house.press(MEGAN, again, 'I am back');
      const twice = await house.say(MEGAN, "I'm back");
      await tickAt('2026-12-01T09:00:00Z');

      assert.equal(wordsOf(again.card)[0], 'You are away until 4 January 2027');
      assert.equal(inputsOf(form.card).back, '2027-01-04');
      assert.match(back.text, /^You are not away any more/);
      assert.equal(twice.text, 'You are not marked as away.');
      assert.equal(house.inbox(MEGAN).length, 1);
    });

    it('answers words that name no day with the form', async () => {
      const form = await house.say(MEGAN, 'away until the cows come home');

      assert.ok(wordsOf(form.card).includes('Enter the first day you are back, like 4 January 2027'));
    });
  });
});
