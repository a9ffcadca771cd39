import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { renderCard } from '../../../src/card-renderer.js';
import { answers } from '../../../src/workflows/check-ins/answer/answer.js';
import { planActions } from '../../../src/workflows/check-ins/plan/plan.js';
import { rounds } from '../../../src/workflows/check-ins/round/round.js';
import { BEGINS_WITH_NUMBER, readOwnWords } from '../../../src/workflows/check-ins/answer/own-words.js';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House } from '../../support/house.js';

const MEGAN = 'Megan Bowen';
const ALEX = 'Alex Wilber';
const OWN = ['1.2', '1.2a', '1.4', '10.1'].map((number) => ({ id: `id ${number}`, number }));

describe('A lead’s own words', () => {
  const read = (text: string) => readOwnWords(text, OWN);
  const one = (text: string) => read(text).said[0]!;

  it('are read for each action by its number', () => {
    const { said, unknown } = read('1.2 done, 3 seminars; 1.4 delayed, dates agreed, waiting for venue');

    assert.deepEqual(unknown, []);
    assert.deepEqual(said, [
      {
        ...{ action: 'id 1.2', status: 'complete', rag: 'green', done: 'Done, 3 seminars' },
        ...{ outcome: '3 seminars', reason: '', unchanged: false },
      },
      {
        ...{ action: 'id 1.4', status: 'delayed', rag: 'amber', done: 'Dates agreed' },
        ...{ outcome: '', reason: 'Waiting for venue', unchanged: false },
      },
    ]);
  });

  for (const [words, status, rag] of [
    ['done', 'complete', 'green'],
    ['completed, 98% rated it good', 'complete', 'green'],
    ['not started yet', 'not-started', 'green'],
    ['has not yet started', 'not-started', 'green'],
    ['under way, amber', 'in-progress', 'amber'],
    ['on track', 'in-progress', 'green'],
    ['behind, red', 'delayed', 'red'],
    ['ongoing', 'ongoing', 'green'],
    ['stopped, no money', 'stopped', 'green'],
    ['carried over', 'carried-over', 'green'],
    ['nearly done', '', ''],
    ["isn't finished", '', ''],
    ['will be completed in March', '', ''],
    ['we met the schools', '', ''],
    ['abandoned the tiered model', '', ''],
  ] as const) {
    it(`say '${words}' and mean ${status === '' ? 'a status that is not said' : `${status}, ${rag}`}`, () => {
      assert.deepEqual([one(`1.2 ${words}`).status, one(`1.2 ${words}`).rag], [status, rag]);
    });
  }

  it('may name two actions at once, stand on lines, and speak of one twice', () => {
    const { said } = read(
      '1.2 and 1.4: no change\n10.1 - started, 59 trained\n1.2a done. 10.1 90% rated it good',
    );

    assert.deepEqual(
      said.map(({ action, unchanged }) => [action, unchanged]),
      [
        ...[['id 1.2', true] as const, ['id 1.4', true] as const],
        ...[['id 10.1', false] as const, ['id 1.2a', false] as const],
      ],
    );
    assert.equal(said[2]!.outcome, '59 trained\n90% rated it good');
  });

  it('do not take a number within the words for an action', () => {
    const { said } = read('1.2 done after 1.4 hours on the 10.1%');

    assert.deepEqual(
      said.map(({ action, done }) => [action, done]),
      [['id 1.2', 'Done after 1.4 hours on the 10.1%']],
    );
  });

  it('name an action that is not theirs: that is told, and its words go nowhere else', () => {
    const { said, unknown } = read('1.2 done; 9.9 delayed, no venue; 1.4 ongoing');

    assert.deepEqual(unknown, ['9.9']);
    assert.deepEqual(
      said.map(({ done }) => done),
      ['Done', 'Ongoing'],
    );
  });

  for (const [words, done, reason] of [
    ['late because the venue closed', '', 'The venue closed'],
    ['late because of the weather, two seminars held', 'Two seminars held', 'The weather'],
    ['delayed, waiting for a venue', '', 'Waiting for a venue'],
    ['delayed due to staff sickness. Plan agreed', 'Plan agreed', 'Staff sickness'],
    [
      'two seminars held, the third late because the venue closed',
      'Two seminars held, the third late',
      'The venue closed',
    ],
    ['delayed, 3 seminars held, no room for the rest', '3 seminars held', 'No room for the rest'],
    ['amber, met the schools', 'Met the schools', ''],
    ['amber, the venue closed', '', 'The venue closed'],
    ['stopped, money ran out', '', 'Money ran out'],
    ['delayed', '', ''],
    ['done', 'Done', ''],
    ['ongoing because the schools asked for more', 'Ongoing because the schools asked for more', ''],
  ] as const) {
    it(`say '${words}': what was done is '${done}', the reason '${reason}'`, () => {
      assert.deepEqual([one(`1.2 ${words}`).done, one(`1.2 ${words}`).reason], [done, reason]);
    });
  }

  it('lose nothing: what is said of an action is in what has been done, or in the reason, and in one alone', () => {
    const word = fc.constantFrom<string>(
      'met the schools',
      'the police came',
      'delayed',
      'amber',
      'waiting for a venue',
      '59 trained',
      'red',
    );
    const part = fc.record({
      number: fc.constantFrom(...OWN.map(({ number }) => number)),
      words: fc.uniqueArray(word, { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(part, { selector: ({ number }) => number, minLength: 1 }), (parts) => {
        const { said } = read(parts.map(({ number, words }) => `${number} ${words.join(', ')}`).join('; '));

        assert.equal(said.length, parts.length);
        for (const [place, { number, words }] of parts.entries()) {
          const { action, done, reason } = said[place]!;
          assert.equal(action, `id ${number}`);
          const kept = [done, reason].flatMap((text) => text.toLowerCase().split(', ')).filter(Boolean);
          const told = words.filter((each) => !['delayed', 'amber', 'red'].includes(each));
          const standing = kept.filter((each) => !told.includes(each));
          assert.deepEqual(kept.filter((each) => told.includes(each)).sort(), [...told].sort());
          assert.ok(
            standing.every((each) => words.includes(each)),
            standing.join(),
          );
        }
      }),
      { numRuns: 100 },
    );
  });

  it('are read without a fault whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const ids = read(text).said.map(({ action }) => action);

        assert.deepEqual(ids, [...new Set(ids)]);
      }),
      { numRuns: 200 },
    );
  });

  it('are known in a chat by the number that they begin with', () => {
    for (const text of ['1.2 done', 'Action 1.2a: delayed', '1.2 and 1.4 done', ' 10.1 – ongoing']) {
      assert.ok(BEGINS_WITH_NUMBER.test(text), text);
    }
    for (const text of ['12 people came', 'history 1.2', '1.2', '10.30 tomorrow 5pm', 'done 1.2']) {
      if (text !== '10.30 tomorrow 5pm') assert.ok(!BEGINS_WITH_NUMBER.test(text), text);
    }
  });
});

