/** Names that cannot be traced to a person from the records: what is anonymous stays so in the journal and in a backup. */
import { UserError } from '../shared/errors.js';
import type { Links } from './links.js';

/** @throws {UserError} where no secret is kept outside the records */
export function pseudonymOf(links: Links | undefined, member: string): (purpose: string) => string {
  return (purpose) => {
    if (links !== undefined) return links.mark(`${purpose}\n${member}`);
    throw new UserError(
      'links.noSecret',
      'Anonymous answers are not set up here. Whoever runs the bot turns them on with PUBLIC_URL and LINK_SECRET.',
    );
  };
}
