import assert from 'node:assert/strict';
import { answers, earlierAnswers } from '../../../src/workflows/check-ins/answer/answer.js';
import { rounds } from '../../../src/workflows/check-ins/round/round.js';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';

const MEGAN = 'Megan Bowen';
const ADELE = 'Adele Vance';
const WORDS = { status: 'in-progress', rag: 'green', done: 'Two seminars held.' };

describe('A lead in an open check-in', () => {
  let house: House;
  let list: Shown;

  beforeEach(async () => {
    house = await openHouse();
    await house.meet(MEGAN);
    list = house.inbox(MEGAN)[0]!;
  });
  afterEach(() => house.close());

  async function answered(typed: Record<string, string> = WORDS): Promise<Shown> {
    return house.press(MEGAN, await house.press(MEGAN, list, 'Update'), 'Save', typed);
  }
  const kept = () =>
    house.inside(async (tx) => {
      const [round] = await tx.find(rounds, { by: 'createdAt' });
      return tx.find(answers, { where: { round: round!.id } });
    });

  it('gets one card with their own actions under their priorities, in the order of the plan', () => {
    const words = wordsOf(list.card);

    assert.equal(house.inbox(MEGAN).length, 1);
    assert.deepEqual(
      words.flatMap((word) => /^(\d\.\d\w?) /.exec(word)?.[1] ?? []),
      ['4.1', '5.1a', '5.1b', '5.1c', '5.2'],
    );
    assert.ok(words.indexOf('Anti-Social Behaviour') < words.indexOf('Serious & Organised Crime'));
    assert.ok(words.includes('0 of 5 answered'));
  });

  it('is shown what was recorded, in the answer and in the message itself', async () => {
    const recorded = await answered();

    assert.ok(wordsOf(recorded.card).includes('Status: In progress, green'));
    assert.ok(wordsOf(recorded.card).includes('1 of 5 answered.'));
    assert.deepEqual(house.inbox(MEGAN)[0]!.card, recorded.card);
  });

  it('goes on to the next action in one press, and hears when all is answered', async () => {
    let shown = await answered();
    for (const next of ['5.1a', '5.1b', '5.1c', '5.2']) {
      shown = await house.press(MEGAN, await house.press(MEGAN, shown, `Next: ${next}`), 'Save', WORDS);
    }

    assert.ok(wordsOf(shown.card).includes('5 of 5 answered. That is everything for this check-in.'));
    assert.ok(!buttonsOf(shown.card).some(({ title }) => title.startsWith('Next')));
  });

  for (const [status, rag, sentence] of [
    ['delayed', 'green', 'Enter why the action is delayed'],
    ['in-progress', 'amber', 'Enter why the action is amber'],
    ['ongoing', 'red', 'Enter why the action is red'],
  ] as const) {
    it(`gives a reason when an action is ${status} and ${rag}`, async () => {
      const form = await answered({ ...WORDS, status, rag, reason: '  ' });

      assert.ok(wordsOf(form.card).includes(sentence));
      assert.equal(inputsOf(form.card).done, WORDS.done);
      assert.deepEqual(await kept(), []);
    });
  }

  it('is told everything that is wrong at once, with everything typed still there', async () => {
    const form = await answered({
      status: '',
      rag: 'blue',
      done: '',
      outcome: 'many came',
      reason: 'x'.repeat(1001),
    });

    const words = wordsOf(form.card);
    assert.ok(words.includes('Not saved yet: 5 answers below need you.'));
    assert.ok(words.includes('Choose how the action stands'));
    assert.ok(words.includes('Choose green, amber or red'));
    assert.ok(words.includes('Enter what has been done since the last update'));
    assert.ok(words.includes('Shorten the reason to 1,000 characters; it has 1,001'));
    assert.ok(words.includes("Enter a number for each outcome, like 59 trained; 'many came' has none"));
    assert.equal(inputsOf(form.card).reason?.length, 1001);
  });

  it('changes nothing by a second press on the same card', async () => {
    const form = await house.press(MEGAN, list, 'Update');

    const first = await house.press(MEGAN, form, 'Save', WORDS);
    const second = await house.press(MEGAN, form, 'Save', WORDS);

    assert.deepEqual(wordsOf(second.card), wordsOf(first.card));
    assert.deepEqual(
      (await kept()).map(({ version }) => version),
      [1],
    );
  });

  it('may correct themselves on the card they just used', async () => {
    const form = await house.press(MEGAN, list, 'Update');

    await house.press(MEGAN, form, 'Save', WORDS);
    const second = await house.press(MEGAN, form, 'Save', { ...WORDS, done: 'Three seminars held.' });

    assert.ok(wordsOf(second.card).includes('Done: Three seminars held.'));
  });

  it('has every version kept', async () => {
    const recorded = await answered();
    const changed = await house.press(MEGAN, recorded, 'Change');
    await house.press(MEGAN, changed, 'Save', { ...WORDS, done: 'Three seminars held.' });

    const [answer] = await kept();
    const earlier = await house.inside((tx) =>
      tx.find(earlierAnswers, { where: { of: answer!.id }, by: 'answeredAt' }),
    );

    assert.equal(inputsOf(changed.card).done, WORDS.done);
    assert.equal(answer!.done, 'Three seminars held.');
    assert.deepEqual(
      earlier.map(({ done }) => done),
      [WORDS.done],
    );
  });

  it('sees a newer answer before replacing it from an old form', async () => {
    const old = await house.press(MEGAN, list, 'Update');
    const fresh = await house.press(MEGAN, list, 'Update');
    await house.press(MEGAN, fresh, 'Save', WORDS);

    const refused = await house.press(MEGAN, old, 'Save', { ...WORDS, done: 'Typed long ago.' });
    const replaced = await house.press(MEGAN, refused, 'Save');

    assert.ok(wordsOf(refused.card).some((word) => word.includes('answered since you opened the form')));
    assert.ok(wordsOf(refused.card).some((word) => word.includes(WORDS.done)));
    assert.equal(inputsOf(refused.card).done, 'Typed long ago.');
    assert.ok(wordsOf(replaced.card).includes('Done: Typed long ago.'));
  });

  it('adds the next step and evidence in a second section, which later changes keep', async () => {
    const form = await house.press(MEGAN, await answered(), 'Add next step and evidence');
    const wrong = await house.press(MEGAN, form, 'Save', {
      next: 'x'.repeat(1001),
      nextOn: 'soon',
      evidence: 'javascript:alert(1)',
      evidenceOn: '2026-11-24',
    });
    const saved = await house.press(MEGAN, wrong, 'Save', {
      ...{ next: 'A third seminar.', nextOn: '2027-01-15' },
      ...{ evidence: 'https://www.kent.gov.uk/report', evidenceOn: '2026-11-03' },
    });
    const changed = await house.press(MEGAN, await house.press(MEGAN, saved, 'Change'), 'Save', {
      done: 'More.',
    });

    assert.ok(wordsOf(wrong.card).includes('Enter a link that starts with https://, or leave it empty'));
    assert.ok(wordsOf(wrong.card).includes('Shorten the next step to 1,000 characters; it has 1,001'));
    assert.ok(wordsOf(wrong.card).includes('Enter the date of the next step, like 18 November 2026'));
    assert.ok(wordsOf(changed.card).includes('Next step: A third seminar.'));
    assert.ok(
      wordsOf(changed.card).includes(
        'Evidence: https://www.kent.gov.uk/report (3 November 2026), not for sharing',
      ),
    );
  });

  it('says that nothing has changed in one press, which a second press leaves as it is', async () => {
    const once = await house.press(MEGAN, list, 'Nothing has changed');
    const twice = await house.press(MEGAN, list, 'Nothing has changed');

    assert.ok(wordsOf(once.card).includes('Recorded for 4.1: nothing has changed.'));
    assert.ok(wordsOf(twice.card).includes('1 of 5 answered'));
    assert.deepEqual(
      (await kept()).map(({ version }) => version),
      [1],
    );
  });

  it('opens an answer from the list, with all that can be done about it', async () => {
    await answered();
    const again = await house.say(MEGAN, 'check-ins');

    const recorded = await house.press(MEGAN, again, 'Open');
    const form = await house.press(MEGAN, recorded, 'Change');

    assert.equal(wordsOf(recorded.card)[0], 'Recorded: 4.1');
    const titles = buttonsOf(recorded.card).map(({ title }) => title);
    for (const title of ['Blocked by others', 'Add next step and evidence', 'Offer to the bulletin']) {
      assert.ok(titles.includes(title), title);
    }
    assert.equal(inputsOf(form.card).done, WORDS.done);
  });

  it('still gets the form from an old list, whose answered rows said "Change"', async () => {
    const { card } = await answered();
    const change = buttonsOf(card).find(({ title }) => title === 'Change')!;

    const form = await house.send(MEGAN, 'check-ins/update', { ...change.data, page: 0 });

    assert.equal(inputsOf(form.card).done, WORDS.done);
  });

  it('does not lose an answer to an old "nothing has changed"', async () => {
    await answered();

    const late = await house.press(MEGAN, list, 'Nothing has changed');

    assert.ok(wordsOf(late.card).includes('4.1 is answered already. Choose Open to see it or change it.'));
    assert.equal((await kept())[0]!.done, WORDS.done);
  });

  it('starts the next round from what was said last', async () => {
    await answered({ ...WORDS, status: 'delayed', reason: 'Venue.' });
    const form = await house.say('Alex Wilber', 'new check-in');
    await house.press('Alex Wilber', await house.press('Alex Wilber', form, 'Continue'), 'Ask 5 people now');

    const next = house.inbox(MEGAN).at(-1)!;
    const update = await house.press(MEGAN, next, 'Update');

    assert.ok(wordsOf(next.card).includes('Last status: Delayed, green'));
    assert.equal(inputsOf(update.card).reason, 'Venue.');
    assert.equal(inputsOf(update.card).status, 'delayed');
  });

  it('cannot answer for an action of somebody else', async () => {
    const [button] = buttonsOf(list.card);

    const { text } = await house.send(ADELE, 'check-ins/save', { ...button!.data, ...WORDS });

    assert.equal(text, 'This action is not one of yours in this check-in.');
    assert.deepEqual(await kept(), []);
  });

  describe('that has closed', () => {
    async function close(): Promise<void> {
      const alex = 'Alex Wilber';
      const round = await house.press(alex, await house.say(alex, 'check-ins'), 'Open');
      await house.press(alex, await house.press(alex, round, 'Close'), 'Close the check-in');
    }
    const why =
      "The check-in 'Check-in for 10 December 2026' closed on 23 November 2026. What has changed since counts in the next one: say check-ins to record it.";

    for (const title of ['Update', 'Nothing has changed', 'In my own words']) {
      it(`answers "${title}" on an old card with the list as it stands, and why`, async () => {
        await close();

        const shown = await house.press(MEGAN, list, title);

        assert.equal(wordsOf(shown.card)[1], why);
        assert.ok(
          wordsOf(shown.card).includes(
            'Answers were due by 30 November 2026, for the meeting on 10 December 2026.',
          ),
        );
        assert.ok(!buttonsOf(shown.card).some((button) => button.title === title));
      });
    }

    it('answers what a recorded card offers so as well', async () => {
      const recorded = await answered();
      await close();

      for (const title of ['Change', 'Add next step and evidence', 'Blocked by others']) {
        const shown = await house.press(MEGAN, recorded, title);
        assert.equal(wordsOf(shown.card)[1], why);
      }
    });

    it('offers to record it for the next check-in, which takes the answer', async () => {
      await close();
      const shown = await house.press(MEGAN, list, 'Update');

      const next = await house.press(MEGAN, shown, 'Record it for the next check-in');
      const saved = await house.press(MEGAN, await house.press(MEGAN, next, 'Update'), 'Save', WORDS);

      assert.equal(wordsOf(next.card)[0], 'Before the next check-in');
      assert.ok(wordsOf(saved.card).some((word) => word.startsWith('It counts in the next check-in.')));
    });

    it('says why own words typed into an old card are not read', async () => {
      const form = await house.press(MEGAN, list, 'In my own words');
      await close();

      const shown = await house.press(MEGAN, form, 'Check what I understood', {
        said: '4.1 done, 3 seminars',
      });

      assert.ok(wordsOf(shown.card).includes(why));
      assert.equal(inputsOf(shown.card).said, '4.1 done, 3 seminars');
    });
  });

  it('keeps what they typed when the round closes under their hands', async () => {
    const form = await house.press(MEGAN, list, 'Update');
    const alex = 'Alex Wilber';
    const round = await house.press(alex, await house.say(alex, 'check-ins'), 'Open');
    await house.press(alex, await house.press(alex, round, 'Close'), 'Close the check-in');

    const refused = await house.press(MEGAN, form, 'Save', WORDS);

    assert.ok(wordsOf(refused.card).some((word) => word.includes('closed on 23 November 2026')));
    assert.equal(inputsOf(refused.card).done, WORDS.done);
    assert.deepEqual(await kept(), []);
  });

  it('answers late until it closes, and is told so', async () => {
    house.at('2026-12-02T09:00:00Z');

    const shown = await house.say(MEGAN, 'check-ins');
    const recorded = await answered();

    assert.ok(
      wordsOf(shown.card).some((word) => word.includes('A late answer still counts, marked as late.')),
    );
    assert.ok(wordsOf(recorded.card).includes('1 of 5 answered.'));
  });

  it('finds the check-in in my items: to do, and later to change', async () => {
    const before = await house.say(MEGAN, 'my items');
    let shown = list;
    for (let left = 5; left > 0; left -= 1) shown = await house.press(MEGAN, shown, 'Nothing has changed');
    const after = await house.say(MEGAN, 'my items');

    assert.ok(wordsOf(before.card).includes('5 of 5 actions to answer by 30 November 2026.'));
    assert.ok(wordsOf(after.card).includes('Nothing waits for you now.'));
    assert.ok(
      wordsOf(after.card).includes('5 actions answered. You can change your answers until it closes.'),
    );
  });

  it('keeps what is personal out of a channel', async () => {
    const answer = await house.say(MEGAN, 'check-ins', { personal: false });

    assert.equal(answer.card, undefined);
    assert.equal(answer.text, 'I have sent the answer to our own chat, so that only you see it.');
    assert.equal(house.inbox(MEGAN).length, 2);
  });
});
