import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addressOf } from '../../../src/workflows/bulletin/list/address.js';
import {
  downloadList,
  failedAddresses,
  importBounces,
  importList,
} from '../../../src/workflows/bulletin/list/file.js';
import { pages } from '../../../src/workflows/bulletin/pages.js';
import {
  newSubscriber,
  recipientsNow,
  subscriberWith,
  subscribers,
} from '../../../src/workflows/bulletin/list/subscriber.js';
import type { Subscriber } from '../../../src/workflows/bulletin/list/subscriber.js';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House } from '../../support/house.js';
import { ALEX, ISAIAH, MEGAN } from './people.js';

const GRADY = {
  name: 'Grady Archie',
  email: 'grady.archie@housing.example',
  organisation: 'Example Housing',
  role: 'Neighbourhood manager',
  reason: 'Asked at the conference',
};

describe('An e-mail address on the list', () => {
  it('is one, whatever its capitals, spaces and surroundings', () => {
    const spellings = [
      'Grady.Archie@Housing.Example',
      '  grady.archie@housing.example ',
      'Grady Archie <grady.archie@housing.example>',
      'mailto:grady.archie@housing.example',
      'grady.archie\u200b@housing.example.',
      'ｇrady.archie@housing.example',
    ];

    for (const spelling of spellings) assert.equal(addressOf(spelling), GRADY.email, spelling);
  });

  it('is another one with dots or a plus: they can be two mailboxes', () => {
    assert.notEqual(addressOf('gradyarchie@housing.example'), GRADY.email);
    assert.notEqual(addressOf('grady.archie+b@housing.example'), GRADY.email);
  });

  it('has a domain in ASCII, and is none without one', () => {
    assert.equal(addressOf('a@Bücher.example'), 'a@xn--bcher-kva.example');
    for (const wrong of [
      '',
      '@',
      'a@',
      '@b.example',
      'a b',
      'a@b',
      'a@b.example, c@d.example',
      'x'.repeat(300) + '@b.example',
    ])
      assert.equal(addressOf(wrong), undefined, wrong);
  });

  it('is written once: its own spelling is its spelling again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string()), (typed) => {
        const address = addressOf(typed);
        if (address !== undefined) assert.equal(addressOf(address), address);
      }),
      { numRuns: 200 },
    );
  });
});