describe('A lead who answers in their own words', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
    await house.meet(MEGAN);
  });
  afterEach(() => house.close());

  const SAID = '4.1 done, 3 seminars; 5.1a delayed, dates agreed, waiting for a venue; 9.9 done';
  const kept = () =>
    house.inside(async (tx) => {
      const [round] = await tx.find(rounds, { by: 'createdAt' });
      return tx.find(answers, { where: { round: round!.id } });
    });

  it('is shown a form to check before anything is kept', async () => {
    const form = await house.say(MEGAN, SAID);

    const inputs = inputsOf(form.card);
    assert.equal(inputs['status-0'], 'complete');
    assert.equal(inputs['outcome-0'], '3 seminars');
    assert.equal(inputs['done-1'], 'Dates agreed');
    assert.equal(inputs['reason-1'], 'Waiting for a venue');
    assert.deepEqual(await kept(), []);
  });

  it('is told which action is another’s, and which the plan does not have: a restricted one is no other', async () => {
    const numbered = (number: string) =>
      house.inside(async (tx) => (await tx.find(planActions, { where: { number } }))[0]!);
    const [other, marked] = [await numbered('1.1'), await numbered('1.2a')];
    await house.inside((tx) => tx.put(planActions, { ...marked, restricted: true }));

    const form = await house.say(MEGAN, `4.1 done; ${other.number} done; 9.9 done; ${marked.number} done`);

    assert.ok(
      wordsOf(form.card).includes(
        'The plan has no action 9.9 or 1.2a now. Look at the number again, or say plan to see its actions. 1.1 is not among your actions in this check-in.',
      ),
      wordsOf(form.card).join(' | '),
    );
  });

  it('keeps what is still theirs, and says who leads the rest by now', async () => {
    const form = await house.say(MEGAN, SAID);
    const { email } = await house.member('Adele Vance');
    const post = house.partnership.posts.find(({ holders }) => holders.includes(email!))!;
    const save = buttonsOf(form.card).find(({ title }) => title === 'Save 2 answers')!;
    const [, id] = save.data.actions as readonly string[];
    await house.inside(async (tx) => {
      const action = (await tx.get(planActions, id!))!;
      await tx.put(planActions, { ...action, posts: [post.name] });
    });

    const list = await house.press(MEGAN, form, 'Save 2 answers');

    const notice = /Recorded for 4\.1\. Adele Vance leads 5\.1a now, so it is theirs to answer\./;
    assert.match(wordsOf(list.card).join(' | '), notice);
    assert.equal((await kept()).length, 1);
  });

  it('keeps all of it at one press, and once at two', async () => {
    const form = await house.say(MEGAN, SAID);

    const list = await house.press(MEGAN, form, 'Save 2 answers', { 'done-0': 'All three seminars held.' });
    await house.press(MEGAN, form, 'Save 2 answers', { 'done-0': 'All three seminars held.' });

    assert.ok(wordsOf(list.card).includes('Recorded for 4.1 and 5.1a.'));
    const recorded = await house.press(MEGAN, list, 'Open');
    assert.equal(wordsOf(recorded.card)[0], 'Recorded: 4.1');
    assert.ok(buttonsOf(recorded.card).some(({ title }) => title === 'Blocked by others'));
    assert.ok(wordsOf(list.card).includes('2 of 5 answered'));
    const found = await kept();
    assert.deepEqual(found.map(({ done, version }) => [done, version]).sort(), [
      ['All three seminars held.', 1],
      ['Dates agreed', 1],
    ]);
  });

  it('reads in the form which check-in it is for', async () => {
    const form = await house.say(MEGAN, '4.1 done, 3 seminars');

    assert.equal(wordsOf(form.card)[1], 'Check-in for 10 December 2026');
  });

  it('is told what each action still needs, all at once, with everything still there', async () => {
    const form = await house.say(MEGAN, '4.1 delayed; 5.1a met the schools');

    const back = await house.press(MEGAN, form, 'Save 2 answers', { 'outcome-1': 'many came' });

    assert.ok(wordsOf(back.card).includes('Not saved yet: 5 answers below need you.'));
    assert.ok(wordsOf(back.card).includes('Enter why the action is delayed'));
    assert.ok(wordsOf(back.card).includes('Choose how the action stands'));
    assert.equal(inputsOf(back.card)['done-1'], 'Met the schools');
    assert.deepEqual(await kept(), []);
    const saved = await house.press(MEGAN, back, 'Save 2 answers', {
      ...{
        'done-0': 'Two held.',
        'reason-0': 'Venue.',
        'status-1': 'ongoing',
        'rag-1': 'green',
        'outcome-1': '12 came',
      },
    });
    assert.ok(wordsOf(saved.card).includes('2 of 5 answered'));
  });

  it('says "no change", and last time’s words stand in the form', async () => {
    const list = house.inbox(MEGAN)[0]!;
    const words = { status: 'in-progress', rag: 'amber', done: 'Two held.', reason: 'Venue.' };
    await house.press(MEGAN, await house.press(MEGAN, list, 'Update'), 'Save', words);

    const form = await house.say(MEGAN, '4.1 no change');

    const { 'done-0': done, 'reason-0': reason, 'rag-0': rag } = inputsOf(form.card);
    assert.deepEqual([done, reason, rag], ['Two held.', 'Venue.', 'amber']);
    assert.ok(wordsOf(form.card).includes('Recorded already: In progress, amber.'));
  });

  it('does not replace an answer that came after the form was made', async () => {
    const form = await house.say(MEGAN, SAID);
    const update = await house.press(MEGAN, house.inbox(MEGAN)[0]!, 'Update');
    await house.press(MEGAN, update, 'Save', { status: 'ongoing', rag: 'green', done: 'Newer.' });

    const refused = await house.press(MEGAN, form, 'Save 2 answers');
    const replaced = await house.press(MEGAN, refused, 'Save 2 answers');

    assert.ok(wordsOf(refused.card).some((word) => word.includes('answered since you opened the form')));
    assert.ok(wordsOf(refused.card).includes('Recorded already: Ongoing, green.'));
    assert.ok(wordsOf(replaced.card).includes('Recorded for 4.1 and 5.1a.'));
  });

  it('says it in a field of a card too, where there is no chat', async () => {
    const field = await house.press(MEGAN, house.inbox(MEGAN)[0]!, 'In my own words');
    const none = await house.press(MEGAN, field, 'Check what I understood', { said: 'all is well' });
    const form = await house.press(MEGAN, none, 'Check what I understood', { said: SAID });

    assert.equal(inputsOf(none.card).said, 'all is well');
    assert.ok(wordsOf(none.card).some((word) => word.startsWith('Begin each action with its number, like:')));
    assert.ok(buttonsOf(form.card).some(({ title }) => title === 'Save 2 answers'));
  });

  it('are not cut: what is too long is to be sent in parts', async () => {
    const said = `4.1 ${'held a seminar. '.repeat(125)}`;

    const long = await house.say(MEGAN, `${said}; 5.1a done`);

    assert.equal(long.card, undefined);
    assert.match(
      long.text,
      /^Nothing is recorded yet\. Send this in messages of up to 2,000 characters, each action in one of them\./,
    );
  });

  it('is sent to the form of an action whose words are too many for this one', async () => {
    const long = await house.say(MEGAN, `4.1 ${'held a seminar '.repeat(70)}; 5.1a done`);
    const alone = await house.say(MEGAN, `4.1 ${'held a seminar '.repeat(70)}`);

    const told = 'Choose Update for 4.1: that is too much text for this form.';
    assert.ok(wordsOf(long.card).includes(told));
    assert.ok(buttonsOf(long.card).some(({ title }) => title === 'Save 1 answer'));
    assert.ok(wordsOf(alone.card).includes(told));
  });

  it('fits a card with six actions and every field full', () => {
    const rows = Array.from({ length: 6 }, (_, row) => ({
      ...{ number: `1.${row}`, title: 'x'.repeat(165), recorded: '' },
      ids: Object.fromEntries(
        ['status', 'rag', 'done', 'outcome', 'reason'].map((id) => [id, `${id}-${row}`]),
      ),
    }));
    const sample = JSON.parse(readFileSync('cards/check-ins/check-words.sample.json', 'utf8')) as object;
    const sizes = { status: 8, rag: 5, done: 1000, outcome: 500, reason: 500 };
    const each = (value: (length: number) => string) =>
      Object.fromEntries(
        rows.flatMap((_, row) => Object.entries(sizes).map(([id, size]) => [`${id}-${row}`, value(size)])),
      );

    const data = { ...sample, rows, values: each((size) => 'x'.repeat(size)), problems: each(() => '') };
    const card = renderCard({ template: 'check-ins/check-words', data, summary: 'x' });

    assert.ok(JSON.stringify(card).length < 28 * 1024, String(JSON.stringify(card).length));
  });

  it('hears what to say when they lead nothing, or no number is theirs', async () => {
    const { text } = await house.say(ALEX, '4.1 done');
    const field = await house.say(MEGAN, '9.9 done');

    assert.match(text, /^You lead no action of the plan now/);
    assert.ok(wordsOf(field.card).some((word) => word.startsWith('The plan has no action 9.9 now.')));
  });
});
