import assert from 'node:assert/strict';
import { members } from '../../../src/directory.js';
import { enquiries } from '../../../src/workflows/check-ins/enquiry/enquiry.js';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';

const ALEX = 'Alex Wilber';
const MEGAN = 'Megan Bowen';
const ADELE = 'Adele Vance';
const DELAYED = { status: 'delayed', rag: 'amber', done: 'Two held.', reason: 'No room.' };
const ASK = { organisation: 'kent-fire-and-rescue', needed: 'A room in Ashford.' };

describe('An action that is blocked by another organisation', () => {
  let house: House;
  let recorded: Shown;
  let before: number;

  beforeEach(async () => {
    house = await openHouse();
    await house.meet(MEGAN);
    await house.meet(ADELE);
    const form = await house.press(MEGAN, house.inbox(MEGAN)[0]!, 'Update');
    recorded = await house.press(MEGAN, form, 'Save', DELAYED);
    before = house.inbox(ADELE).length;
  });
  afterEach(() => house.close());

  const form = () => house.press(MEGAN, recorded, 'Blocked by others');
  const asked = async () => house.press(MEGAN, await form(), 'Ask them', ASK);
  async function kept(): Promise<readonly object[]> {
    const { id } = await house.member(ADELE);
    return house.inside((tx) => tx.find(enquiries, { where: { to: id, state: 'asked' } }));
  }

  it('asks that organisation’s contact, with one message', async () => {
    const question = await form();
    const shown = await house.press(MEGAN, question, 'Ask them', ASK);
    await house.press(MEGAN, question, 'Ask them', ASK);

    const [message, ...more] = house.inbox(ADELE).slice(before);
    assert.deepEqual(more, []);
    assert.equal(wordsOf(message!.card)[0], 'Megan Bowen needs something from Kent Fire and Rescue Service');
    assert.ok(wordsOf(message!.card).includes('A room in Ashford.'));
    assert.ok(
      wordsOf(shown.card).some((word) =>
        /^Blocked by: Kent Fire and Rescue Service\. Adele Vance was asked on 23 November 2026: A room in Ashford\.\s+No answer yet\.$/.test(
          word,
        ),
      ),
    );
  });

  describe('whose contact has not met the bot', () => {
    const text = 'A room in Maidstone.';
    const TROUBLE =
      'Isaiah Langer is not reached yet. They have not met me in Teams yet, and get it the moment they do. If it cannot wait, write to them yourself.';
    let shown: Shown;

    beforeEach(async () => {
      const typed = { organisation: 'kent-county-council', needed: text };
      shown = await house.press(MEGAN, await form(), 'Ask them', typed);
    });
    const blockedBy = (card: Shown) =>
      wordsOf(card.card)
        .find((word) => word.startsWith('Blocked by'))!
        .replace(/\s+/g, ' ');

    it('is said not to be reached, and to be asked once they are', async () => {
      const open = async () => house.press(MEGAN, await house.say(MEGAN, 'check-ins'), 'Open');
      const later = await open();
      await house.meet('Isaiah Langer');
      const met = await open();

      assert.equal(blockedBy(shown), `Blocked by: Kent County Council. ${text} ${TROUBLE}`);
      assert.equal(blockedBy(later), blockedBy(shown));
      assert.equal(
        blockedBy(met),
        `Blocked by: Kent County Council. Isaiah Langer was asked on 23 November 2026: ${text} No answer yet.`,
      );
    });

    it('is in the lead’s items with the reason, until they are', async () => {
      const before = await house.say(MEGAN, 'my items');
      await house.meet('Isaiah Langer');
      const after = await house.say(MEGAN, 'my items');

      assert.ok(wordsOf(before.card).includes(`${TROUBLE} You need: ${text}`), wordsOf(before.card).join());
      const asked = `You asked Isaiah Langer on 23 November 2026: ${text}`;
      assert.ok(wordsOf(after.card).includes(asked), wordsOf(after.card).join());
    });

    it('is told of without the reason to who reads the results', async () => {
      const results = await house.say(ALEX, 'check-in results');

      const said = `Blocked by: Kent County Council. ${text} Isaiah Langer is not reached yet.`;
      assert.equal(blockedBy(results), said);
    });

    it('is in the lead’s digest with the reason', async () => {
      house.at('2026-11-30T10:00:00Z');
      await house.tick();

      const words = wordsOf(house.inbox(MEGAN).at(-1)!.card);
      assert.ok(words.includes(`${TROUBLE} You asked on 23 November 2026: ${text}`), words.join(' | '));
    });
  });

  it('says whom to write to when the organisation is not in the list', async () => {
    const { name, mailbox } = house.partnership.team;

    const words = wordsOf((await form()).card);

    assert.ok(words.includes(`If it is not here, write to the ${name}: ${mailbox}`), words.join(' | '));
  });

  it('is answered in the card, which the lead reads once', async () => {
    await asked();
    const message = house.inbox(ADELE)[before]!;
    const lead = house.inbox(MEGAN).length;

    const empty = await house.press(ADELE, message, 'Answer', { reply: ' ' });
    const done = await house.press(ADELE, empty, 'Answer', { reply: 'Thursday at 10am.' });
    await house.press(ADELE, message, 'Answer', { reply: 'Another answer.' });

    assert.ok(wordsOf(empty.card).includes('Enter your answer'));
    assert.ok(wordsOf(done.card).includes('Megan Bowen has been told.'));
    assert.deepEqual(house.inbox(ADELE)[before]!.card, done.card);
    const told = house.inbox(MEGAN).slice(lead);
    assert.equal(told.length, 1);
    assert.ok(wordsOf(told[0]!.card).includes('Answer: Thursday at 10am.'));
    const change = await house.press(MEGAN, told[0]!, 'Change the update of 4.1');
    assert.equal(wordsOf(change.card)[0], 'Update 4.1');
  });

  it('shows in the results who it waits for', async () => {
    await asked();

    const words = wordsOf((await house.say(ALEX, 'check-in results')).card);

    assert.ok(
      words.some((word) =>
        word.startsWith('Blocked by: Kent Fire and Rescue Service. Adele Vance was asked'),
      ),
    );
  });

  it('says in the lead’s list and items whom it waits for, and is freed from there', async () => {
    await asked();

    const list = await house.say(MEGAN, 'check-ins');
    const items = await house.say(MEGAN, 'my items');
    const shown = await house.press(MEGAN, items, 'Open 4.1');
    await house.press(MEGAN, await house.press(MEGAN, list, 'Open'), 'No longer blocked');
    const after = await house.say(MEGAN, 'check-ins');

    assert.ok(wordsOf(list.card).includes('Waiting for Kent Fire and Rescue Service.'));
    assert.ok(wordsOf(items.card).includes('4.1: waiting for Kent Fire and Rescue Service'));
    assert.ok(wordsOf(items.card).includes('You asked Adele Vance on 23 November 2026: A room in Ashford.'));
    assert.equal(wordsOf(shown.card)[0], 'Recorded: 4.1');
    assert.ok(!JSON.stringify(after.card).includes('Waiting for'));
    assert.ok(!wordsOf((await house.say(MEGAN, 'my items')).card).some((word) => word.startsWith('4.1')));
  });

  it('says in the lead’s list that they have answered', async () => {
    await asked();

    await house.press(ADELE, house.inbox(ADELE)[before]!, 'Answer', { reply: 'Thursday.' });
    const list = await house.say(MEGAN, 'check-ins');

    assert.ok(wordsOf(list.card).includes('Kent Fire and Rescue Service has answered.'));
  });

  it('stands in the contact’s items until it is answered', async () => {
    await asked();

    const items = await house.say(ADELE, 'my items');
    const open = await house.press(ADELE, items, 'Answer');
    await house.press(ADELE, open, 'Answer', { reply: 'Yes.' });

    assert.ok(wordsOf(items.card).includes('Megan Bowen asks'));
    assert.ok(!wordsOf((await house.say(ADELE, 'my items')).card).includes('Megan Bowen asks'));
  });

  it('is blocked no longer when the lead says so, and the contact need not answer', async () => {
    const shown = await asked();

    const [button] = buttonsOf(house.inbox(ADELE)[before]!.card);
    const free = await house.press(MEGAN, shown, 'No longer blocked');
    const late = await house.send(ADELE, 'check-ins/reply', { ...button!.data, reply: 'Too late.' });

    assert.ok(!wordsOf(free.card).some((word) => word.startsWith('Blocked by')));
    assert.equal(wordsOf(house.inbox(ADELE)[before]!.card)[0], 'Megan Bowen needs nothing more for 4.1');
    assert.equal(late.text, 'Megan Bowen needs nothing more for 4.1');
    assert.deepEqual(await kept(), []);
  });

  it('asks one thing at a time, and says what is missing', async () => {
    const nothing = await house.press(MEGAN, await form(), 'Ask them', { organisation: '', needed: '' });
    const unknown = await house.press(MEGAN, await form(), 'Ask them', {
      organisation: 'nobody',
      needed: 'x',
    });
    const question = await form();
    await house.press(MEGAN, question, 'Ask them', ASK);
    const twice = await house.press(MEGAN, question, 'Ask them', { ...ASK, needed: 'A projector.' });

    assert.ok(wordsOf(nothing.card).includes('Choose the organisation that you wait for'));
    assert.ok(wordsOf(nothing.card).includes('Enter what you need from them'));
    assert.ok(wordsOf(unknown.card).includes('Choose the organisation that you wait for'));
    assert.ok(
      wordsOf(twice.card).some((word) => word.startsWith('Adele Vance was asked on 23 November 2026')),
    );
    assert.equal(inputsOf(twice.card).needed, 'A projector.');
    assert.equal((await kept()).length, 1);
  });

  it('offers no organisation whose contact has left, and not one’s own', async () => {
    const adele = await house.member(ADELE);
    await house.inside((tx) => tx.put(members, { ...adele, standing: 'left' }));

    const text = JSON.stringify((await form()).card);

    assert.ok(text.includes('Kent County Council: Isaiah Langer'));
    assert.ok(!text.includes('Adele Vance'));
    assert.ok(!text.includes('Kent Police: Megan Bowen'));
  });

  it('is answered by nobody else', async () => {
    await asked();
    const [button] = buttonsOf(house.inbox(ADELE)[before]!.card);

    const other = await house.send(ALEX, 'check-ins/reply', { ...button!.data, reply: 'Mine.' });
    const own = await house.send(MEGAN, 'check-ins/reply', { ...button!.data, reply: 'Mine.' });

    for (const { text } of [other, own]) assert.match(text, /^This was asked of somebody else/);
    assert.equal((await kept()).length, 1);
  });

  it('is in the digest of the contact after two working days, and of the lead after five', async () => {
    await asked();
    const words = async (name: string, day: string): Promise<string> => {
      const known = house.inbox(name).length;
      house.at(`2026-${day}T10:00:00Z`);
      await house.tick();
      return house
        .inbox(name)
        .slice(known)
        .map(({ card }) => wordsOf(card).join(' | '))
        .join(' || ');
    };

    const early = await words(ADELE, '11-24');
    const contact = await words(ADELE, '11-25');
    await words(ADELE, '11-26');
    await house.say(ADELE, 'away until 7 December');
    const lead = await words(MEGAN, '11-30');
    const again = `${await words(MEGAN, '12-01')} ${await words(ADELE, '12-07')}`;

    assert.ok(!early.includes('A room in Ashford.'), early);
    assert.match(contact, /Megan Bowen asks \| A room in Ashford\./);
    assert.match(
      lead,
      /No answer from Adele Vance yet \| They are away until 7 December 2026\. You asked on 23 November 2026: A room in Ashford\./,
    );
    assert.ok(!again.includes('A room in Ashford.'), again);
  });

  for (const end of ['it was answered', 'the check-in was cancelled'] as const)
    it(`is in no digest and no items once ${end}`, async () => {
      await asked();
      if (end === 'it was answered') {
        await house.press(ADELE, house.inbox(ADELE)[before]!, 'Answer', { reply: 'Thursday.' });
      } else {
        const round = await house.press(ALEX, await house.say(ALEX, 'check-ins'), 'Open');
        await house.press(ALEX, await house.press(ALEX, round, 'Cancel it'), 'Cancel the check-in');
      }
      const items = wordsOf((await house.say(ADELE, 'my items')).card).join();
      const known = house.inbox(MEGAN).length;
      house.at('2026-11-30T10:00:00Z');
      await house.tick();
      const told = house
        .inbox(MEGAN)
        .slice(known)
        .map(({ card }) => wordsOf(card).join());

      assert.equal(told.length, end === 'it was answered' ? 1 : 0);
      assert.ok(!told.join().includes('A room in Ashford.'));
      assert.ok(!items.includes('A room in Ashford.'));
    });

  it('tells the lead that the contact has left, and the next contact can be asked', async () => {
    await asked();
    const adele = await house.member(ADELE);
    await house.inside((tx) => tx.put(members, { ...adele, standing: 'left' }));
    house.at('2026-11-24T10:00:00Z');
    await house.tick();
    const digest = house.inbox(MEGAN).at(-1)!;
    const items = wordsOf((await house.say(MEGAN, 'my items')).card);
    const isaiah = { organisation: 'kent-county-council', needed: 'A room in Ashford.' };

    const shown = await house.press(MEGAN, digest, 'See your answer');
    const free = await house.press(MEGAN, shown, 'No longer blocked');
    const next = await house.press(
      MEGAN,
      await house.press(MEGAN, free, 'Blocked by others'),
      'Ask them',
      isaiah,
    );

    assert.ok(wordsOf(digest.card).includes('Adele Vance cannot answer'));
    const left = 'Adele Vance has left the list of members: ask somebody else. You need: A room in Ashford.';
    assert.ok(items.includes(left), items.join());
    const blocks = wordsOf(next.card).filter((word) => word.startsWith('Blocked by: '));
    assert.equal(blocks.length, 1);
    assert.match(
      blocks[0]!,
      /^Blocked by: Kent County Council\. A room in Ashford\.\s+Isaiah Langer is not reached yet\./,
    );
    assert.deepEqual(await kept(), []);
  });
});
