import assert from 'node:assert/strict';
import { members } from '../../../src/directory.js';
import { NEVER_REPORTED, answers } from '../../../src/workflows/check-ins/answer/answer.js';
import type { Answer } from '../../../src/workflows/check-ins/answer/answer.js';
import { keepAction } from '../../../src/workflows/check-ins/plan/change.js';
import { planActions } from '../../../src/workflows/check-ins/plan/plan.js';
import { resultsDocument } from '../../../src/workflows/check-ins/results/report.js';
import { rounds } from '../../../src/workflows/check-ins/round/round.js';
import { flagsOf, gravity } from '../../../src/workflows/check-ins/results/trend.js';
import { openHouse, wordsOf } from '../../support/house.js';
import type { House } from '../../support/house.js';

const ALEX = 'Alex Wilber';
const MEGAN = 'Megan Bowen';
const WORDS = { status: 'in-progress', rag: 'green', done: 'Two seminars held.' };

function anAnswer(change: Partial<Answer> = {}): Answer {
  return {
    ...NEVER_REPORTED,
    ...{ id: 'r.a', version: 1, round: 'r', action: 'a', by: 'm', unchanged: false, nonce: '' },
    ...{ answeredAt: '2026-11-23T09:00:00Z', firstAnsweredAt: '2026-11-23T09:00:00Z', done: 'Held.' },
    ...change,
  };
}

describe('How an action moved', () => {
  const red = anAnswer({ rag: 'red', done: 'Late.' });
  const amber = (done: string) => anAnswer({ rag: 'amber', done });
  const flags = (answer: Answer | undefined, ...earlier: (Answer | undefined)[]) =>
    flagsOf({ answer, earlier, neverBefore: false });

  it('is newly red when it was not red last time, or was not answered', () => {
    assert.deepEqual(flags(red, anAnswer()), ['newly-red']);
    assert.deepEqual(flags(red), ['newly-red']);
    assert.deepEqual(flags(red, anAnswer({ rag: 'red' })), []);
  });

  it('is amber three times running only when all three say so', () => {
    assert.deepEqual(flags(amber('c'), amber('b'), amber('a')), ['amber-running']);
    assert.deepEqual(flags(amber('c'), amber('b'), anAnswer()), []);
    assert.deepEqual(flags(amber('c'), amber('b'), undefined), []);
    assert.deepEqual(flags(amber('c'), amber('b')), []);
  });

  it('has the same words as last time, whatever their case and full stops', () => {
    assert.deepEqual(
      flags(anAnswer({ done: 'TWO  seminars – held' }), anAnswer({ done: 'Two seminars held.' })),
      ['unchanged-text'],
    );
    assert.deepEqual(flags(anAnswer({ unchanged: true }), anAnswer({ done: 'Other' })), ['unchanged-text']);
    assert.deepEqual(flags(anAnswer({ done: 'Three held' }), anAnswer({ done: 'Two held' })), []);
  });

  it('was never answered when it was asked before and nobody ever said a word', () => {
    assert.deepEqual(flagsOf({ answer: undefined, earlier: [undefined], neverBefore: true }), [
      'never-answered',
    ]);
    assert.deepEqual(flags(undefined, undefined), []);
  });

  it('comes the gravest first', () => {
    const order = [
      { answer: red, flags: ['newly-red'] as const },
      { answer: red, flags: [] },
      { answer: amber('x'), flags: ['amber-running'] as const },
      { answer: anAnswer({ status: 'delayed' }), flags: [] },
      { answer: anAnswer({ money: 'red' }), flags: [] },
      { answer: amber('x'), flags: [] },
    ];

    assert.deepEqual(order.map(gravity), [0, 1, 2, 3, 4, 5]);
  });
});

