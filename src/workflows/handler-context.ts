/** What a handler may know, and what it is given. */
import type { Directory, Member } from '../directory.js';
import type { Partnership } from '../partnership.js';
import type { Downloadable } from '../reports/document.js';
import type { Transaction } from '../store/store.js';
import type { Sending } from './notification.js';
import type { Material, OfferButton } from './offer.js';

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
  /** The key by which a later notification `replaces` the message whose card was pressed; looked up when asked for. */
  readonly messageKey?: () => Promise<string | undefined>;
}

/** Where the actor can download a document, once for each format that it fits. */
export interface DownloadLink {
  /** `Word`. */
  readonly title: string;
  readonly url: string;
}
