import assert from 'node:assert/strict';
import { notSentAfter } from '../../../src/mail/refusal.js';
import { recipientsNow } from '../../../src/workflows/bulletin/subscriber.js';
import { buttonsOf, openHouse, wordsOf } from '../../support/house.js';
import { ALEX, ISAIAH, MEGAN, promote } from './people.js';

const REPLY = '550 5.7.1 Relaying denied';

describe('A mail relay that lets nothing through', () => {
  it('takes nobody off the distribution list, and the letters wait until it does', async () => {
    let denied = true;
    const refusal = { code: 'EENVELOPE', command: 'RCPT TO', response: REPLY, responseCode: 550 };
    const house = await openHouse({ post: () => (denied ? notSentAfter(refusal, false) : undefined) });
    for (const name of [ALEX, ISAIAH, MEGAN]) await house.meet(name);
    await promote(house, ISAIAH);
    const list = await house.inside((tx) => recipientsNow(tx));
    await house.press(ALEX, await house.say(ALEX, 'compile'), 'Ask for approval');
    const approved = await house.press(ISAIAH, await house.say(ISAIAH, 'compile'), 'Approve');
    const asked = await house.press(ISAIAH, approved, 'Send');
    await house.press(ISAIAH, asked, buttonsOf(asked.card)[0]!.title);
    await house.tick();

    const during = await house.say(ALEX, 'compile');
    const still = await house.inside((tx) => recipientsNow(tx));
    const progress = await house.press(ALEX, during, 'Progress');
    denied = false;
    house.at('2026-11-23T11:00:00Z');
    await house.tick();

    assert.deepEqual(still, list);
    assert.ok(list.length > 0);
    for (const name of [ALEX, MEGAN]) {
      assert.ok(
        !house.inbox(name).some(({ card }) => wordsOf(card).includes('Who should get the e-bulletin?')),
      );
    }
    const waits = `Some letters wait, and I try them again by myself. ${REPLY}`;
    assert.ok(wordsOf(progress.card).includes(waits), wordsOf(progress.card).join('\n'));
    for (const { email } of list) assert.equal(house.letters(email).length, 1, email);
    await house.close();
  });
});
