import assert from 'node:assert/strict';
import { members } from '../../src/directory.js';
import { holderOf } from '../../src/links/revocations.js';
import type { NotSent } from '../../src/message.js';
import { enqueue, outboxRows, reopenFor } from '../../src/outbox/rows.js';
import type { OutboxRow } from '../../src/outbox/rows.js';
import type {
  Card,
  CardNotification,
  Letter,
  LetterNotification,
  Workflow,
} from '../../src/workflows/workflow.js';
import { openHouse, wordsOf } from '../support/house.js';
import type { House } from '../support/house.js';

const NEWS = 'reader@elsewhere.example';

function aCard(sentence: string): Card {
  return { template: 'shared/notice', summary: sentence, data: { heading: 'Notice', sentence } };
}

describe('Letters', () => {
  let house: House;
  let answers: (NotSent | undefined)[];
  let written: Letter | undefined;
  let onWrite: Workflow['letters'];

  const toy = (): Workflow => ({
    ...{ name: 'toy', title: 'Toy', help: '', collections: [], commands: [], actions: {} },
    letters: {
      issue: async (ids) => written && { ...written, subject: `${written.subject} ${ids.join()}` },
      ...onWrite,
    },
  });

  async function open(more: { mail?: boolean; web?: boolean; faulty?: boolean } = {}): Promise<void> {
    const post = () => answers.shift();
    house = await openHouse({ empty: true, workflows: [toy()], post, ...more });
    await house.inside((tx) =>
      tx.put(members, {
        ...{ id: 'lead', version: 0, name: 'Kim Lead', organisation: 'kent-police', roles: [] },
        ...{ standing: 'active', email: 'kim@kent-police.example' },
      }),
    );
  }
  beforeEach(() => {
    answers = [];
    written = { subject: 'Issue', text: 'News', html: '<p>News</p>' };
    onWrite = {};
  });
  afterEach(() => house.close());

  async function put(...notifications: (CardNotification | LetterNotification)[]): Promise<void> {
    await house.inside((tx, { now }) => enqueue(tx, notifications, now));
    await house.tick();
  }
  const aLetter = (more: Partial<LetterNotification> = {}): LetterNotification => ({
    ...{ to: { kind: 'address', id: NEWS }, letter: 'toy/issue', ids: ['7'], key: 'toy:7:reader' },
    ...more,
  });
  const forLead = (more: Partial<CardNotification> = {}): CardNotification => ({
    ...{ to: { kind: 'member', id: 'lead' }, card: aCard('Five actions wait for your update.'), key: 'k1' },
    ...more,
  });
  async function row(key: string): Promise<OutboxRow> {
    const found = await house.inside((tx) => tx.get(outboxRows, key));
    assert.ok(found);
    return found;
  }
  const subjects = (address: string): readonly string[] =>
    house.letters(address).map(({ subject }) => subject);

  it('are written when they are sent, from what the records say then, and sent once', async () => {
    await open();
    await put(aLetter({ due: new Date('2026-11-23T10:00:00Z') }));
    const early = subjects(NEWS);
    written = { subject: 'Second thoughts', text: '', html: '' };
    house.at('2026-11-23T10:00:00Z');
    await put(aLetter());

    assert.deepEqual(early, []);
    assert.deepEqual(subjects(NEWS), ['Second thoughts 7']);
    assert.equal((await row('toy:7:reader')).state, 'sent');
    assert.doesNotMatch(JSON.stringify(await row('toy:7:reader')), /thoughts/);
  });

  it('are not sent when there is no reason any more', async () => {
    await open();
    written = undefined;
    await put(aLetter());

    assert.deepEqual(subjects(NEWS), []);
    const { state, reason } = await row('toy:7:reader');
    assert.deepEqual([state, reason], ['failed', 'withdrawn: there was no reason to send it any more']);
  });

  it('go to the address that their writer names: it may be another one by then', async () => {
    written = { subject: 'Issue', text: '', html: '', to: { address: 'new@elsewhere.example', name: '' } };
    await open();
    await put(aLetter());

    assert.deepEqual([subjects(NEWS), subjects('new@elsewhere.example')], [[], ['Issue 7']]);
  });

  it('that cannot be written fail alone', async () => {
    onWrite = { broken: () => Promise.reject(new Error('a fault')) };
    await open({ faulty: true });
    await put(
      aLetter({ key: 'gone', letter: 'toy/gone' }),
      aLetter({ key: 'broken', letter: 'toy/broken' }),
      aLetter(),
    );

    assert.deepEqual([(await row('gone')).state, (await row('broken')).state], ['failed', 'failed']);
    assert.deepEqual(subjects(NEWS), ['Issue 7']);
  });

  it('change no record while they are written', async () => {
    onWrite = {
      writes: async (_ids, { store }) => {
        await store.remove(members, 'lead');
        return written;
      },
    };
    await open({ faulty: true });
    await put(aLetter({ letter: 'toy/writes' }));

    assert.equal((await row('toy:7:reader')).state, 'failed');
    assert.equal((await house.member('Kim Lead')).id, 'lead');
  });

  it('are tried again, given up, or left alone as the mail server says', async () => {
    await open();
    answers = [
      { state: 'try again', reason: '451 busy' },
      { state: 'failed', reason: '550 nobody', bounced: true },
      { state: 'may have been sent', reason: 'the connection ended' },
    ];
    await put(aLetter({ key: 'a' }));
    await put(aLetter({ key: 'b' }));
    await put(aLetter({ key: 'c' }));
    const before = [await row('a'), await row('b'), await row('c')];
    house.at('2026-11-24T09:00:00Z');
    await house.tick();

    assert.deepEqual(
      before.map(({ state, reason }) => [state, reason]),
      [
        ['waiting', '451 busy'],
        ['failed', '550 nobody'],
        ['may have been sent', 'the connection ended'],
      ],
    );
    assert.deepEqual(
      before.map(({ bounced }) => bounced),
      [undefined, true, undefined],
    );
    assert.deepEqual(
      [(await row('a')).state, (await row('b')).state, (await row('c')).state],
      ['sent', 'failed', 'may have been sent'],
    );
    assert.equal(subjects(NEWS).length, 1);
  });

  describe('to a member without Teams', () => {
    const address = 'kim@kent-police.example';
    const linkIn = ({ text }: Letter): string => /https:\/\/\S+/.exec(text)?.[0] ?? '';
    const tokenIn = (letter: Letter): string => linkIn(letter).replace(/^.*\//, '');

    it('say what the card says, and open their own page', async () => {
      await open();
      await put(forLead());

      const [letter] = house.letters(address);
      assert.equal(letter?.subject, 'KCSP: Five actions wait for your update.');
      assert.match(
        letter?.text ?? '',
        /^Hello Kim Lead,\n\nFive actions wait for your update\.\n\nOpen your page to see it and to answer:\nhttps:\/\/roundtable\.example\/card\/\S+\n\nThis link is yours alone until 7 December 2026: /,
      );
      assert.ok(letter?.html.includes(linkIn(letter)));
      const reading = house.links.read(tokenIn(letter!), 'web/card');
      assert.equal(reading.ok && reading.link.member, 'lead');
      assert.equal((await row('k1')).state, 'sent');
    });

    it('show what was typed as it was typed', async () => {
      await open();
      await put(forLead({ card: aCard('<img src=x onerror=alert(1)> & more') }));

      const [letter] = house.letters(address);
      assert.doesNotMatch(letter?.html ?? '', /<img/);
      assert.match(letter?.text ?? '', /<img src=x onerror=alert\(1\)> & more/);
    });

    it('leave the link of an earlier letter working', async () => {
      await open();
      await put(forLead());
      house.at('2026-11-25T09:00:00Z');
      await put(forLead({ key: 'k2' }));

      const [first, second] = house.letters(address);
      assert.notEqual(tokenIn(first!), tokenIn(second!));
      for (const letter of [first!, second!]) {
        const reading = house.links.read(tokenIn(letter), 'web/card');
        assert.ok(reading.ok);
        assert.equal((await house.inside((tx) => holderOf(tx, reading.link))).ok, true);
      }
    });

    it('name the mailbox where there are no web pages', async () => {
      await open({ web: false });
      await put(forLead());

      const [letter] = house.letters(address);
      assert.doesNotMatch(letter?.text ?? '', /https:/);
      assert.match(
        letter?.text ?? '',
        /To answer, or to see more, reply to this message or write to .*community\.safety@kcst\.example/,
      );
    });

    it('are not sent again for an update, and hold the newest card when they had not gone', async () => {
      await open();
      await put(forLead());
      await put(forLead({ key: 'k2', replaces: 'k1', card: aCard('Four actions wait.') }));
      answers = [{ state: 'try again', reason: '451 busy' }];
      await put(forLead({ key: 'k3' }));
      await put(forLead({ key: 'k4', replaces: 'k3', card: aCard('None waits.') }));
      house.at('2026-11-23T10:00:00Z');
      await house.tick();

      assert.deepEqual(subjects(address), ['KCSP: Five actions wait for your update.', 'KCSP: None waits.']);
      assert.equal((await row('k1')).state, 'sent');
    });

    it('go to Teams from the moment they have an account', async () => {
      await open();
      answers = [{ state: 'try again', reason: '451 busy' }];
      await put(forLead());
      await house.inside(async (tx) => {
        const lead = (await tx.get(members, 'lead'))!;
        await tx.put(members, { ...lead, account: 't/lead' });
      });
      await house.meet('Kim Lead');
      house.at('2026-11-23T10:00:00Z');
      await house.tick();

      assert.deepEqual(subjects(address), []);
      assert.deepEqual(
        house.inbox('Kim Lead').map(({ text }) => text),
        ['Five actions wait for your update.'],
      );
    });

    it('wait with the reason where no mail server is set up', async () => {
      await open({ mail: false });
      await put(forLead(), aLetter());

      const reason = 'No mail server is set up (SMTP_URL), so nothing can be sent by e-mail.';
      for (const key of ['k1', 'toy:7:reader']) {
        assert.deepEqual([(await row(key)).state, (await row(key)).reason], ['unreachable', reason]);
      }
    });

    it('go to nobody who has left, or has no address', async () => {
      await open();
      await house.inside(async (tx) => {
        const lead = (await tx.get(members, 'lead'))!;
        await tx.put(members, { ...lead, standing: 'left' });
        const other = { id: 'other', version: 0, name: 'No Address', email: undefined };
        await tx.put(members, { ...lead, ...other });
      });
      await put(forLead(), forLead({ key: 'k2', to: { kind: 'member', id: 'other' } }));

      assert.deepEqual(
        [(await row('k1')).reason, (await row('k2')).reason],
        ['has left the list of members', 'has no Teams account and no e-mail address'],
      );
      assert.deepEqual(subjects(address), []);
      await house.inside(async (tx, { now }) => {
        await tx.put(members, { ...(await tx.get(members, 'other'))!, email: 'other@kent-police.example' });
        await reopenFor(tx, 'other', now);
      });
      await house.tick();
      assert.equal(subjects('other@kent-police.example').length, 1);
    });
  });

  it('ask a lead without Teams for a check-in, with a link to where it is answered', async () => {
    house = await openHouse();
    const { id, email = '' } = await house.member('Isaiah Langer');
    await house.inside(async (tx) => {
      const lead = (await tx.get(members, id))!;
      await tx.put(members, { ...lead, account: undefined });
    });
    await house.tick();

    const [letter] = house.letters(email);
    assert.match(letter?.subject ?? '', /^KCSP: \S/);
    assert.match(letter?.text ?? '', /Open your page to see it and to answer/);
    const progress = await house.say('Alex Wilber', 'who has not replied');
    assert.doesNotMatch(wordsOf(progress.card).join('\n'), /Isaiah Langer: .*Not reached/);
  });
});
