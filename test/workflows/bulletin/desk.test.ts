import assert from 'node:assert/strict';
import { channels, members } from '../../../src/directory.js';
import { outboxRows } from '../../../src/outbox/rows.js';
import { issues } from '../../../src/workflows/bulletin/issue/issue.js';
import { issueDue, newIssue } from '../../../src/workflows/bulletin/issue/month.js';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House } from '../../support/house.js';
import { ALEX, ISAIAH, MEGAN, WORDS, atDesk, newest, promote, sent } from './people.js';

describe('The bulletin desk', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
    await house.meet(MEGAN);
    await house.meet(ALEX);
  });
  afterEach(() => house.close());

  async function decided(title: string, typed: Record<string, string>, then: string): Promise<void> {
    const item = await atDesk(house, ALEX, await newest(house, MEGAN));
    await house.press(ALEX, await house.press(ALEX, item, title), then, typed);
  }
  const told = (): readonly string[] => wordsOf(house.inbox(MEGAN).at(-1)?.card);

  it('shows what is to decide, what is empty, and nothing to anybody else', async () => {
    const desk = await house.say(ALEX, 'bulletin desk');
    const megan = await house.say(MEGAN, 'bulletin desk');

    const words = wordsOf(desk.card);
    assert.ok(words.includes('2 items to decide, 2 accepted, 0 held.'));
    assert.ok(words.some((word) => word.startsWith('Nothing yet under: Legislation, Data releases')));
    assert.match(megan.text, /Only the coordinating team/);
  });

  it('accepts an item after those of its kind, and the sender hears it once', async () => {
    await sent(house, MEGAN);
    const item = await atDesk(house, ALEX, await newest(house, MEGAN));

    await house.press(ALEX, item, 'Accept');
    await house.press(ALEX, item, 'Accept');

    assert.equal((await newest(house, MEGAN)).position, 2);
    assert.equal(house.inbox(MEGAN).filter(({ text }) => text === 'Your item is accepted.').length, 1);
  });

  it('edits an item, and the sender sees what changed', async () => {
    await sent(house, MEGAN);
    const item = await atDesk(house, ALEX, await newest(house, MEGAN));
    const form = await house.press(ALEX, item, 'Edit');

    await house.press(ALEX, form, 'Continue', { confirmed: 'true', headline: 'Scams: free sessions' });

    assert.ok(told().includes('What was changed'));
    assert.ok(told().some((word) => word.includes('Before: Scams awareness fortnight')));
    assert.ok(told().some((word) => word.includes('Now: Scams: free sessions')));
    assert.equal((await newest(house, MEGAN)).state, 'waiting');
  });

  it('does not let an edit replace a newer one unseen', async () => {
    await sent(house, MEGAN);
    const item = await atDesk(house, ALEX, await newest(house, MEGAN));
    const [one, other] = [await house.press(ALEX, item, 'Edit'), await house.press(ALEX, item, 'Edit')];
    await house.press(ALEX, one, 'Continue', { confirmed: 'true', headline: 'The first edit' });

    const refused = await house.press(ALEX, other, 'Continue', { confirmed: 'true', headline: 'The second' });
    const kept = (await newest(house, MEGAN)).headline;
    await house.press(ALEX, refused, 'Continue', { confirmed: 'true' });

    assert.equal(kept, 'The first edit');
    assert.ok(wordsOf(refused.card).some((word) => word.includes('changed since you opened the form')));
    assert.equal((await newest(house, MEGAN)).headline, 'The second');
  });

  it('declines with a reason, which the sender reads', async () => {
    await sent(house, MEGAN);
    const item = await atDesk(house, ALEX, await newest(house, MEGAN));
    const form = await house.press(ALEX, item, 'Decline');

    const without = await house.press(ALEX, form, 'Decline', { words: ' ' });
    await house.press(ALEX, without, 'Decline', { words: 'It was in the last issue.' });

    assert.ok(wordsOf(without.card).includes('Enter the reason, for the sender to read'));
    assert.ok(told().includes('Reason: It was in the last issue.'));
    assert.equal((await newest(house, MEGAN)).state, 'declined');
  });

  it('asks the sender, whose answer comes back to the desk', async () => {
    await sent(house, MEGAN);
    await decided('Ask the sender', { words: 'Is it free?' }, 'Ask');

    const question = house.inbox(MEGAN).at(-1)!;
    const form = await house.press(MEGAN, question, 'Answer');
    await house.press(MEGAN, form, 'Send the answer', { words: 'Yes, for everybody.' });

    const item = await newest(house, MEGAN);
    assert.ok(wordsOf(question.card).includes('The team asks: Is it free?'));
    assert.deepEqual([item.state, item.answer], ['waiting', 'Yes, for everybody.']);
    assert.ok(wordsOf(house.inbox(ALEX)[0]?.card).includes('Answer of the sender: Yes, for everybody.'));
  });

  it('asks the sender after the issue closed too, who can answer then', async () => {
    await sent(house, MEGAN);
    house.at('2026-11-30T09:00:00Z');
    await house.tick();
    await decided('Ask the sender', { words: 'Is it free?' }, 'Ask');
    const question = house.inbox(MEGAN).at(-1)!;
    const waits = wordsOf((await house.say(MEGAN, 'my items')).card);
    const form = await house.press(MEGAN, question, 'Answer');
    const answered = await house.press(MEGAN, form, 'Send the answer', { words: 'Yes' });

    assert.doesNotMatch(wordsOf(question.card).join('\n'), /You can change it until/);
    assert.ok(!buttonsOf(question.card).some(({ title }) => title === 'Change'));
    assert.ok(waits.includes('The team has a question.'), waits.join('\n'));
    assert.ok(wordsOf(answered.card).includes('Your answer is with the team.'));
    assert.deepEqual(
      [(await newest(house, MEGAN)).state, (await newest(house, MEGAN)).answer],
      ['waiting', 'Yes'],
    );
  });

  it('lets two coordinators accept a sensitive item, and never the one who sent it', async () => {
    await promote(house, ISAIAH);
    await promote(house, 'Adele Vance');
    await sent(house, ISAIAH, { sensitive: 'yes' });
    const item = (await newest(house, ISAIAH))!;

    const own = await house.press(ISAIAH, await atDesk(house, ISAIAH, item), 'Accept');
    await house.press(ALEX, await atDesk(house, ALEX, item), 'Accept');
    await house.press(ALEX, await atDesk(house, ALEX, item), 'Accept');
    const once = (await newest(house, ISAIAH)).state;
    await house.press('Adele Vance', await atDesk(house, 'Adele Vance', item), 'Accept');

    assert.match(own.text, /two other coordinators/);
    assert.equal(once, 'waiting');
    assert.equal((await newest(house, ISAIAH)).state, 'accepted');
  });

  it('lets no coordinator take the mark off alone: not off their own item, nor off a partner’s', async () => {
    for (const name of [ALEX, MEGAN]) {
      await sent(house, name, { sensitive: 'yes' });
      const item = await newest(house, name);
      const form = await house.send(ALEX, 'bulletin/change-item', { item: item.id });
      const kept = await house.press(ALEX, form, 'Continue', {
        sensitive: 'no',
        headline: 'Typed',
        confirmed: 'true',
      });

      assert.match(
        JSON.stringify(kept.card),
        /Once one coordinator has accepted the item, another can take the mark off/,
      );
      assert.equal(inputsOf(kept.card).headline, 'Typed');
      assert.equal((await newest(house, name)).sensitive, 'yes');
    }
  });

  it('lets a second coordinator take the mark off once a first one accepted the item, or its sender at once', async () => {
    await promote(house, ISAIAH);
    await house.meet(ISAIAH);
    const unmark = async (name: string): Promise<void> => {
      const form = await house.send(name, 'bulletin/change-item', { item: (await newest(house, MEGAN)).id });
      await house.press(name, form, 'Continue', { sensitive: 'no', confirmed: 'true' });
    };
    await sent(house, MEGAN, { sensitive: 'yes' });
    const { id, version } = await newest(house, MEGAN);
    await house.send(ISAIAH, 'bulletin/accept', { item: id, version });
    await unmark(ISAIAH);
    const alone = (await newest(house, MEGAN)).sensitive;
    await unmark(ALEX);
    const second = (await newest(house, MEGAN)).sensitive;
    house.at('2026-11-23T09:05:00Z');
    await sent(house, MEGAN, { sensitive: 'yes' });
    await unmark(MEGAN);

    assert.deepEqual([alone, second, (await newest(house, MEGAN)).sensitive], ['yes', 'no', 'no']);
  });

  it('reads a sensitive item anew after an edit', async () => {
    await promote(house, ISAIAH);
    await sent(house, MEGAN, { sensitive: 'yes' });
    const item = await newest(house, MEGAN);
    await house.press(ALEX, await atDesk(house, ALEX, item), 'Accept');
    const form = await house.press(ALEX, await atDesk(house, ALEX, item), 'Edit');
    await house.press(ALEX, form, 'Continue', { confirmed: 'true', headline: 'Another headline' });

    await house.press(ISAIAH, await atDesk(house, ISAIAH, item), 'Accept');

    assert.equal((await newest(house, MEGAN)).state, 'waiting');
  });

  it('does not accept an item that names a marking, and says so before', async () => {
    const receipt = await sent(house, MEGAN, { summary: 'From a paper marked Official-Sensitive.' });
    const item = await newest(house, MEGAN);

    const refused = await house.press(ALEX, await atDesk(house, ALEX, item), 'Accept');

    assert.ok(receipt.card);
    assert.ok(wordsOf(house.inbox(ALEX)[0]?.card).some((word) => word.startsWith('It names the marking')));
    assert.match(refused.text, /names the marking OFFICIAL-SENSITIVE/);
    assert.equal((await newest(house, MEGAN)).state, 'waiting');
  });

  it('hides what a sensitive item says from the channel of the desk', async () => {
    await house.inside((tx) =>
      tx.put(channels, {
        id: '19:desk@thread.tacv2',
        version: 0,
        tenant: 't',
        bot: 'b',
        serviceUrl: 's',
        name: 'Team',
        team: 'x',
      }),
    );
    const shown = await house.press(ALEX, await house.say(ALEX, 'bulletin desk'), 'Channels');
    await house.press(ALEX, shown, 'For the desk');

    await sent(house, MEGAN, { sensitive: 'yes' });

    const [row] = await house.inside((tx) =>
      tx.find(outboxRows, { where: { recipient: '19:desk@thread.tacv2', state: 'sent' } }),
    );
    assert.ok(row);
    assert.ok(!JSON.stringify(row.card).includes(WORDS.headline));
    assert.equal(house.inbox(ALEX).length, 0);
  });

  it('names organisations that have sent nothing for three issues', async () => {
    await house.inside(async (tx) => {
      for (const id of ['2026-08', '2026-09', '2026-10']) {
        const due = { id, opensOn: `${id}-01`, closesOn: `${id}-25` };
        await tx.put(issues, { ...newIssue(due), state: 'sent' });
      }
    });

    const words = wordsOf((await house.say(ALEX, 'bulletin desk')).card).join('\n');

    assert.match(words, /Nothing for three issues from: .*Probation Service/);
    assert.ok(!/Nothing for three issues from: .*Kent Police,/.test(words));
  });
});

