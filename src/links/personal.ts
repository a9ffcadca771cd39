/** The one link that a person without Teams needs: it opens their own page. */
import type { Member } from '../directory.js';
import { dayOf } from '../shared/calendar.js';
import { UserError } from '../shared/errors.js';
import type { Transaction } from '../store/store.js';
import type { PageLink } from '../workflows/workflow.js';
import type { Links } from './links.js';
import { revokeLinksOf } from './revocations.js';

/** The purpose of the link to a person's own page (src/web/). */
export const PERSONAL_PAGE = 'web/card';

/**
 * A new link to the member's own page; those made before are taken back.
 * @throws {UserError} in an installation without web links
 */
export async function personalLink(
  tx: Transaction,
  links: Links | undefined,
  member: Member,
  expires: Date,
  now: Date,
): Promise<string> {
  if (links === undefined) throw webLinksMissing();
  const { url, link } = links.make({ member: member.id, purpose: PERSONAL_PAGE, expires });
  await revokeLinksOf(tx, member.id, now, link);
  return url;
}

/** Days for which the link in a letter works. */
const IN_A_LETTER = 14;
const A_DAY = 24 * 60 * 60 * 1000;

/**
 * A link to the member's own page for a letter to them. It takes none back and leaves no record, so that the link in
 * yesterday's letter works beside today's; the next `personalLink` takes back all of them.
 * @returns undefined in an installation without web links
 */
export function pageLink(
  links: Links | undefined,
  member: Member,
  now: Date,
  zone: string,
): PageLink | undefined {
  if (links === undefined) return undefined;
  const expires = new Date(now.getTime() + IN_A_LETTER * A_DAY);
  const { url } = links.make({ member: member.id, purpose: PERSONAL_PAGE, expires });
  return { url, until: dayOf(expires, zone) };
}

export function webLinksMissing(): UserError {
  return new UserError(
    'links.notSetUp',
    'Web links are not set up here. Whoever runs the bot turns them on with PUBLIC_URL and LINK_SECRET.',
  );
}
