import assert from 'node:assert/strict';
import fc from 'fast-check';
import { issues } from '../../../src/workflows/bulletin/issue/issue.js';
import { bulletinItems } from '../../../src/workflows/bulletin/item/item.js';
import type { Item } from '../../../src/workflows/bulletin/item/item.js';
import { CHANGED } from '../../../src/workflows/bulletin/issue/load.js';
import { inOrder, itemsOf, moved } from '../../../src/workflows/bulletin/issue/order.js';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { ALEX, ISAIAH, MEGAN, atDesk, newest, promote, sent } from './people.js';

const MONTH = '2026-11';

/** Three events: the sample's and two more, in the order in which they were accepted. */
async function threeEvents(house: House): Promise<void> {
  for (const headline of ['Road safety week', 'Hate crime seminar']) {
    await sent(house, MEGAN, { headline, link: '' });
    await house.press(ALEX, await atDesk(house, ALEX, await newestOf(house, headline)), 'Accept');
  }
}

async function newestOf(house: House, headline: string): Promise<Item> {
  const all = await house.inside((tx) => itemsOf(tx, MONTH));
  return all.find((item) => item.headline === headline)!;
}

const events = async (house: House): Promise<readonly string[]> => {
  const all = await house.inside((tx) => itemsOf(tx, MONTH));
  return inOrder(all, house.partnership).flatMap(({ kind, headline }) =>
    kind === 'events' ? [headline] : [],
  );
};

/** Presses one of several buttons with the same title: that of the row with this headline. */
async function pressOn(house: House, shown: Shown, title: string, headline: string): Promise<Shown> {
  const { id } = await newestOf(house, headline);
  const found = buttonsOf(shown.card).find((each) => each.title === title && each.data.item === id)!;
  return house.send(ALEX, found.verb, found.data);
}

