import assert from 'node:assert/strict';
import { bulletinItems, markingsIn, wordCount } from '../../../src/workflows/bulletin/item/item.js';
import { isNearlySame, linkKeyOf } from '../../../src/workflows/bulletin/item/twins.js';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House } from '../../support/house.js';
import { ALEX, MEGAN, ISAIAH, WORDS, atDesk, newest, sent, written } from './people.js';

describe('Somebody who sends in an item', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
    await house.meet(MEGAN);
    await house.meet(ALEX);
  });
  afterEach(() => house.close());

  it('checks it before it is sent, with the words counted and their organisation filled in', async () => {
    const draft = await written(house, MEGAN);

    const words = wordsOf(draft.card);
    assert.ok(words.includes('Check your item'));
    assert.ok(words.includes('Summary: 11 of at most 120 words.'));
    assert.ok(words.includes('Organisation: Kent Police'));
    assert.equal((await newest(house, MEGAN)).state, 'draft');
    assert.equal(house.inbox(ALEX).length, 0);
  });

  it('gets a reference that counts up, and the desk sees the item', async () => {
    const before = await newest(house, 'Lynne Robbins');
    const receipt = await sent(house, MEGAN);

    const item = await newest(house, MEGAN);
    assert.ok(wordsOf(receipt.card).includes('Item received: KCSP-B-2026-005'));
    assert.equal(before.number, 4);
    assert.equal(item.state, 'waiting');
    assert.ok(wordsOf(house.inbox(ALEX)[0]?.card).includes(`Headline: ${WORDS.headline}`));
  });

  it('sends it once, however often the button is pressed', async () => {
    const draft = await written(house, MEGAN);
    await house.press(MEGAN, draft, 'Send');
    await house.press(MEGAN, draft, 'Send');

    const { year, number } = await newest(house, MEGAN);
    const after = await house.inside((tx) =>
      tx.find(bulletinItems, { where: { year }, by: 'number', from: number }),
    );
    assert.equal(after.length, 1);
    assert.equal(house.inbox(ALEX).length, 1);
  });

  it('is told everything that is wrong at once, with everything typed still there', async () => {
    const wrong = {
      kind: 'gossip',
      headline: ' ',
      link: 'javascript:alert(1)',
      confirmed: 'false',
      validUntil: '2026-11-22',
    };
    const long = Array.from({ length: 121 }, () => 'word').join(' ');

    const form = await house.press(MEGAN, await house.say(MEGAN, 'submit item'), 'Continue', {
      ...WORDS,
      ...wrong,
      summary: long,
    });

    const words = wordsOf(form.card);
    assert.ok(words.includes('Not saved yet: 6 answers below need you.'));
    assert.ok(words.includes('Shorten the summary to 120 words; it has 121'));
    assert.ok(words.includes('Enter a day from today, 23 November 2026, on'));
    assert.ok(words.includes('Enter a link that starts with https://, or leave it empty'));
    assert.equal(inputsOf(form.card).summary, long);
  });

  it('sees twins before sending: the same link, or nearly the same headline', async () => {
    await sent(house, ISAIAH);

    const sameLink = await written(house, MEGAN, {
      headline: 'Something else',
      link: 'https://www.kent.example/scams/?utm_source=x',
    });
    const sameHeadline = await written(house, MEGAN, { headline: 'Scam Awareness Fortnight!', link: '' });
    const other = await written(house, MEGAN, { headline: 'Road safety week', link: '' });

    assert.ok(wordsOf(sameLink.card).includes('Items that look like this one'));
    assert.ok(wordsOf(sameHeadline.card).includes('Items that look like this one'));
    assert.ok(!wordsOf(other.card).includes('Items that look like this one'));
  });

  it('does not see a sensitive twin of somebody else', async () => {
    await sent(house, ISAIAH, { sensitive: 'yes' });

    const draft = await written(house, MEGAN);

    assert.ok(!wordsOf(draft.card).includes('Items that look like this one'));
  });

  it('changes it until the issue closes, and the desk reads it again', async () => {
    const receipt = await sent(house, MEGAN);
    const item = await newest(house, MEGAN);
    await house.press(ALEX, await atDesk(house, ALEX, item), 'Accept');

    const form = await house.press(MEGAN, receipt, 'Change');
    const saved = await house.press(MEGAN, form, 'Continue', { ...WORDS, headline: 'Scams fortnight moved' });

    assert.ok(wordsOf(saved.card).includes('Saved.'));
    assert.equal((await newest(house, MEGAN)).state, 'waiting');
  });

  it('is told when a change comes after the issue closed', async () => {
    const receipt = await sent(house, MEGAN);
    house.at('2026-11-26T09:00:00Z');
    await house.tick();

    const refused = await house.press(MEGAN, receipt, 'Change');

    assert.match(
      refused.text,
      /The November 2026 issue is closed to changes\. Write to community\.safety@kcst\.example/,
    );
  });

  it('adds details, and is told which days cannot be', async () => {
    const draft = await written(house, MEGAN);
    const form = await house.press(MEGAN, draft, 'Details');
    const details = { startsOn: '2026-12-03', endsOn: '2026-12-01' };

    const wrong = await house.press(MEGAN, form, 'Save', details);
    const saved = await house.press(MEGAN, wrong, 'Save', { endsOn: '2026-12-04' });

    assert.ok(wordsOf(wrong.card).includes('Enter a day from 3 December 2026 on'));
    assert.ok(wordsOf(saved.card).includes('When: 3 December 2026 to 4 December 2026'));
  });

  it('takes it back, and the desk sees that', async () => {
    const receipt = await sent(house, MEGAN);

    const gone = await house.press(MEGAN, receipt, 'Withdraw');
    await house.press(MEGAN, receipt, 'Withdraw');

    assert.ok(wordsOf(gone.card).includes('Withdrawn. The team sees it too.'));
    assert.equal(house.inbox(ALEX).length, 1);
    assert.ok(wordsOf(house.inbox(ALEX)[0]?.card).some((word) => word.endsWith(': Withdrawn')));
  });

  it('sees nobody else’s item, and nobody else sees their draft', async () => {
    await written(house, MEGAN);
    const draft = await newest(house, MEGAN);

    const byIsaiah = await house.send(ISAIAH, 'bulletin/item', { item: draft.id });
    const byAlex = await house.send(ALEX, 'bulletin/item', { item: draft.id });

    assert.match(byIsaiah.text, /not kept any more/);
    assert.match(byAlex.text, /not kept any more/);
  });

  it('finds drafts and questions in my items', async () => {
    await written(house, MEGAN);

    const shown = await house.say(MEGAN, 'my items');

    assert.ok(wordsOf(shown.card).includes('A draft: not sent in yet.'));
    assert.ok(buttonsOf(shown.card).some(({ verb }) => verb === 'bulletin/item'));
  });
});

