/**
 * What became of a letter when the mail server did not say yes. Sending twice is worse than sending late, so a
 * letter is tried again only when it was surely not accepted.
 */
import type { NotSent } from '../message.js';
import { refusesAddress } from '../shared/smtp-reply.js';
import { cleanLine } from '../shared/typed.js';
import { shorten } from '../shared/text.js';

/** As nodemailer tells it. */
export interface Failure {
  readonly code?: string | undefined;
  /** The SMTP command that was answered. */
  readonly command?: string | undefined;
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
}

/** @param allSent every byte of the letter had been handed to the connection */
export function notSentAfter(
  { code = '', command = '', response = '', responseCode }: Failure,
  allSent: boolean,
): NotSent {
  const said = shorten(cleanLine(response), 300);
  if (responseCode === undefined) return afterNoAnswer(code, allSent);
  if (command === 'RCPT TO' && refusesAddress(response)) {
    return { state: 'failed', reason: said, bounced: true };
  }
  // 503 is about the conversation, not about the letter.
  if (command === 'DATA' && responseCode >= 500 && responseCode !== 503) {
    return { state: 'failed', reason: said };
  }
  if (code === 'EAUTH')
    return again(`The mail server does not take the user name and password of SMTP_URL: ${said}`);
  if (command === 'MAIL FROM')
    return again(`The mail server does not take letters from MAIL_FROM now: ${said}`);
  return again(said === '' ? 'The mail server asked to wait.' : said);
}

/** The connection ended, or nobody said anything for too long. */
function afterNoAnswer(code: string, allSent: boolean): NotSent {
  if (code === 'EENVELOPE')
    return { state: 'failed', reason: 'The mail server cannot write to this address.' };
  if (code === 'EMESSAGE')
    return { state: 'failed', reason: 'The letter is larger than the mail server takes.' };
  if (allSent) {
    const reason = 'The connection to the mail server ended before it said whether it took the letter.';
    return { state: 'may have been sent', reason };
  }
  return again(REASONS[code] ?? 'The connection to the mail server ended before the letter was sent.');
}

const REASONS: Readonly<Record<string, string>> = {
  EDNS: 'The mail server of SMTP_URL is not known.',
  ESOCKET: 'The mail server could not be reached.',
  ETIMEDOUT: 'The mail server did not answer in time.',
  ETLS: 'The mail server offers no TLS, or none that can be trusted.',
  ENOAUTH: 'The mail server asks for a user name and password, and SMTP_URL has none.',
  EAUTH: 'The mail server does not take the user name and password of SMTP_URL.',
};

function again(reason: string): NotSent {
  return { state: 'try again', reason };
}
