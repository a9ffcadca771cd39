/** The one link that a person without Teams needs: it opens their own page. */
import type { Member } from '../directory.js';
import { UserError } from '../shared/errors.js';
import type { Transaction } from '../store/store.js';
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

export function webLinksMissing(): UserError {
  return new UserError(
    'links.notSetUp',
    'Web links are not set up here. Whoever runs the bot turns them on with PUBLIC_URL and LINK_SECRET.',
  );
}