describe('A marking', () => {
  const item = {
    ...WORDS,
    sensitive: 'no',
    startsOn: '',
    endsOn: '',
    audience: '',
    contact: '',
    organisation: '',
    validUntil: '',
  } as const;
  const markings = ['OFFICIAL-SENSITIVE', 'SECRET', 'TOP SECRET'];
  const found = (summary: string): readonly string[] => markingsIn({ ...item, summary }, markings);

  it('is found however its words are joined', () => {
    for (const written of [
      'Official - Sensitive',
      'OFFICIAL–SENSITIVE',
      'official sensitive',
      'OFFICIAL\u200b-SENSITIVE',
      'ＯＦＦＩＣＩＡＬ-SENSITIVE',
    ]) {
      assert.deepEqual(found(`Marked ${written}, do not share`), ['OFFICIAL-SENSITIVE'], written);
    }
  });

  it('of one word counts in capitals only', () => {
    assert.deepEqual(found('The secret of good partnerships'), []);
    assert.deepEqual(found('SECRET: not for release'), ['SECRET']);
  });

  it('is no part of another word', () => {
    assert.deepEqual(found('UNOFFICIAL SENSITIVELY SECRETARIAT'), []);
  });
});

describe('Twins', () => {
  it('have one link when only the surroundings differ', () => {
    const same = [
      'https://www.kent.example/a/',
      'https://kent.example/a?utm_medium=mail',
      'https://KENT.example/a#top',
    ];

    assert.equal(new Set(same.map(linkKeyOf)).size, 1);
    assert.notEqual(linkKeyOf('https://kent.example/a?id=1'), linkKeyOf('https://kent.example/a?id=2'));
    assert.equal(linkKeyOf(''), '');
  });

  it('have headlines that differ in a sixth of their signs at most', () => {
    assert.ok(isNearlySame('Road Safety Week 2026', 'road safety week, 2026!'));
    assert.ok(!isNearlySame('Road safety week', 'Fire safety visits'));
    assert.ok(!isNearlySame('', ''));
  });
});

describe('A word', () => {
  it('is what stands between spaces', () => {
    assert.equal(wordCount('  one two\n\nthree '), 3);
    assert.equal(wordCount('   '), 0);
  });
});