describe('Compiling an issue', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
    await house.meet(MEGAN);
    await house.meet(ALEX);
  });
  afterEach(() => house.close());

  it('shows accepted items by kind in the order of the partnership file, and says what is left', async () => {
    const card = await house.say(ALEX, 'compile bulletin');

    const words = wordsOf(card.card);
    assert.ok(words.indexOf('Changes to services') < words.indexOf('Training and events'));
    assert.ok(words.includes('2 items not decided yet: they go to the next issue.'));
  });

  it('moves an item up, down and to a position, within its kind', async () => {
    await threeEvents(house);
    const [first = '', second = '', third = ''] = await events(house);

    await pressOn(house, await house.say(ALEX, 'compile'), 'Move up', third);
    const up = await events(house);
    await pressOn(house, await house.say(ALEX, 'compile'), 'Move down', first);
    const down = await events(house);
    const form = await pressOn(house, await house.say(ALEX, 'compile'), 'Position', second);
    const wrong = await house.press(ALEX, form, 'Move', { words: 'top' });
    await house.press(ALEX, wrong, 'Move', { words: '1' });

    assert.deepEqual(up, [first, third, second]);
    assert.deepEqual(down, [third, first, second]);
    assert.ok(wordsOf(wrong.card).includes('Enter a number, like 1 for the first'));
    assert.deepEqual(await events(house), [second, third, first]);
  });

  it('keeps introduction and dates, and shows them again in the form', async () => {
    const card = await house.say(ALEX, 'compile');
    const form = await house.press(ALEX, card, 'Introduction and dates');
    const saved = await house.press(ALEX, form, 'Save', {
      introduction: 'Welcome.',
      dates: '10 December 2026: Working Group\n\n11 February 2027: Working Group',
    });
    const again = await house.press(ALEX, saved, 'Introduction and dates');

    assert.ok(wordsOf(saved.card).includes('2 dates to note.'));
    assert.equal(inputsOf(again.card).introduction, 'Welcome.');
  });

  it('shows words that somebody else saved meanwhile before they are replaced', async () => {
    const card = await house.say(ALEX, 'compile');
    const [one, other] = [
      await house.press(ALEX, card, 'Introduction and dates'),
      await house.press(ALEX, card, 'Introduction and dates'),
    ];
    await house.press(ALEX, one, 'Save', { introduction: 'First.' });

    const refused = await house.press(ALEX, other, 'Save', { introduction: 'Second.' });

    assert.ok(wordsOf(refused.card).some((word) => word.startsWith('Somebody changed this issue')));
    assert.equal(inputsOf(refused.card).introduction, 'Second.');
  });

  it('says which items were worth reading until a day that has passed', async () => {
    await sent(house, MEGAN, { headline: 'Old by then', validUntil: '2026-11-24' });
    const { id: item, version } = await newest(house, MEGAN);
    await house.send(ALEX, 'bulletin/accept', { item, version });
    const before = wordsOf((await house.say(ALEX, 'compile')).card).join('\n');
    house.at('2026-11-30T09:00:00Z');
    await house.tick();
    const after = wordsOf((await house.say(ALEX, 'compile')).card).join('\n');

    assert.doesNotMatch(before, /was worth reading/);
    assert.match(
      after,
      /'Old by then' was worth reading until 24 November 2026\. Decline it, or edit its day\./,
    );
  });

  it('is previewed in the chat, and by links as the e-mail, as text and for paper', async () => {
    const shown = await house.press(ALEX, await house.say(ALEX, 'compile'), 'Preview');
    const links = await house.press(ALEX, shown, 'As the e-mail or as text');

    assert.ok(wordsOf(shown.card).includes('Neighbourhood Policing: changes in June'));
    for (const title of ['As the e-mail', 'Plain text', 'Word', 'Web page']) {
      assert.ok(JSON.stringify(links.card).includes(`"${title}"`), title);
    }
  });

  it('is approved by another coordinator than the one who compiled it', async () => {
    await promote(house, ISAIAH);
    await house.meet(ISAIAH);
    const ready = await house.press(ALEX, await house.say(ALEX, 'compile'), 'Ask for approval');
    const own = await house.send(ALEX, 'bulletin/approve', { issue: MONTH });
    const asked = house.inbox(ISAIAH).at(-1)!;
    const approved = await house.press(ISAIAH, await house.press(ISAIAH, asked, 'Open'), 'Approve');
    await house.send(ISAIAH, 'bulletin/approve', { issue: MONTH });

    assert.ok(!buttonsOf(ready.card).some(({ title }) => title === 'Approve'));
    assert.match(own.text, /another coordinator approves it/);
    assert.ok(wordsOf(approved.card).includes('Approved by Isaiah Langer.'));
    const told = house.inbox(ALEX).filter(({ text }) => text.includes('is approved'));
    assert.equal(told.length, 1);
  });

  it('is approved as the approver saw it: what changed since their card is shown first', async () => {
    await promote(house, ISAIAH);
    await house.press(ALEX, await house.say(ALEX, 'compile'), 'Ask for approval');
    const seen = await house.say(ISAIAH, 'compile');
    await house.press(ALEX, await house.say(ALEX, 'compile'), 'Open it again');
    await sent(house, MEGAN, { headline: 'Something Isaiah never saw' });
    const { id: item, version } = await newest(house, MEGAN);
    await house.send(ALEX, 'bulletin/accept', { item, version });
    await house.press(ALEX, await house.say(ALEX, 'compile'), 'Ask for approval');

    const stale = await house.press(ISAIAH, seen, 'Approve');
    const state = (await house.inside((tx) => tx.get(issues, MONTH)))?.state;
    const approved = await house.press(ISAIAH, stale, 'Approve');

    assert.equal(state, 'ready');
    for (const words of ['Something Isaiah never saw', CHANGED])
      assert.ok(wordsOf(stale.card).includes(words));
    assert.ok(wordsOf(approved.card).includes('Approved.'));
  });

  it('is finished as the compiler saw it', async () => {
    await promote(house, ISAIAH);
    const seen = await house.say(ALEX, 'compile');
    const words = await house.press(ISAIAH, await house.say(ISAIAH, 'compile'), 'Introduction and dates');
    await house.press(ISAIAH, words, 'Save', { introduction: 'Words that Alex never saw', dates: '' });

    const stale = await house.press(ALEX, seen, 'Ask for approval');

    assert.ok(wordsOf(stale.card).includes(CHANGED));
    assert.equal((await house.inside((tx) => tx.get(issues, MONTH)))?.state, 'open');
  });

  it('says what to do when there is nobody to approve', async () => {
    const refused = await house.press(ALEX, await house.say(ALEX, 'compile'), 'Ask for approval');

    assert.match(refused.text, /Give somebody the role, or set second_approval to false/);
  });

  it('cannot be changed while it waits for approval, until it is opened again', async () => {
    await promote(house, ISAIAH);
    const card = await house.say(ALEX, 'compile');
    await house.press(ALEX, card, 'Ask for approval');
    const item = await newestOf(house, 'Neighbourhood Policing: changes in June');

    const moving = await house.send(ALEX, 'bulletin/move-up', { item: item.id });
    const sender = await house.send(MEGAN, 'bulletin/change-item', { item: item.id });
    const edit = await house.send(ALEX, 'bulletin/change-item', { item: item.id });
    await house.send(ALEX, 'bulletin/reopen', { issue: MONTH });
    const after = await house.send(ALEX, 'bulletin/change-item', { item: item.id });

    assert.match(moving.text, /waiting for approval\. Open it again to change it/);
    assert.match(sender.text, /is closed to changes/);
    assert.match(edit.text, /waiting for approval/);
    assert.ok(after.card);
    const issue = await house.inside((tx) => tx.get(issues, MONTH));
    assert.deepEqual([issue?.state, issue?.compiledBy], ['open', '']);
  });

  it('is finished with at least one item', async () => {
    await promote(house, ISAIAH);
    await house.inside(async (tx) => {
      for (const item of await itemsOf(tx, MONTH))
        await tx.put(bulletinItems, { ...item, state: 'declined' });
    });

    const refused = await house.send(ALEX, 'bulletin/finish', { issue: MONTH });

    assert.match(refused.text, /No item is accepted for this issue/);
  });

  it('is the coordinating team’s alone', async () => {
    for (const action of [
      'compile',
      'preview',
      'finish',
      'approve',
      'reopen',
      'preview-links',
      'words-form',
    ]) {
      const { text } = await house.send(MEGAN, `bulletin/${action}`, { issue: MONTH });
      assert.match(text, /Only the coordinating team/, action);
    }
    assert.equal((await newest(house, MEGAN)).state, 'accepted');
  });
});

describe('The order of a kind', () => {
  const items = (ids: readonly string[]): readonly Item[] =>
    ids.map((id, index) => ({ id, position: index + 1 }) as Item);

  it('holds every item once after any moves, at positions from 1', () => {
    const move = fc.record({ which: fc.nat(6), place: fc.integer({ min: -3, max: 12 }) });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
        let section = items(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
        for (const { which, place } of moves) {
          const id = section[which]!.id;
          const changed = new Map(moved(section, id, place).map((item) => [item.id, item]));
          section = section
            .map((item) => changed.get(item.id) ?? item)
            .sort((one, other) => one.position - other.position);
          assert.equal(
            section.findIndex((item) => item.id === id),
            Math.min(Math.max(1, place), 7) - 1,
          );
        }
        assert.deepEqual(
          section.map(({ position }) => position),
          [1, 2, 3, 4, 5, 6, 7],
        );
        assert.equal(new Set(section.map(({ id }) => id)).size, 7);
      }),
      { numRuns: 50 },
    );
  });
});