describe('The distribution list', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ empty: true });
    await house.meet(ALEX);
    await house.meet(MEGAN);
  });
  afterEach(() => house.close());

  const known = (email = GRADY.email): Promise<Subscriber | undefined> =>
    house.inside((tx) => subscriberWith(tx, email));
  const add = (person: Partial<typeof GRADY> = {}): Promise<Subscriber> =>
    house.inside((tx, { now }) => tx.put(subscribers, newSubscriber({ ...GRADY, ...person }, 'active', now)));
  const bring = (csv: string, apply = true) =>
    house.inside((_tx, context) =>
      importList.run({ name: 'list.csv', content: Buffer.from(csv) }, apply, context),
    );

  it('is joined and left by a member in one press each, as often as they like', async () => {
    const on = await house.say(MEGAN, 'subscribe');
    await house.say(MEGAN, 'subscribe');
    const one = await house.inside((tx) => recipientsNow(tx));
    const off = await house.press(MEGAN, on, 'Unsubscribe');
    const again = await house.press(MEGAN, off, 'Subscribe');

    assert.ok(wordsOf(on.card).includes('You are on the list.'));
    assert.deepEqual(
      one.map(({ email, organisation }) => [email, organisation]),
      [['megan.bowen@kent-police.example', 'Kent Police']],
    );
    assert.ok(wordsOf(again.card).includes('You are on the list.'));
    assert.equal((await house.inside((tx) => recipientsNow(tx))).length, 1);
  });

  it('is kept by coordinators, and shown to nobody else', async () => {
    const form = await house.press(ALEX, await house.say(ALEX, 'distribution list'), 'Add somebody');
    const wrong = await house.press(ALEX, form, 'Add', { ...GRADY, name: '', email: 'grady at housing' });
    const added = await house.press(ALEX, wrong, 'Add', GRADY);
    const twice = await house.press(ALEX, wrong, 'Add', { ...GRADY, email: 'GRADY.ARCHIE@housing.example' });
    const megan = await house.say(MEGAN, 'distribution list');

    assert.ok(wordsOf(wrong.card).includes('Not saved yet: 2 answers below need you.'));
    assert.ok(wordsOf(added.card).includes('Added.'));
    assert.ok(wordsOf(twice.card).includes('They are on the list already.'));
    assert.match(megan.text, /Only the coordinating team/);
  });

  it('shows people ten at a time, and finds them by a part of their address', async () => {
    for (let index = 0; index < 25; index += 1) {
      await add({ email: `p${String(index).padStart(2, '0')}@housing.example`, name: `Person ${index}` });
    }
    const list = await house.say(ALEX, 'distribution list');
    const next = await house.press(ALEX, list, 'Show the next 10');
    const found = await house.press(ALEX, await house.press(ALEX, list, 'Find'), 'Find', { words: 'P20' });

    assert.ok(wordsOf(list.card).includes('25 people get the bulletin.'));
    assert.ok(wordsOf(next.card).includes('Person 10'));
    assert.ok(wordsOf(found.card).includes('Person 20'));
    assert.ok(!wordsOf(found.card).includes('Person 19'));
  });

  it('finds somebody by a part of their name, on the list or off it, and nobody else', async () => {
    await add({ name: 'Diego Siciliani', email: 'd.s@charity.example' });
    await add({ name: 'Ann Zee', email: 'ann@zoo.example' });
    const { token } = await add();
    await house.inside((_tx, context) => pages.unsubscribe.take!(token, {}, context));
    const looked = async (words: string): Promise<readonly string[]> => {
      const form = await house.press(ALEX, await house.say(ALEX, 'distribution list'), 'Find');
      return wordsOf((await house.press(ALEX, form, 'Find', { words })).card);
    };
    const [diego, grady, nobody] = [await looked('Diego Sic'), await looked('archie'), await looked('zzz')];

    assert.ok(diego.includes('Diego Siciliani'), diego.join('\n'));
    assert.ok(!diego.includes('Ann Zee'));
    assert.ok(grady.includes(GRADY.name) && grady.some((each) => each.endsWith('Left the list.')));
    assert.ok(
      nobody.includes("Nobody, on the list or off it, matches 'zzz'. Try a part of the name, or add them."),
    );
  });

  it('finds more than ten people on further cards', async () => {
    for (let index = 0; index < 12; index += 1) {
      await add({ email: `q${String(index).padStart(2, '0')}@housing.example`, name: `Person ${index}` });
    }
    const form = await house.press(ALEX, await house.say(ALEX, 'distribution list'), 'Find');
    const first = await house.press(ALEX, form, 'Find', { words: 'person' });
    const next = await house.press(ALEX, first, 'Show the next 2');

    assert.ok(wordsOf(first.card).includes('Found: 12 people'));
    assert.deepEqual(
      wordsOf(next.card).filter((each) => each.startsWith('Person')),
      ['Person 10', 'Person 11'],
    );
  });

  it('asks for no reason that may be left out', async () => {
    const form = await house.press(ALEX, await house.say(ALEX, 'distribution list'), 'Add somebody');

    assert.ok(wordsOf(form.card).includes('They get the next bulletin. Add people who asked for it.'));
    assert.ok(JSON.stringify(form.card).includes('Why they get it (optional)'));
  });

  it('does not take somebody back who left by themselves', async () => {
    const { token } = await add();
    await house.inside((_tx, context) => pages.unsubscribe.take!(token, {}, context));
    const form = await house.press(ALEX, await house.say(ALEX, 'distribution list'), 'Add somebody');

    const refused = await house.press(ALEX, form, 'Add', GRADY);
    const imported = await bring(`name,email,organisation,role,reason\nGrady,${GRADY.email},Housing,,`);

    assert.ok(wordsOf(refused.card).includes('They left the list by themselves. Only they can come back'));
    assert.ok(imported.ok && imported.value.summary.endsWith('1 known address stays off the list.'));
    assert.equal((await known())?.state, 'unsubscribed');
  });

  it('is put back by no file for an address that left, though anybody typed it into the page that joins', async () => {
    const { token } = await add();
    await house.inside((_tx, context) => pages.unsubscribe.take!(token, {}, context));
    const stranger = { ...GRADY, name: 'Mallory', organisation: 'Elsewhere' };
    await house.inside((_tx, context) => pages.join.take!('', stranger, context));
    const asked = (await known())!;
    await bring(`name,email,organisation,role,reason\nGrady,${GRADY.email},Housing,,`);

    assert.deepEqual(
      [asked.state, asked.name, asked.organisation],
      ['unsubscribed', GRADY.name, GRADY.organisation],
    );
    assert.equal((await known())?.state, 'unsubscribed');
  });

  it('puts nobody on it who is unconfirmed or waits, when its own file is brought in again', async () => {
    for (const state of ['unconfirmed', 'waiting'] as const) {
      const person = { ...GRADY, email: `${state}@housing.example` };
      await house.inside((tx, { now }) => tx.put(subscribers, newSubscriber(person, state, now)));
    }
    const rows = ['unconfirmed', 'waiting'].map(
      (state) => `Grady,${state}@housing.example,Housing,,,${state},1 Nov 2026`,
    );
    const imported = await bring(['name,email,organisation,role,reason,state,since', ...rows].join('\n'));

    assert.ok(imported.ok && imported.value.summary.endsWith('2 known addresses stay off the list.'));
    assert.deepEqual(await house.inside((tx) => recipientsNow(tx)), []);
  });

  it('says in its file since which of the partnership’s own days somebody is on it', async () => {
    const person = { ...GRADY, email: 'night@housing.example' };
    const actor = await house.member(ALEX);
    const document = await house.inside(async (tx, context) => {
      await tx.put(subscribers, newSubscriber(person, 'active', new Date('2026-07-01T23:30:00Z')));
      const more = { speaker: ALEX, downloadLinks: () => [], offersFor: () => [], pseudonym: () => '' };
      return downloadList([], { ...context, ...more, actor, pageAddress: () => '' });
    });

    assert.match(JSON.stringify(document), /"night@housing\.example"[^\]]*"2 Jul 2026"/);
  });

  it('asks the organisation of an address that does not work for a successor, who confirms and is approved', async () => {
    await add({ email: 'old.hand@kent-police.example', name: 'Old Hand', organisation: 'Kent Police' });
    const gone = (await known('old.hand@kent-police.example'))!;
    const card = await house.send(ALEX, 'bulletin/person', { person: gone.id });
    const marked = await house.press(ALEX, card, 'The address does not work');
    await house.press(ALEX, card, 'The address does not work');
    const asked = house.inbox(MEGAN).filter(({ text }) => text.includes('no longer reaches Old Hand'));
    const form = await house.press(MEGAN, asked[0]!, 'Name a successor');
    await house.press(MEGAN, form, 'Send', { ...GRADY, organisation: 'Kent Police' });
    const letter = house.letters(GRADY.email)[0];
    const before = (await known())?.state;
    const { token } = (await known())!;
    await house.inside((_tx, context) => pages.confirm.take!(token, {}, context));
    const confirmed = (await known())!;
    const decision = await house.send(ALEX, 'bulletin/person', { person: confirmed.id });
    await house.press(ALEX, decision, 'Put on the list');

    assert.ok(wordsOf(marked.card).includes('Marked. Their organisation is asked for a successor.'));
    assert.equal(asked.length, 1);
    assert.equal(inputsOf(form.card).organisation, 'Kent Police');
    assert.match(letter?.subject ?? '', /Confirm your address/);
    assert.ok(letter?.text.includes(`https://roundtable.example/bulletin/confirm/${token}`));
    assert.deepEqual([before, confirmed.state, (await known())?.state], ['unconfirmed', 'waiting', 'active']);
    assert.match(house.letters(GRADY.email)[1]?.subject ?? '', /You are on the list/);
  });

  it('lets only the contact who was asked, or a coordinator, name a successor', async () => {
    await add({ email: 'old.hand@kent-police.example', name: 'Old Hand', organisation: 'Kent Police' });
    const gone = (await known('old.hand@kent-police.example'))!;
    await house.send(ALEX, 'bulletin/bounce', { person: gone.id });

    const other = await house.send(ISAIAH, 'bulletin/successor', { person: gone.id, ...GRADY });

    assert.match(other.text, /Nobody is asked for a successor here/);
    assert.equal(await known(), undefined);
  });

  it('is imported from 5,000 rows with faults on 40 lines: every fault with its line, and nothing else', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => {
      if (index % 125 !== 7) return `Person ${index},p${index}@housing.example,Example Housing,Officer,Asked`;
      const kind = Math.floor(index / 125) % 4;
      if (kind === 0) return `Person ${index},no address,Example Housing,Officer,Asked`;
      if (kind === 1) return `Person ${index},,Example Housing,Officer,Asked`;
      if (kind === 2) return `Person ${index},"P0@Housing.Example ",Example Housing,Officer,Asked`;
      return `Person ${index},p${index}@housing.example,Example Housing,Officer`;
    });

    const read = await bring(['name,email,organisation,role,reason', ...rows].join('\n'));

    assert.ok(!read.ok);
    const lines = Object.values(read.problems).map((fault) => Number(/^Line (\d+):/.exec(fault)?.[1]));
    const wrong = rows.flatMap((_, index) => (index % 125 === 7 ? [index + 2] : []));
    assert.equal(wrong.length, 40);
    assert.deepEqual(lines, wrong);
    assert.deepEqual(await house.inside((tx) => recipientsNow(tx)), []);
  });

  it('shows what a file would change before it changes it, and changes nothing the second time', async () => {
    await add();
    const csv = `name,email,organisation,role,reason\nGrady Archie,${GRADY.email},Example Housing,Director,Asked\nDiego Siciliani,diego@health.example,Example Health,,Asked`;

    const shown = await bring(csv, false);
    const before = (await known())?.role;
    await bring(csv);
    const again = await bring(csv);

    assert.ok(shown.ok && shown.value.summary === '1 address added, 1 changed, 0 unchanged.');
    assert.equal(before, GRADY.role);
    assert.equal((await known())?.role, 'Director');
    assert.ok(again.ok && again.value.summary.startsWith('The list is the same already.'));
  });

  it('marks addresses from a mailbox file: what is not there, not what is late, full or kept from us', async () => {
    await add();
    const report = (address: string, action: string, status: string): string =>
      `Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ${address}\nAction: ${action}\nStatus: ${status}\n\n`;
    const mailbox =
      report('Grady.Archie@HOUSING.example', 'failed', '5.1.1') +
      report('late@x.example', 'delayed', '4.4.1') +
      report('blocked@x.example', 'failed', '5.7.1') +
      report('full@x.example', 'failed', '5.2.2') +
      report('relayed@x.example', 'failed', '5.0.0\nDiagnostic-Code: smtp; 550 relay not permitted');

    const done = await house.inside((_tx, context) =>
      importBounces.run(
        { name: 'back.mbox', content: Buffer.from(mailbox.replaceAll('\n', '\r\n')) },
        true,
        context,
      ),
    );

    assert.deepEqual(failedAddresses(mailbox), [GRADY.email]);
    assert.ok(done.ok && done.value.summary === '1 address came back for good; 1 of them gets the bulletin.');
    assert.equal((await known())?.state, 'bounced');
  });

  it('is offered as a file with everybody on it, and why', async () => {
    await add();

    const shown = await house.press(ALEX, await house.say(ALEX, 'distribution list'), 'Download the list');

    assert.ok(JSON.stringify(shown.card).includes('"CSV"'));
    assert.ok(buttonsOf(shown.card).some(({ title }) => title === 'Distribution list'));
  });
});