describe('The results of a check-in', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
    await house.meet(MEGAN);
  });
  afterEach(() => house.close());

  /** Opens the next round at that instant, after closing the one before. */
  async function nextRound(at: string): Promise<void> {
    const round = await house.press(ALEX, await house.say(ALEX, 'check-ins'), 'Open');
    await house.press(ALEX, await house.press(ALEX, round, 'Close'), 'Close the check-in');
    house.at(at);
    const form = await house.say(ALEX, 'new check-in');
    await house.press(ALEX, await house.press(ALEX, form, 'Continue'), 'Ask 5 people now');
  }
  /** Megan's answers, in the order of her actions: 4.1, 5.1a, 5.1b, 5.1c, 5.2. */
  async function answer(...said: readonly object[]): Promise<void> {
    let list = await house.say(MEGAN, 'check-ins');
    for (const words of said) {
      const form = await house.press(MEGAN, list, 'Update');
      await house.press(MEGAN, form, 'Save', { ...WORDS, ...words });
      list = await house.say(MEGAN, 'check-ins');
    }
  }
  const amber = { rag: 'amber', reason: 'Venue.' };

  it('say by colour, in numbers and in bars, how the actions stand', async () => {
    await answer({}, { ...amber }, { rag: 'red', reason: 'Stopped by the weather.' });

    const { card } = await house.say(ALEX, 'check-in results');

    const words = wordsOf(card);
    for (const sentence of ['Green: 1', 'Amber: 1', 'Red: 1', 'No answer: 20']) {
      assert.ok(words.includes(sentence), sentence);
    }
    assert.ok(words.join('|').includes('Priority|Answered|Attention'));
    assert.ok(words.join('|').includes('Anti-Social Behaviour|1 of 1|None'));
    assert.match(words.join('|'), /\|0 of \d+\|No answers yet/);
    assert.ok(words.join('|').includes('Serious & Organised Crime|2 of 4|1 red, 1 amber'));
  });

  it('count an action once, with everything that is the matter with it', async () => {
    const late = { status: 'delayed', reason: 'Venue.' };
    await answer({ ...late, ...amber }, { money: 'red', reason: 'No funding.' }, late, {}, late);

    const words = wordsOf((await house.say(ALEX, 'check-in results')).card).join('|');

    assert.ok(words.includes('Anti-Social Behaviour|1 of 1|1 amber and delayed'));
    assert.ok(words.includes('Serious & Organised Crime|4 of 4|1 red for money, 2 delayed'));
  });

  it('compare nothing in the first check-in', async () => {
    await answer({ rag: 'red', reason: 'Venue.' });

    const words = wordsOf((await house.say(ALEX, 'check-in results')).card);

    assert.ok(!words.some((word) => word.startsWith('Compared with')));
  });

  it('show the exceptions first and what moved since the last check-ins', async () => {
    await answer({ done: 'One.', ...amber }, { done: 'Planned.' });
    await nextRound('2026-12-11T09:00:00Z');
    await answer({ done: 'Two.', ...amber }, { done: 'Planned!' });
    await nextRound('2027-02-12T09:00:00Z');
    await answer({ done: 'Three.', ...amber }, { done: 'Gone wrong.', rag: 'red', reason: 'Venue.' });
    await house.press(MEGAN, await house.say(MEGAN, 'check-ins'), 'Nothing has changed');

    const words = wordsOf((await house.say(ALEX, 'check-in results')).card);

    assert.ok(
      words.includes('Compared with Check-in for 11 February 2027 and Check-in for 10 December 2026'),
    );
    assert.ok(words.includes('Newly red: 5.1a'));
    assert.ok(words.includes('Amber three times running: 4.1'));
    assert.ok(words.some((word) => word.startsWith('Never answered: 1.1, ')));
    const rows = words.filter((word) => /^(4\.1|5\.1a) /.test(word)).map((word) => word.slice(0, 4).trim());
    assert.deepEqual(rows, ['5.1a', '4.1']);
  });

  it('say the same in the document, with last time beside it and each figure as a number', async () => {
    await answer({ done: 'One.', ...amber });
    await nextRound('2026-12-11T09:00:00Z');
    const figures = { outcome: '59 trained\n98% rated it good or better', money: 'red' };
    await answer({ done: 'Two.', rag: 'red', reason: 'Venue.', ...figures });

    const document = await house.inside(async (tx, context) => {
      const [round] = await tx.find(rounds, { by: 'createdAt', order: 'descending', limit: 1 });
      return resultsDocument(context, round!);
    });

    const tables = document.blocks.filter((block) => block.kind === 'table');
    const every = tables.find(({ caption }) => caption === 'Every action')!;
    const row = every.rows.find(([number]) => number === '4.1')!;
    const cell = (name: string) => row[every.columns.indexOf(name)];
    assert.deepEqual(['RAG', 'RAG last time', 'Compared', 'Money', 'Done'].map(cell), [
      'Red',
      'Amber',
      'Newly red',
      'Red',
      'Two.',
    ]);
    for (const each of every.rows) assert.equal(each.length, every.columns.length);
    assert.deepEqual(tables.find(({ caption }) => caption === 'Outcomes in numbers')?.rows, [
      ['4.1', 'trained', 59, '', '59 trained'],
      ['4.1', 'rated it good or better', 98, '%', '98% rated it good or better'],
    ]);
    assert.ok(JSON.stringify(document).includes('Newly red: 4.1'));
  });

  it('keep a link that may not be shared from the Working Group and from every document', async () => {
    await answer({ ...amber });
    const recorded = await house.press(MEGAN, await house.say(MEGAN, 'check-ins'), 'Open');
    const details = await house.press(MEGAN, recorded, 'Add next step and evidence');
    await house.press(MEGAN, details, 'Save', { evidence: 'https://kent.gov.uk/draft' });

    const own = JSON.stringify((await house.say(ALEX, 'check-in results')).card);
    const group = JSON.stringify((await house.say(MEGAN, 'check-in results')).card);
    const document = await house.inside(async (tx, context) =>
      JSON.stringify(await resultsDocument(context, (await tx.find(rounds, { by: 'createdAt' }))[0]!)),
    );

    assert.ok(own.includes('kent.gov.uk/draft'));
    for (const seen of [group, document]) {
      assert.ok(!seen.includes('kent.gov.uk/draft'));
      assert.ok(seen.includes('not for sharing'));
    }
  });

  it('go to the Working Group after one question with the number of people, and once', async () => {
    await answer({ ...amber });
    const before = house.inbox(MEGAN).length;
    const ask = await house.press(
      ALEX,
      await house.say(ALEX, 'check-in results'),
      'Send to the Working Group',
    );
    const title = wordsOf(ask.card)[0]!;
    const people = /to (\d+) people\?$/.exec(title)?.[1] ?? '';

    const sent = await house.press(ALEX, ask, `Send to ${people} people`);
    await house.press(ALEX, ask, `Send to ${people} people`);

    assert.ok(wordsOf(sent.card).includes('Sent to the Working Group by Alex Wilber on 23 November 2026.'));
    assert.match(title, /^Send the results of the check-in for 10 December 2026 to /);
    assert.match(wordsOf(ask.card)[1]!, /^22 of 23 actions have no answer yet\. Each gets the results/);
    assert.equal(house.inbox(MEGAN).length, before + 1);
    const got = house.inbox(MEGAN).at(-1)!;
    assert.equal(wordsOf(got.card)[0], 'Results of the check-in for 10 December 2026');
    assert.match(got.text, /^Results of the check-in for 10 December 2026: 1 of 23 actions answered\./);
    assert.ok(wordsOf(got.card).includes('Sent to the Working Group by Alex Wilber on 23 November 2026.'));
    assert.ok(wordsOf(got.card).includes('Amber: 1'));
    assert.ok(!JSON.stringify(got.card).includes('Send to the Working Group'));
  });

  it('promise later answers only while the check-in is open', async () => {
    const ask = async (): Promise<string> => {
      const results = await house.say(ALEX, 'check-in results');
      return wordsOf((await house.press(ALEX, results, 'Send to the Working Group')).card)[1]!;
    };
    const open = await ask();
    const round = await house.press(ALEX, await house.say(ALEX, 'check-ins'), 'Open');
    await house.press(ALEX, await house.press(ALEX, round, 'Close'), 'Close the check-in');
    const closed = await ask();

    assert.match(open, /as a card in their own chat\. Answers that come later change it there\.$/);
    assert.match(closed, /as a card in their own chat\.$/);
  });

  it('change where they were sent when an answer comes late', async () => {
    await answer({ ...amber });
    const ask = await house.press(
      ALEX,
      await house.say(ALEX, 'check-in results'),
      'Send to the Working Group',
    );
    await house.send(ALEX, 'check-ins/post-results', buttonData(ask.card));
    const before = house.inbox(MEGAN).length;
    house.at('2026-12-02T09:00:00Z');

    await answer({ rag: 'red', reason: 'Weather.' });

    assert.equal(house.inbox(MEGAN).length, before);
    const got = wordsOf(house.inbox(MEGAN).at(-1)!.card);
    assert.ok(got.includes('Amber: 1') && got.includes('Red: 1'));
    assert.ok(got.includes(`${MEGAN}, late`));
  });

  describe('that were sent', () => {
    const ADELE = 'Adele Vance';

    async function send(): Promise<void> {
      const results = await house.say(ALEX, 'check-in results');
      const ask = await house.press(ALEX, results, 'Send to the Working Group');
      await house.send(ALEX, 'check-ins/post-results', buttonData(ask.card));
    }

    /** All that is on the screen of a member of the Working Group. */
    function screenOf(name: string): string {
      return JSON.stringify(house.inbox(name));
    }

    async function leaveGroup(): Promise<void> {
      const adele = await house.member(ADELE);
      await house.inside((tx) => tx.put(members, { ...adele, roles: [] }));
    }

    beforeEach(async () => {
      await house.meet(ADELE);
      await answer({ ...amber, done: 'First words' });
      await send();
      assert.match(screenOf(ADELE), /First words/);
    });

    for (const [title, sure, sentence] of [
      ['Close', 'Close the check-in', /^Closed on 24 November 2026\. Answers were due by 30 November 2026/],
      ['Cancel it', 'Cancel the check-in', /^Cancelled on 24 November 2026\./],
    ] as const) {
      it(`say so when a coordinator presses "${title}"`, async () => {
        house.at('2026-11-24T09:00:00Z');
        const messages = house.inbox(ADELE).length;
        const round = await house.press(ALEX, await house.say(ALEX, 'check-ins'), 'Open');

        await house.press(ALEX, await house.press(ALEX, round, title), sure);

        const got = wordsOf(house.inbox(ADELE).at(-1)!.card);
        assert.equal(house.inbox(ADELE).length, messages);
        assert.equal(got[0], 'Results of the check-in for 10 December 2026');
        assert.match(got[1]!, sentence);
      });
    }

    it('have the new date when the check-in is extended', async () => {
      const round = await house.press(ALEX, await house.say(ALEX, 'check-ins'), 'Open');

      await house.press(ALEX, await house.press(ALEX, round, 'Extend'), 'Save', { dueOn: '2026-12-04' });

      assert.match(screenOf(ADELE), /Answers are due by 4 December 2026/);
    });

    it('are named as results where they can be downloaded', async () => {
      const files = await house.press(ALEX, await house.say(ALEX, 'check-in results'), 'Download');

      assert.equal(wordsOf(files.card)[0], 'Results of the check-in for 10 December 2026');
    });

    it('go on to nobody whose role was taken away, and leave their screen', async () => {
      await leaveGroup();

      await answer({ ...amber, done: 'Second words' });
      const atOnce = screenOf(ADELE);
      await house.tick();
      const messages = house.inbox(ADELE).length;
      await house.tick();

      assert.doesNotMatch(atOnce, /Second words/);
      assert.doesNotMatch(screenOf(ADELE), /First words|Second words/);
      assert.match(screenOf(ADELE), /are for the Working Group and the coordinating team/);
      assert.match(screenOf(MEGAN), /Second words/);
      assert.equal(house.inbox(ADELE).length, messages);
    });

    it('lose an action that is marked as restricted afterwards, also where they were sent before', async () => {
      await send();
      const cards = house.inbox(ADELE).length;
      await house.inside(async (tx, context) => {
        const [round] = await tx.find(rounds, { by: 'createdAt' });
        const { action } = (await tx.find(answers, { where: { round: round!.id } }))[0]!;
        const before = (await tx.get(planActions, action))!;
        await keepAction(context, before, { ...before, restricted: true }, { by: '', why: '' });
      });

      await house.tick();

      assert.doesNotMatch(screenOf(ADELE), /First words/);
      assert.equal(house.inbox(ADELE).length, cards);
      assert.match(JSON.stringify(await house.say(ALEX, 'check-in results')), /First words/);
    });
  });

  it('are sent by the coordinating team alone, and not before the check-in is open', async () => {
    const [round] = await house.inside((tx) => tx.find(rounds, { by: 'createdAt' }));
    const data = { round: round!.id, times: '1' };

    const refused = await house.send(MEGAN, 'check-ins/post-results', data);
    const gone = await house.send(ALEX, 'check-ins/post-results', { ...data, round: 'none' });

    assert.match(refused.text, /^Only the coordinating team can do this\./);
    assert.match(gone.text, /^This check-in has no results to send\./);
  });

  function buttonData(card: object | undefined): object {
    const text = JSON.stringify(card);
    const data = /"verb":"check-ins\/post-results","data":(\{[^}]*\})/.exec(text)?.[1];
    return JSON.parse(data ?? '{}') as object;
  }
});
