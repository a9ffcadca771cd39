/**
 * The contract between a workflow and the rest of Roundtable. Types only: what a workflow needs,
 * it finds here; what it is, it says here. See README.md for the recipe.
 */
import type { Directory, Member } from '../directory.js';
import type { Partnership } from '../partnership.js';
import type { Document, Downloadable } from '../reports/document.js';
import type { Form } from '../reports/html-form.js';
import type { Invalid, Problems, Result } from '../shared/result.js';
import type { AnyCollection, Transaction } from '../store/store.js';
import type { Material, MaterialSource, Offer, OfferButton } from './offer.js';

export type { Material, MaterialSource, Offer, OfferButton } from './offer.js';

/** What a handler may know. It never asks a clock, a network or a disk. */
export interface Context {
  readonly now: Date;
  /** The day it is for the partnership, as an ISO date. */
  readonly today: string;
  readonly store: Transaction;
  readonly directory: Directory;
  readonly partnership: Partnership;
  /** Lets what waited for a member go out: they can be written to now. */
  readonly reopen: (member: string) => Promise<void>;
  /** What became of a notification, by its key. */
  readonly delivery: (key: string) => Promise<Sending | undefined>;
  /**
   * A new link to the member's own web page, until `expires`; the links they had no longer work.
   * Throws a UserError in an installation without web pages.
   */
  readonly personalLink: (member: Member, expires: Date) => Promise<string>;
  /**
   * The address of one of `pages`. `page` is `<workflow>/<page>`, `key` letters, digits and hyphens.
   * Throws a UserError in an installation without web pages.
   */
  readonly pageAddress: (page: string, key?: string) => string;
  /** The first day that a member who is away is back, as an ISO date; '' for who is not away. */
  readonly awayUntil: (member: string) => Promise<string>;
  /** A link to the member's own web page for a letter to them; undefined in an installation without web pages. */
  readonly pageLink: (member: Member) => PageLink | undefined;
}

export interface PageLink {
  readonly url: string;
  /** The last day on which it works, as an ISO date. */
  readonly until: string;
}

/** What a handler may know about whoever acts. */
export interface ActorContext extends Context {
  readonly actor: Member;
  /** Their name as the channel vouches for it now: `actor.name` is the one on the list. */
  readonly speaker: string;
  /**
   * Links to one of `downloads` for the actor alone, valid for a day. `what` is `<workflow>/<download>`.
   * Throws a UserError in an installation without web pages.
   */
  readonly downloadLinks: (
    what: string,
    ids: readonly string[],
    document: Downloadable,
  ) => readonly DownloadLink[];
  /**
   * The buttons a recorded card shows for one of its workflow's `materials`: at most three, none when no
   * workflow takes that kind from the actor. `material` is `<workflow>/<material>`.
   */
  readonly offersFor: (
    kind: Material['kind'],
    material: string,
    ids: readonly string[],
  ) => readonly OfferButton[];
  /**
   * A name for the actor that is always the same for the same purpose, and that nobody can trace to them from the
   * records: it is made with a secret that is not among them.
   */
  readonly pseudonym: (purpose: string) => string;
}

/** What was pressed or said. Values of a card are strings; they are claims until parsed. */
export interface Input {
  /** The card's inputs and the button's own data, merged. */
  readonly data: Readonly<Record<string, unknown>>;
  /** True in a one-to-one chat or on a person's own page: the only place for anything personal. */
  readonly personal: boolean;
  /** The key by which a later notification `replaces` the message whose card was pressed, where it was one. */
  readonly message?: string;
}

/** A card by name: expanded by src/card-renderer.ts from cards/<template>.json. */
export interface Card {
  readonly template: string;
  readonly data: object;
  /** One sentence: the toast of a notification and the text where cards cannot be shown. */
  readonly summary: string;
}

export type Recipient =
  { readonly kind: 'member'; readonly id: string } | { readonly kind: 'channel'; readonly id: string };

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

export interface Done {
  readonly ok?: true;
  /** A card, or a sentence that leaves the card on screen as it is. */
  readonly reply: Card | string;
  readonly notify?: readonly Notification[];
  /** Jobs of the workflow that do the rest: run as soon as this is recorded, in turn, and not at the next pulse. */
  readonly begin?: readonly Job[];
}

/** Parse, load, policy, rule, outcome: in this order. A rule that forbids throws a UserError. */
export type Outcome = Done | Invalid;
export type Handler = (input: Input, context: ActorContext) => Promise<Outcome>;

export interface Command {
  /** What people type, in lower case; the first is shown in help. */
  readonly phrases: readonly [string, ...string[]];
  /** Words may follow a phrase (*away until 4 January*): they come as `more`, in lower case. */
  readonly takesMore?: true;
  /** What it does, as a short sentence without a full stop. */
  readonly help: string;
  /** Whether help offers it to this member; the handler asks its policy again. */
  readonly offeredTo?: (member: Member) => boolean;
  readonly handle: Handler;
}

/** What is said in words of one's own, which are nobody's phrase. */
export interface Hearing {
  /** Whether it is for this handler: the whole of what was typed, without a mention. */
  readonly matches: (text: string) => boolean;
  /** The text comes as `data.said`. */
  readonly handle: Handler;
}

