import assert from 'node:assert/strict';
import { channels } from '../../../src/directory.js';
import type { Delivery, NotSent } from '../../../src/message.js';
import { enqueue, outboxRows } from '../../../src/outbox/rows.js';
import { handOver } from '../../../src/workflows/bulletin/sending/hand-over.js';
import { places } from '../../../src/workflows/bulletin/places.js';
import { send } from '../../../src/workflows/bulletin/sending/send.js';
import {
  newSubscriber,
  recipientsNow,
  subscriberWith,
  subscribers,
  turned,
} from '../../../src/workflows/bulletin/list/subscriber.js';
import { buttonsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House } from '../../support/house.js';
import { MONTH, approved, got, issueOf, reader, rowsOf, withReaders } from './approved.js';
import { ALEX, ISAIAH, MEGAN, newest, promote, sent } from './people.js';

/** What the press does, without the jobs that it begins: as when the bot is stopped right after it. */
async function begin(house: House): Promise<void> {
  const actor = await house.member(ISAIAH);
  const { version } = await issueOf(house);
  const people = (await house.inside((tx) => recipientsNow(tx))).length;
  await house.inside((_tx, context) => {
    const pageAddress = (): string => 'https://roundtable.example/bulletin/issue/x';
    const others = { speaker: ISAIAH, downloadLinks: () => [], offersFor: () => [], pseudonym: () => '' };
    const data = { issue: MONTH, version, people };
    return send({ data, personal: true }, { ...context, ...others, actor, pageAddress });
  });
}

async function oneSlice(house: House): Promise<void> {
  await house.inside(async (tx, context) => enqueue(tx, await handOver.run(context), context.now));
}