describe('The month of the bulletin', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    await house.meet(MEGAN);
    await house.meet(ALEX);
  });
  afterEach(() => house.close());

  const states = (): Promise<readonly string[]> =>
    house.inside(async (tx) =>
      (await tx.find(issues, { by: 'opensOn' })).map(({ id, state }) => `${id} ${state}`),
    );

  it('closes an issue after its last day, and opens the next on a working morning, once', async () => {
    house.at('2026-11-26T00:30:00Z');
    await house.tick();
    const closed = await states();
    house.at('2026-12-01T07:30:00Z');
    await house.tick();
    const early = await states();
    house.at('2026-12-01T08:00:00Z');
    await house.tick();
    await house.tick();

    assert.deepEqual(closed, ['2026-11 closed']);
    assert.deepEqual(early, closed);
    assert.deepEqual(await states(), ['2026-11 closed', '2026-12 open']);
  });

  it('invites whoever asked to be asked, and nobody else', async () => {
    await house.press(MEGAN, await house.say(MEGAN, 'bulletin'), 'Ask me for items each month');
    house.at('2026-12-01T09:00:00Z');
    await house.tick();
    await house.tick();

    const invited = house.inbox(MEGAN).filter(({ text }) => text.startsWith('Items for the December 2026'));
    assert.equal(invited.length, 1);
    assert.ok(buttonsOf(invited[0]!.card).some(({ title }) => title === 'Submit an item'));
    assert.ok(!house.inbox(ALEX).some(({ text }) => text.startsWith('Items for the')));
  });

  it('reminds once before closing, and only those who sent nothing', async () => {
    await house.press(MEGAN, await house.say(MEGAN, 'bulletin'), 'Ask me for items each month');
    await house.meet(ISAIAH);
    await house.press(ISAIAH, await house.say(ISAIAH, 'bulletin'), 'Ask me for items each month');
    house.at('2026-12-01T09:00:00Z');
    await house.tick();
    await sent(house, ISAIAH);

    for (const day of ['21', '22', '23', '24']) {
      house.at(`2026-12-${day}T10:00:00Z`);
      await house.tick();
    }

    const reminders = (name: string): number =>
      house
        .inbox(name)
        .filter(({ card }) =>
          wordsOf(card).some((word) => word.startsWith('The issue closes on 24 December')),
        ).length;
    assert.equal(reminders(MEGAN), 1);
    assert.equal(reminders(ISAIAH), 0);
  });

  it('keeps what is sent in between two issues for the next one', async () => {
    house.at('2026-11-27T09:00:00Z');
    await house.tick();
    await sent(house, MEGAN);
    const between = (await newest(house, MEGAN)).issue;
    house.at('2026-12-01T09:00:00Z');
    await house.tick();

    assert.equal(between, 'next');
    assert.equal((await newest(house, MEGAN)).issue, '2026-12');
  });

  it('closes on a working day: in December on Christmas Eve, and never before it opened', async () => {
    const days = { ...house.partnership.bulletin, opens_on_day: 1, closes_on_day: 25 };
    const late = { ...days, opens_on_day: 25, closes_on_day: 26 };

    assert.equal(issueDue('2026-12-24', days)?.closesOn, '2026-12-24');
    assert.equal(issueDue('2026-12-25', days), undefined);
    assert.equal(issueDue('2026-11-25', days)?.closesOn, '2026-11-25');
    // 25 July 2026 is a Saturday.
    assert.equal(issueDue('2026-07-01', days)?.closesOn, '2026-07-24');
    assert.equal(issueDue('2026-12-25', late)?.closesOn, '2026-12-26');
  });

  it('leaves nobody out who left: an invitation goes to active members alone', async () => {
    await house.press(MEGAN, await house.say(MEGAN, 'bulletin'), 'Ask me for items each month');
    const megan = await house.member(MEGAN);
    await house.inside((tx) => tx.put(members, { ...megan, standing: 'left' }));
    house.at('2026-12-01T09:00:00Z');
    await house.tick();

    assert.ok(!house.inbox(MEGAN).some(({ text }) => text.startsWith('Items for the')));
  });
});
