/**
 * The contract between a workflow and the rest of Roundtable. Types only: what a workflow needs,
 * it finds through here; what it is, it says here. See README.md for the recipe.
 */
import type { Member } from '../directory.js';
import type { Document, Downloadable } from '../reports/document.js';
import type { Form } from '../reports/html-form.js';
import type { Invalid, Problems, Result } from '../shared/result.js';
import type { AnyCollection } from '../store/store.js';
import type { ActorContext, Context, Input } from './handler-context.js';
import type { Card, LetterWriter, Notification } from './notification.js';
import type { MaterialSource, Offer } from './offer.js';

export type * from './handler-context.js';
export type * from './notification.js';
export type { Material, MaterialSource, Offer, OfferButton } from './offer.js';

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
