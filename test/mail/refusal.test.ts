import assert from 'node:assert/strict';
import { notSentAfter } from '../../src/mail/refusal.js';

/** What becomes of a letter whose recipient is answered like this. */
function afterRecipient(response: string): ReturnType<typeof notSentAfter> {
  const responseCode = Number(response.slice(0, 3));
  return notSentAfter({ code: 'EENVELOPE', command: 'RCPT TO', response, responseCode }, false);
}

describe('A recipient that a mail server refuses', () => {
  for (const reply of [
    '550 5.1.1 <a@b.example>: Recipient address rejected: User unknown in relay recipient table',
    '550-5.1.1 The email account that you tried to reach does not exist.\n550 5.1.1 See our page',
    '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found',
    '553 5.1.2 We do not know this domain',
    '550 Unrouteable address',
    '551 User not local',
    '550 No such user here',
  ]) {
    it(`has no such address, after: ${reply.slice(0, 60)}`, () => {
      const answer = afterRecipient(reply);

      assert.ok(answer.state === 'failed' && answer.bounced, JSON.stringify(answer));
    });
  }

  for (const reply of [
    '550 5.7.1 Relaying denied',
    '554 5.7.1 Service unavailable; client host blocked using spamhaus',
    '552 5.2.2 Mailbox full',
    '550 5.1.8 Sender address rejected: Domain not found',
    '554 5.0.0 Transaction failed',
    '550 relay not permitted',
    "553 sorry, that domain isn't in my list of allowed rcpthosts",
    '550 Access denied',
    '554 No thanks',
    '501 Syntax error',
  ]) {
    it(`may be there all the same, and is tried again, after: ${reply}`, () => {
      assert.deepEqual(afterRecipient(reply), { state: 'try again', reason: reply });
    });
  }
});
