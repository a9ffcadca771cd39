/** A letter's head and parts, safe whatever was typed: nodemailer.ts makes bytes of them. */
import { createHash } from 'node:crypto';
import type { Posted } from '../message.js';
import { cleanLine } from '../shared/typed.js';
import { shorten } from '../shared/text.js';
import type { Attachment } from '../workflows/workflow.js';
import { isAddress } from './settings.js';

export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

export interface Sender {
  readonly from: Mailbox;
  /** The team's own mailbox: an answer to a machine should reach people. */
  readonly replyTo: string;
}

/** No value holds a line break or another control character. */
export interface Mime {
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly replyTo: string;
  readonly subject: string;
  readonly date: Date;
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly Attachment[];
}

/** Beyond this a subject is cut; mail programs show far less. */
const SUBJECT = 250;
const NAME = 100;

/** @throws when a letter cannot be sent as it is: a fault of whoever wrote it, or an address that is none */
export function mimeOf({ key, to, date, letter }: Posted, { from, replyTo }: Sender): Mime {
  if (!isAddress(to.address)) throw new Error('This is no e-mail address.');
  const { subject, text, html, unsubscribe, attachments = [] } = letter;
  return {
    from: { name: headText(from.name, NAME), address: from.address },
    to: { name: headText(to.name, NAME), address: to.address },
    ...{ replyTo, date, text, html },
    subject: headText(subject, SUBJECT),
    messageId: messageIdOf(key, from.address),
    headers: {
      // No out-of-office answers, and none from another machine (RFC 3834; the second is Exchange's).
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      ...(unsubscribe !== undefined && unsubscribeHeaders(unsubscribe)),
    },
    attachments: attachments.map(({ name, type, content }) => ({
      ...{ type: cleanLine(type), content },
      name: headText(name.replace(/[/\\]/g, '-'), NAME),
    })),
  };
}

/** What was typed, for one line of the head. What looks like an encoded word would be decoded, line breaks and all. */
function headText(typed: string, most: number): string {
  return shorten(cleanLine(typed).replaceAll('=?', '= ?'), most);
}

/** The same for the same key, and tells nothing of it. */
export function messageIdOf(key: string, from: string): string {
  const id = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}

function unsubscribeHeaders(address: string): Record<string, string> {
  // Parsed and written again: a space or a line break in it is percent-encoded or gone.
  const url = new URL(address);
  if (!['https:', 'http:'].includes(url.protocol)) throw new Error('People unsubscribe on a web address.');
  return {
    'List-Unsubscribe': `<${url.href.replace(/[<>]/g, encodeURIComponent)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}