describe('Sending an issue', () => {
  let house: House;
  afterEach(() => house.close());

  it('asks once and names the number of people', async () => {
    house = await openHouse();
    await withReaders(house, 184);

    const asked = await approved(house);

    const title = 'Send the November 2026 bulletin to 184 people';
    assert.ok(wordsOf(asked.card).includes(title));
    assert.deepEqual(
      buttonsOf(asked.card).map((each) => each.title),
      ['Send it to 184 people', 'Go back'],
    );
    assert.deepEqual(await rowsOf(house), []);
  });

  it('writes to everybody once, two coordinators and second presses or not', async () => {
    house = await openHouse();
    await withReaders(house, 120);
    const asked = await approved(house);
    const { verb, data } = buttonsOf(asked.card)[0]!;

    await Promise.all([
      house.send(ISAIAH, verb, data),
      house.send(ALEX, verb, data),
      house.send(ISAIAH, verb, data),
    ]);
    await house.send(ALEX, verb, data);
    await house.tick();
    await house.tick();

    assert.equal((await rowsOf(house)).length, 120);
    assert.deepEqual(new Set(got(house, 120)), new Set([1]));
    assert.equal((await issueOf(house)).state, 'sent');
  });

  it('asks again when the list, or the issue, changed since it asked', async () => {
    house = await openHouse();
    await withReaders(house, 3);
    const asked = await approved(house);
    const person = { name: 'Grady Archie', email: reader(9), organisation: 'Example Housing' };
    await house.inside((tx, { now }) =>
      tx.put(subscribers, newSubscriber({ ...person, role: '', reason: 'Asked' }, 'active', now)),
    );
    const more = await house.press(ISAIAH, asked, 'Send it to 3 people');
    await house.press(
      ALEX,
      await house.press(ALEX, await house.say(ALEX, 'compile'), 'Open it again'),
      'Ask for approval',
    );
    await house.press(ISAIAH, await house.say(ISAIAH, 'compile'), 'Approve');
    const changed = await house.press(ISAIAH, more, 'Send it to 4 people');
    const { state } = await issueOf(house);
    await house.press(ISAIAH, changed, 'Send it to 4 people');

    assert.ok(wordsOf(more.card).some((words) => words.startsWith('The distribution list changed since')));
    assert.ok(wordsOf(changed.card).some((words) => words.startsWith('The issue changed since')));
    assert.equal(state, 'approved');
    assert.equal((await issueOf(house)).people, 4);
  });

  it('answers the press before anybody has a row, and tells the second coordinator who was first', async () => {
    house = await openHouse();
    await withReaders(house, 120);
    const asked = await approved(house);
    await begin(house);
    const second = await house.send(ALEX, buttonsOf(asked.card)[0]!.verb, { issue: MONTH });

    assert.deepEqual(await rowsOf(house), []);
    const words = wordsOf(second.card);
    assert.ok(words.includes('0 of 120 people have it.'), words.join('\n'));
    assert.ok(words.includes('Begun by Isaiah Langer on 23 November 2026 at 9am.'), words.join('\n'));
  });

  for (const slices of [0, 1, 3]) {
    it(`goes on after a stop in the middle of handing it over (${slices} of 4 slices)`, async () => {
      house = await openHouse();
      await withReaders(house, 120);
      await approved(house);
      await begin(house);
      for (let each = 0; each < slices; each += 1) await oneSlice(house);
      const paused = await house.send(ALEX, 'bulletin/pause', { issue: MONTH });
      await house.tick();
      const during = got(house, 120).reduce((sum, each) => sum + each);
      await house.press(ALEX, paused, 'Resume');
      await house.tick();

      assert.equal(during, 0);
      assert.deepEqual(new Set(got(house, 120)), new Set([1]));
      assert.equal((await issueOf(house)).state, 'sent');
    });
  }

  it('is stopped in the middle of handing it over: everybody has a row that says so', async () => {
    house = await openHouse();
    await withReaders(house, 120);
    await approved(house);
    await begin(house);
    await oneSlice(house);
    const confirm = await house.send(ISAIAH, 'bulletin/stop', { issue: MONTH });
    await house.press(ISAIAH, confirm, 'Stop before 120 people');
    await house.tick();

    assert.deepEqual(new Set(got(house, 120)), new Set([0]));
    const outcomes = (await rowsOf(house)).map(({ outcome }) => outcome);
    assert.deepEqual([outcomes.length, new Set(outcomes)], [120, new Set(['stopped'])]);
  });

  it('shows in the message that was pressed how far it is, by itself, and says the end in a new one', async () => {
    let busy = true;
    house = await openHouse({
      post: ({ to }): NotSent | undefined =>
        busy && to.address > reader(5) ? { state: 'try again', reason: 'Too busy.' } : undefined,
    });
    await withReaders(house, 10);
    await promote(house, ISAIAH);
    for (const name of [ALEX, ISAIAH]) await house.meet(name);
    await house.press(ALEX, await house.say(ALEX, 'compile'), 'Ask for approval');
    const open = await house.press(ISAIAH, house.inbox(ISAIAH).at(-1)!, 'Open');
    const asked = await house.press(ISAIAH, await house.press(ISAIAH, open, 'Approve'), 'Send');
    await house.press(ISAIAH, asked, buttonsOf(asked.card)[0]!.title);
    const messages = house.inbox(ISAIAH).length;
    const shows = (): readonly string[] =>
      wordsOf(house.inbox(ISAIAH).find((each) => each.message?.activity === asked.message?.activity)?.card);
    await house.tick();
    const half = shows();
    busy = false;
    house.at('2026-11-23T11:00:00Z');
    await house.tick();
    await house.tick();

    assert.ok(half.includes('6 of 10 people have it.'), half.join('\n'));
    assert.ok(half.includes('Some letters wait, and I try them again by myself. Too busy.'));
    assert.ok(shows().includes('November 2026 bulletin: sent'));
    assert.ok(shows().includes('10 of 10 people have it.'));
    assert.equal(house.inbox(ISAIAH).length, messages + 1);
    assert.equal(house.inbox(ISAIAH).at(-1)!.text, 'November 2026 bulletin: 10 of 10 people have it.');
  });

  it('waits for a mail server that is down for an hour, and then writes to everybody once', async () => {
    const down: NotSent = { state: 'try again', reason: 'The mail server could not be reached.' };
    house = await openHouse({
      post: () => (house.clock.now() < new Date('2026-11-23T10:00:00Z') ? down : undefined),
    });
    await withReaders(house, 20);
    const asked = await approved(house);
    await house.press(ISAIAH, asked, buttonsOf(asked.card)[0]!.title);
    const counts: number[] = [];
    for (let minute = 0; minute <= 180; minute += 10) {
      house.at(new Date(Date.UTC(2026, 10, 23, 9, minute)).toISOString());
      await house.tick();
      counts.push(got(house, 20).reduce((sum, each) => sum + each));
    }

    assert.deepEqual(new Set(counts.slice(0, 6)), new Set([0]));
    assert.deepEqual(new Set(got(house, 20)), new Set([1]));
    assert.equal((await issueOf(house)).state, 'sent');
  });

  it('lists who may not have it, on a card and as a file', async () => {
    const told = new Map<string, NotSent>([
      [reader(3), { state: 'may have been sent', reason: 'The connection ended.' }],
      [reader(7), { state: 'failed', reason: '550 no such user', bounced: true }],
    ]);
    house = await openHouse({ post: ({ to }) => told.get(to.address) });
    await withReaders(house, 12);
    const asked = await approved(house);
    await house.press(ISAIAH, asked, buttonsOf(asked.card)[0]!.title);
    await house.tick();
    const done = await house.send(ISAIAH, 'bulletin/progress', { issue: MONTH });
    const list = await house.press(ISAIAH, done, 'Who may not have it');
    const links = await house.press(ISAIAH, list, 'Download the list');

    assert.ok(wordsOf(done.card).includes('1 may have it (not sent again) and 1 was refused.'));
    const words = wordsOf(list.card);
    for (const each of ['2 people.', 'Reader 3', `${reader(3)}: The connection ended.`, 'Reader 7']) {
      assert.ok(words.includes(each), `${each} in\n${words.join('\n')}`);
    }
    assert.ok(!words.includes('Reader 4'));
    const answer = await house.send(MEGAN, 'bulletin/not-reached', { issue: MONTH });
    assert.match(answer.text, /Only the coordinating team/);
    assert.ok(JSON.stringify(links.card).includes('"CSV"'), wordsOf(links.card).join());
  });

  it('sends a letter with both parts, and a link that takes its reader off by one press', async () => {
    house = await openHouse();
    await withReaders(house, 1);
    const asked = await approved(house);
    await house.press(ISAIAH, asked, buttonsOf(asked.card)[0]!.title);

    const [letter] = house.letters(reader(0));
    const subscriber = await house.inside((tx) => subscriberWith(tx, reader(0)));
    const unsubscribe = `https://roundtable.example/bulletin/unsubscribe/${subscriber!.token}`;
    assert.equal(letter!.subject, 'KCSP e-bulletin, November 2026');
    assert.equal(letter!.unsubscribe, unsubscribe);
    assert.ok(letter!.html.includes('Neighbourhood Policing: changes in June'));
    assert.ok(letter!.text.includes('* Neighbourhood Policing: changes in June'));
    assert.ok(letter!.text.includes(unsubscribe));
  });

  it('tells senders, and leaves undecided items for the next issue', async () => {
    house = await openHouse();
    await withReaders(house, 1);
    await sent(house, ISAIAH);
    const asked = await approved(house);
    await house.press(ISAIAH, asked, buttonsOf(asked.card)[0]!.title);
    await house.tick();

    assert.equal((await newest(house, MEGAN)).state, 'published');
    assert.ok(
      house.inbox(MEGAN).some(({ text }) => text === 'Your item went out with the November 2026 issue.'),
    );
    assert.deepEqual(await newest(house, ISAIAH).then(({ state, issue }) => [state, issue]), [
      'waiting',
      'next',
    ]);
  });

  it('carries what was held into the next issue while it is valid', async () => {
    house = await openHouse();
    await withReaders(house, 1);
    await house.meet(MEGAN);
    await sent(house, MEGAN, { headline: 'For later', link: '', validUntil: '2027-03-01' });
    const later = await newest(house, MEGAN);
    await house.send(ALEX, 'bulletin/hold', { item: later.id });
    await sent(house, ISAIAH, { headline: 'Soon over', link: '', validUntil: '2026-11-30' });
    const over = await newest(house, ISAIAH);
    await house.send(ALEX, 'bulletin/hold', { item: over.id });
    const asked = await approved(house);
    await house.press(ISAIAH, asked, buttonsOf(asked.card)[0]!.title);
    house.at('2026-12-01T09:00:00Z');
    await house.tick();

    assert.deepEqual(await newest(house, MEGAN).then(({ state, issue }) => [state, issue]), [
      'waiting',
      '2026-12',
    ]);
    assert.equal((await newest(house, ISAIAH)).state, 'expired');
  });

  it('goes to the channels chosen for it, once, with a link to all of it', async () => {
    house = await openHouse();
    const id = '19:news@thread.tacv2';
    await house.inside(async (tx) => {
      const base = { id, version: 0, tenant: 't', bot: 'b', serviceUrl: 's', name: 'News', team: 'x' };
      await tx.put(channels, base);
      await tx.put(places, { id, version: 0, use: 'bulletin' });
    });
    await withReaders(house, 0);
    const asked = await approved(house);
    await house.press(ISAIAH, asked, buttonsOf(asked.card)[0]!.title);

    const rows = await house.inside((tx) => tx.find(outboxRows, { where: { recipient: id, state: 'sent' } }));
    const { key } = await issueOf(house);
    assert.ok(wordsOf(asked.card).some((word) => word.includes('It also goes to 1 channel in Teams.')));
    assert.equal(rows.length, 1);
    assert.ok(JSON.stringify(rows[0]!.card).includes(`https://roundtable.example/bulletin/issue/${key}`));
  });

  it('refuses when nobody would get it', async () => {
    house = await openHouse();
    await withReaders(house, 0);

    const refused = await approved(house);

    assert.match(refused.text, /Nobody is on the distribution list/);
  });

  it('pauses and resumes: nobody is written to twice, and nobody is left out', async () => {
    let busy = true;
    // A mail server that is busy at first: what was not accepted waits in the outbox.
    house = await openHouse({
      post: ({ to }): NotSent | undefined =>
        busy && to.address > reader(9) ? { state: 'try again', reason: 'busy' } : undefined,
    });
    await withReaders(house, 30);
    const asked = await approved(house);
    const going = await house.press(ISAIAH, asked, buttonsOf(asked.card)[0]!.title);
    const paused = await house.press(ISAIAH, going, 'Pause');
    const stopping = await house.press(ISAIAH, paused, 'Stop');
    busy = false;
    house.at('2026-11-23T11:00:00Z');
    await house.tick();
    const during = got(house, 30);
    const resumed = await house.press(ISAIAH, paused, 'Resume');
    await house.press(ISAIAH, paused, 'Resume');
    house.at('2026-11-23T13:00:00Z');
    await house.tick();
    await house.tick();

    assert.deepEqual(during, [...Array<number>(10).fill(1), ...Array<number>(20).fill(0)]);
    assert.match(wordsOf(stopping.card).join(' '), /To go on later, go back and press Resume\./);
    assert.ok(wordsOf(resumed.card).includes('It goes on.'));
    assert.deepEqual(new Set(got(house, 30)), new Set([1]));
    assert.equal((await issueOf(house)).state, 'sent');
  });

  it('goes to the address that somebody has by then', async () => {
    let busy = true;
    house = await openHouse({
      post: (): NotSent | undefined => (busy ? { state: 'try again', reason: 'busy' } : undefined),
    });
    await withReaders(house, 2);
    const asked = await approved(house);
    await house.press(ISAIAH, asked, buttonsOf(asked.card)[0]!.title);
    await house.inside(async (tx) => {
      const known = (await subscriberWith(tx, reader(1)))!;
      await tx.put(subscribers, { ...known, email: 'new@readers.example' });
    });
    busy = false;
    house.at('2026-11-23T12:00:00Z');
    await house.tick();

    assert.deepEqual(got(house, 2), [1, 0]);
    assert.equal(house.letters('new@readers.example').length, 1);
  });

  it('stops for good: who has not got it does not get it', async () => {
    let busy = true;
    house = await openHouse({
      post: (): NotSent | undefined => (busy ? { state: 'try again', reason: 'busy' } : undefined),
    });
    await withReaders(house, 5);
    const asked = await approved(house);
    const going = await house.press(ISAIAH, asked, buttonsOf(asked.card)[0]!.title);
    const confirm = await house.press(ISAIAH, going, 'Stop');
    const stopped = await house.press(ISAIAH, confirm, 'Stop before 5 people');
    busy = false;
    house.at('2026-11-23T12:00:00Z');
    await house.tick();
    await house.tick();

    assert.ok(wordsOf(stopped.card).includes('Stopped.'));
    assert.deepEqual(got(house, 5), [0, 0, 0, 0, 0]);
    assert.deepEqual(new Set((await rowsOf(house)).map(({ outcome }) => outcome)), new Set(['stopped']));
  });

  it('marks an address that its server refuses for good, and sends to nobody who left before their turn', async () => {
    const refusing = (to: string): Delivery | undefined =>
      to === reader(1) ? { state: 'failed', reason: '550 no such user', bounced: true } : undefined;
    let busy = true;
    house = await openHouse({
      post: ({ to }) =>
        busy && to.address === reader(2)
          ? { state: 'try again', reason: 'busy' }
          : (refusing(to.address) as NotSent),
    });
    await withReaders(house, 3);
    const asked = await approved(house);
    const going = await house.press(ISAIAH, asked, buttonsOf(asked.card)[0]!.title);
    const leaver = (await house.inside((tx) => subscriberWith(tx, reader(2))))!;
    await house.inside((tx, { now }) => tx.put(subscribers, turned(leaver, 'unsubscribed', now)));
    busy = false;
    house.at('2026-11-23T12:00:00Z');
    await house.tick();
    await house.tick();
    const done = await house.press(ISAIAH, going, 'Refresh');

    assert.deepEqual(got(house, 3), [1, 0, 0]);
    assert.ok(wordsOf(done.card).includes('1 was refused and 1 left the list first.'));
    const marked = await house.inside((tx) => subscriberWith(tx, reader(1)));
    assert.deepEqual([marked?.state, marked?.fault], ['bounced', '550 no such user']);
    assert.equal((await issueOf(house)).state, 'sent');
  });

  it('needs web pages: without them nobody could leave the list', async () => {
    house = await openHouse({ web: false });
    await withReaders(house, 1);
    const asked = await approved(house);

    const refused = await house.press(ISAIAH, asked, buttonsOf(asked.card)[0]!.title);

    assert.match(refused.text, /Web links are not set up here/);
    assert.equal((await issueOf(house)).state, 'approved');
  });
});
