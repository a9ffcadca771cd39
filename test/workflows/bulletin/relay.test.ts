import assert from 'node:assert/strict';
import { notSentAfter } from '../../../src/mail/refusal.js';
import { recipients } from '../../../src/workflows/bulletin/sending/recipient.js';
import type { IssueRecipient, Outcome } from '../../../src/workflows/bulletin/sending/recipient.js';
import { verdictOn } from '../../../src/workflows/bulletin/sending/refusals.js';
import type { Followed } from '../../../src/workflows/bulletin/sending/refusals.js';
import type { Subscriber } from '../../../src/workflows/bulletin/list/subscriber.js';
import {
  newSubscriber,
  recipientsNow,
  subscribers,
} from '../../../src/workflows/bulletin/list/subscriber.js';
import { buttonsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House } from '../../support/house.js';
import { ALEX, ISAIAH, MEGAN, promote } from './people.js';

const REPLY = '550 5.7.1 Relaying denied';

/** The sample's list and some more. */
function fullList(house: House): Promise<readonly Subscriber[]> {
  return house.inside(async (tx, { now }) => {
    for (let index = 0; index < 5; index += 1) {
      const person = { name: `Reader ${index}`, email: `a${index}@readers.example`, organisation: '' };
      await tx.put(subscribers, newSubscriber({ ...person, role: '', reason: 'Asked' }, 'active', now));
    }
    return recipientsNow(tx);
  });
}

/** An issue that goes to everybody on the list, whatever becomes of it. */
async function sending(house: House): Promise<void> {
  for (const name of [ALEX, ISAIAH, MEGAN]) await house.meet(name);
  await promote(house, ISAIAH);
  await house.press(ALEX, await house.say(ALEX, 'compile'), 'Ask for approval');
  const approved = await house.press(ISAIAH, await house.say(ISAIAH, 'compile'), 'Approve');
  const asked = await house.press(ISAIAH, approved, 'Send');
  await house.press(ISAIAH, asked, buttonsOf(asked.card)[0]!.title);
  await house.tick();
}

const listOf = (house: House): Promise<readonly Subscriber[]> => house.inside((tx) => recipientsNow(tx));

const asksForSuccessors = (house: House): boolean =>
  [ALEX, MEGAN].some((name) =>
    house.inbox(name).some(({ card }) => wordsOf(card).includes('Who should get the e-bulletin?')),
  );

