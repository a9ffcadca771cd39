/** Messages to people who did not just ask for one: cards and letters, and what becomes of them. */
import type { Context } from './handler-context.js';

/** A card by name: expanded by src/card-renderer.ts from cards/<template>.json. */
export interface Card {
  readonly template: string;
  readonly data: object;
  /** One sentence: the toast of a notification and the text where cards cannot be shown. */
  readonly summary: string;
}

export type Recipient =
  | { readonly kind: 'member'; readonly id: string }
  | { readonly kind: 'channel'; readonly id: string };

/** A card for somebody who did not just ask for it. A member without Teams gets it as a letter (src/mail/). */
export interface CardNotification {
  readonly to: Recipient;
  readonly card: Card;
  /** Makes sending idempotent: a key that was used already is not sent again. */
  readonly key: string;
  /** The key of an earlier message that this one updates in place; sent as new if that never went. */
  readonly replaces?: string;
  /** Not before; otherwise at once. */
  readonly due?: Date;
  /** Not from then on: what could not be sent by then has failed, instead of coming late or at night. */
  readonly until?: Date;
}

/** Somebody's e-mail address, member or not. */
export interface Address {
  readonly kind: 'address';
  /** The address, in lower case. */
  readonly id: string;
  readonly name?: string;
}

/** A letter by e-mail, written when it is sent, from the records as they are then. */
export interface LetterNotification {
  readonly to: Address;
  /** `<workflow>/<letter>`, one of that workflow's `letters`. */
  readonly letter: string;
  readonly ids: readonly string[];
  /** Makes sending idempotent: a key that was used already is not sent again. */
  readonly key: string;
  /** Not before; otherwise at once. */
  readonly due?: Date;
}

/** A message to somebody who did not just ask for it. */
export type Notification = CardNotification | LetterNotification;

/** What a letter says. Line breaks in the subject become spaces. */
export interface Letter {
  readonly subject: string;
  /** A whole HTML document that loads nothing from elsewhere. */
  readonly html: string;
  readonly text: string;
  /** An https address that unsubscribes by one POST (RFC 8058). */
  readonly unsubscribe?: string;
  readonly attachments?: readonly Attachment[];
  /** Whoever it is for may have another address by now than when it was asked for; absent: that one still counts. */
  readonly to?: { readonly address: string; readonly name: string };
}

export interface Attachment {
  readonly name: string;
  /** Its media type, like `text/calendar`. */
  readonly type: string;
  readonly content: string | Uint8Array;
}

/**
 * Writes a letter of the records that `ids` name. It only reads, and may be asked again when a mail server was
 * busy. Undefined: there is no reason to send it any more.
 */
export type LetterWriter = (ids: readonly string[], context: Context) => Promise<Letter | undefined>;

export type SendingState =
  | 'waiting'
  /** On its way; after a kill nobody knows whether it arrived. */
  | 'sending'
  | 'sent'
  | 'may have been sent'
  /** Nobody there yet: sent the moment they meet the bot. */
  | 'unreachable'
  | 'failed';

/** What became of a notification. */
export interface Sending {
  readonly state: SendingState;
  /** Why it is not sent, in words for a coordinator; empty when there is nothing to say. */
  readonly reason: string;
  /** ISO instant of the first delivery. */
  readonly sentAt?: string;
  /** True when the recipient's mail server refused their address for good. */
  readonly bounced?: boolean;
}