export interface Action {
  readonly handle: Handler;
  /** Answered for people who are no members too; `actor.standing` says where they stand. */
  readonly forStrangers?: boolean;
  /**
   * Nothing of a press may tell who it was: it is written in the bot's own name, and the message that was pressed is
   * not edited. What the handler stores must name nobody either.
   */
  readonly anonymous?: boolean;
  /**
   * The card made from what was typed. The router answers with it, everything still in it, when
   * the input has problems or a rule refuses.
   */
  readonly form?: (
    typed: Input,
    trouble: { readonly problems: Problems; readonly refusal: string },
    context: ActorContext,
  ) => Promise<Card>;
}

/** Says what is due now, from the store alone. It may run twice, late, or after a week's outage. */
export interface Job {
  readonly name: string;
  readonly run: (context: Context) => Promise<readonly Notification[]>;
  /**
   * For work that would hold everybody up: `run` does a slice of it, and does the next in a transaction of its own
   * as long as this says true in the one before.
   */
  readonly unfinished?: (context: Context) => Promise<boolean>;
}

/** Something that waits for a member, or that they sent and may still change. */
export interface Item {
  /** True when the member should do something; false for what they sent and may still change. */
  readonly waiting: boolean;
  readonly title: string;
  readonly detail: string;
  readonly open: { readonly verb: string; readonly data: object; readonly title: string };
}

/**
 * One step of a chase: what a member should be reminded of. src/digest/ gathers what every workflow
 * reminds of into one card, at most one a working day, in reminder hours.
 */
export interface Reminder {
  /** The id of the member. */
  readonly member: string;
  /** Said once ever to this member; a later step of the same ladder has another key. */
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  readonly open: { readonly verb: string; readonly data: object; readonly title: string };
}

/** Writes a document or a calendar as it stands now. `ids` are those of the link that asked for it. */
export type Download = (ids: readonly string[], context: ActorContext) => Promise<Downloadable>;

/** Where the actor can download a document, once for each format that it fits. */
export interface DownloadLink {
  /** `Word`. */
  readonly title: string;
  readonly url: string;
}

/** A file that the operator brings in: first shown as what would change, then applied. */
export interface Import {
  readonly help: string;
  /** What is wrong with the file (by line), or what it would change. Writes only when `apply`. */
  readonly run: (file: ImportFile, apply: boolean, context: Context) => Promise<Result<ImportReport>>;
}

export interface ImportFile {
  readonly name: string;
  readonly content: Uint8Array;
}

export interface ImportReport {
  /** Lines for the terminal, or empty when the file changes nothing. */
  readonly changes: readonly string[];
  readonly summary: string;
  readonly notify?: readonly Notification[];
}

/**
 * A page for anybody who has its address, member or not: what stands behind the last slash is all that says
 * who they are. Mail programs follow links by themselves, so showing it changes nothing.
 */
export interface Page {
  readonly show: (key: string, context: Context) => Promise<PageAnswer>;
  /** Its form was sent; also a mail program's one-click request (RFC 8058), which sends no fields. */
  readonly take?: (
    key: string,
    typed: Readonly<Record<string, string>>,
    context: Context,
  ) => Promise<PageAnswer>;
}

export interface PageAnswer {
  /** A newsletter is shown as such. */
  readonly document: Document;
  readonly form?: Form;
  /** Pages to go on to. */
  readonly links?: readonly { readonly title: string; readonly url: string }[];
  /** There is no such page, or not any more. */
  readonly missing?: true;
  readonly notify?: readonly Notification[];
}

export interface Workflow {
  /** The folder's name and the first part of each verb. */
  readonly name: string;
  readonly title: string;
  /** One line for the welcome card. */
  readonly help: string;
  readonly collections: readonly AnyCollection[];
  readonly commands: readonly Command[];
  /** Asked in turn when no command has the words. */
  readonly hears?: readonly Hearing[];
  /** By the second part of the verb: `save` answers `<name>/save`. Never renamed. */
  readonly actions: Readonly<Record<string, Action>>;
  readonly jobs?: readonly Job[];
  /**
   * What is worth reminding of today, from the store alone; only the newest step of each ladder. A step
   * is named each day until a newer one takes its place or it has lost its use: whoever is away or
   * asked for it later hears it then. May be called often: read what is open, not what has ended.
   */
  readonly reminders?: (context: Context) => Promise<readonly Reminder[]>;
  /** Documents that members download, by name; each asks its own policy. */
  readonly downloads?: Readonly<Record<string, Download>>;
  /** Writers of letters, by the second part of their name. */
  readonly letters?: Readonly<Record<string, LetterWriter>>;
  /** What *my items* lists for the actor. */
  readonly items?: (context: ActorContext) => Promise<readonly Item[]>;
  /** Public pages, at `/<workflow>/<page>/<key>`. */
  readonly pages?: Readonly<Record<string, Page>>;
  readonly imports?: Readonly<Record<string, Import>>;
  /** What its recorded cards can hand to other workflows' forms, by name. */
  readonly materials?: Readonly<Record<string, MaterialSource>>;
  /** What its forms take from other workflows' recorded cards, by name. */
  readonly offers?: Readonly<Record<string, Offer>>;
  /** What somebody who is no member sees, whatever they say or press. One workflow has it. */
  readonly reception?: Handler;
  /** Fills an empty store with the sample partnership; `read` gives a file of env/sample. */
  readonly sample?: (
    read: (name: string) => Uint8Array,
    context: Context,
  ) => Promise<readonly Notification[]>;
}