describe('A mail relay that lets nothing through', () => {
  it('takes nobody off the distribution list, and the letters wait until it does', async () => {
    let denied = true;
    const refusal = { code: 'EENVELOPE', command: 'RCPT TO', response: REPLY, responseCode: 550 };
    const house = await openHouse({ post: () => (denied ? notSentAfter(refusal, false) : undefined) });
    const list = await fullList(house);
    await sending(house);

    const during = await house.say(ALEX, 'compile');
    const still = await listOf(house);
    const progress = await house.press(ALEX, during, 'Progress');
    denied = false;
    house.at('2026-11-23T11:00:00Z');
    await house.tick();

    assert.deepEqual(still, list);
    assert.ok(list.length > 0);
    assert.ok(!asksForSuccessors(house));
    const waits = `Some letters wait, and I try them again by myself. ${REPLY}`;
    assert.ok(wordsOf(progress.card).includes(waits), wordsOf(progress.card).join('\n'));
    for (const { email } of list) assert.equal(house.letters(email).length, 1, email);
    await house.close();
  });

  it('pauses the issue when it calls all of the first addresses unknown; nobody leaves the list for that', async () => {
    let refusing = true;
    const house = await openHouse({
      post: ({ to: { address } }) => {
        const response = `550 5.1.1 <${address}>: Recipient address rejected: User unknown`;
        const refusal = { code: 'EENVELOPE', command: 'RCPT TO', response, responseCode: 550 };
        return refusing ? notSentAfter(refusal, false) : undefined;
      },
    });
    const before = house.inbox(ALEX).length;
    const list = await fullList(house);
    await sending(house);
    await house.tick();

    const told = house
      .inbox(ALEX)
      .slice(before)
      .filter(({ text }) => text.includes('refuses everybody'));
    const paused = await house.press(ALEX, told[0]!, 'Progress');
    const still = await listOf(house);
    refusing = false;
    await house.press(ALEX, paused, 'Resume');
    await house.tick();
    await house.tick();

    assert.ok(list.length >= 5);
    assert.equal(told.length, 1);
    const words = wordsOf(told[0]!.card);
    assert.equal(words[0], 'The November 2026 bulletin is paused');
    assert.ok(words.some((each) => each.includes('Ask whoever runs the mail server')));
    assert.ok(words.some((each) => each.startsWith('The mail server said: 550 5.1.1')));
    assert.deepEqual(still, list);
    assert.ok(!asksForSuccessors(house));
    assert.ok(wordsOf(paused.card).includes('November 2026 bulletin: paused'));
    assert.ok(wordsOf(paused.card).includes(`0 of ${list.length} people have it.`));
    for (const { email } of list) assert.equal(house.letters(email).length, 1, email);
    await house.close();
  });

  it('is asked anew after each pause, and pauses again while it refuses everybody', async () => {
    const response = '550 No such user here';
    const refusal = { code: 'EENVELOPE', command: 'RCPT TO', response, responseCode: 550 };
    const house = await openHouse({ post: () => notSentAfter(refusal, false) });
    const list = await fullList(house);
    await sending(house);

    const first = await house.say(ALEX, 'compile');
    await house.press(ALEX, await house.press(ALEX, first, 'Progress'), 'Resume');
    await house.tick();
    const second = await house.press(ALEX, await house.say(ALEX, 'compile'), 'Progress');
    const confirm = await house.press(ALEX, second, 'Stop');
    await house.press(ALEX, confirm, `Stop before ${list.length} people`);
    await house.tick();
    const told = house.inbox(ALEX).filter(({ text }) => text.includes('refuses everybody'));

    assert.equal(told.length, 2);
    assert.ok(wordsOf(second.card).includes('November 2026 bulletin: paused'));
    assert.deepEqual(await listOf(house), list);
    const rows = await house.inside((tx) =>
      tx.find(recipients, { where: { issue: '2026-11' }, by: 'outcome' }),
    );
    assert.deepEqual(new Set(rows.map(({ outcome }) => outcome)), new Set(['stopped']));
    await house.close();
  });
});

describe('A refusal of an address', () => {
  const letter = (outcome: Outcome, reason = ''): Followed => ({
    recipient: {} as IssueRecipient,
    standing: { outcome, reason, bounced: outcome === 'refused', delay: '', withdrawn: false },
  });
  const unknown = letter('refused', '550 5.1.1 No such user');
  const nothing = { delivered: false, more: false };
  const settled = (letters: readonly Followed[], known = nothing): number =>
    verdictOn({}, letters, known).settled.length;

  it('waits until something was delivered, or until nothing is open any more', () => {
    const two = [unknown, unknown];

    assert.equal(settled([...two, letter('waiting')]), 0);
    assert.equal(settled(two, { ...nothing, more: true }), 0);
    assert.equal(settled([...two, letter('waiting'), letter('sent')]), 3);
    assert.equal(settled([...two, letter('waiting')], { ...nothing, delivered: true }), 2);
    assert.equal(settled(two), 2);
  });

  it('is the server’s answer to everybody when five are alike by their codes, and nothing was delivered', () => {
    const five = Array.from({ length: 5 }, () => unknown);
    const other = letter('refused', '550 5.1.2 Bad destination');

    assert.equal(verdictOn({}, five, nothing).refusal, '550 5.1.1 No such user');
    assert.equal(verdictOn({}, five.slice(1), nothing).refusal, '');
    assert.equal(verdictOn({}, [...five, other], nothing).refusal, '');
    assert.equal(verdictOn({}, [...five, letter('sent')], nothing).refusal, '');
    assert.equal(verdictOn({}, five, { ...nothing, delivered: true }).refusal, '');
  });
});
