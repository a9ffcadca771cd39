/** What travels to a person, and what became of it: the port between the outbox and a channel. */
import type { Letter } from './workflows/workflow.js';

/** A card ready to show. `card` is an expanded Adaptive Card; `text` alone is a plain message. */
export interface Message {
  readonly card?: object;
  readonly text: string;
}

/** Where a message went: enough to update it in place later. */
export interface SentMessage {
  readonly conversation: string;
  readonly activity: string;
  readonly serviceUrl: string;
}

export type Delivery = { readonly state: 'sent'; readonly sent: SentMessage } | NotSent;

export type NotSent =
  /** Surely not accepted: try again, not before `after` seconds when the service said so. */
  | { readonly state: 'try again'; readonly after?: number; readonly reason: string }
  /** May have been accepted: never sent again by itself. */
  | { readonly state: 'may have been sent'; readonly reason: string }
  /** The person or channel cannot be written to (blocked, not installed, not met, gone). */
  | { readonly state: 'unreachable'; readonly reason: string }
  /** This message cannot be sent, now or later (too large, refused). */
  | {
      readonly state: 'failed';
      readonly reason: string;
      /** The recipient's mail server refused the address for good. */
      readonly bounced?: boolean;
    };

/** Carries messages to people. Never throws: what became of it is the answer. */
export interface Carrier {
  /** Sends a new message to a member's account or to a channel's conversation. */
  send(to: { readonly account: string } | { readonly channel: string }, message: Message): Promise<Delivery>;
  /** Updates a message in place. */
  update(sent: SentMessage, message: Message): Promise<Delivery>;
}

/** A letter in its envelope. */
export interface Posted {
  /** The key of its notification: the same letter has the same Message-ID however often it is tried. */
  readonly key: string;
  readonly to: { readonly address: string; readonly name: string };
  readonly date: Date;
  readonly letter: Letter;
}

/** Carries letters to e-mail addresses. Never throws: what became of it is the answer. */
export interface Post {
  send(posted: Posted): Promise<{ readonly state: 'sent' } | NotSent>;
  /** Lets go of connections; what is on its way is finished. */
  close(): void;
}
