/** Personal links: for one member, for one purpose, until an instant, and not after they are taken back. */
import type { Clock } from '../clock.js';
import { newId } from '../shared/ids.js';
import { readToken, writeToken } from './token.js';
import type { Link } from './token.js';

export interface NewLink {
  /** The id of the member it is for. */
  readonly member: string;
  /** Like `web/card`. The last part of it is the first of the address: `/card/<token>`. */
  readonly purpose: string;
  readonly ids?: readonly string[];
  readonly expires: Date;
}

/** Why a link is not followed. */
export type LinkRefusal = 'altered' | 'other purpose' | 'expired' | 'revoked' | 'not a member';

export type LinkReading =
  | { readonly ok: true; readonly link: Link }
  | { readonly ok: false; readonly refusal: LinkRefusal };

export interface Links {
  /** The address to pass on, and the link that it stands for. Nothing is stored. */
  make(wanted: NewLink): { readonly url: string; readonly link: Link };
  /** An address of the web pages that is nobody's own, like `/bulletin/join`. Nothing is stored. */
  address(path: string): string;
  /** What the token says, and whether it may be followed now; revocations.ts knows those taken back. */
  read(token: string, purpose: string): LinkReading;
}

interface Parts {
  /** The first signs, all are known: put a new one in front, and remove the old when its links are over. */
  readonly secrets: readonly [string, ...string[]];
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly clock: Clock;
}

export function openLinks({ secrets, publicUrl, clock }: Parts): Links {
  return {
    make({ member, purpose, ids = [], expires }) {
      const issued = clock.now().getTime();
      const link: Link = { id: newId(), member, purpose, ids, issued, expires: expires.getTime() };
      const folder = purpose.slice(purpose.lastIndexOf('/') + 1);
      return { url: `${publicUrl}/${folder}/${writeToken(secrets[0], link)}`, link };
    },
    address: (path) => `${publicUrl}${path}`,
    read(token, purpose) {
      const link = readToken(secrets, token);
      if (link === undefined) return { ok: false, refusal: 'altered' };
      if (link.purpose !== purpose) return { ok: false, refusal: 'other purpose' };
      if (clock.now().getTime() >= link.expires) return { ok: false, refusal: 'expired' };
      return { ok: true, link };
    },
  };
}

const REFUSALS: Readonly<Record<LinkRefusal, string>> = {
  altered:
    'This link is not complete, or a character in it has changed. Copy all of it from the message it came in.',
  'other purpose': 'This link is for something else.',
  expired: 'This link has expired.',
  revoked: 'This link has been replaced or taken back, so it no longer works.',
  'not a member': 'The person this link was made for is no longer on the list of members.',
};

/** The sentence for whoever followed the link, with how to get a new one. */
export function linkRefusalSentence(
  refusal: LinkRefusal,
  {
    name,
    short_name,
    mailbox,
  }: { readonly name: string; readonly short_name: string; readonly mailbox: string },
): string {
  return `${REFUSALS[refusal]} For a new one, write to the ${name} (${short_name}): ${mailbox}.`;
}
