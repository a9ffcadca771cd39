/** When two spellings are one e-mail address. */
import { domainToASCII } from 'node:url';
import { optionalEmail } from '../../../shared/parse.js';

const MAIL = optionalEmail('is no e-mail address');

/**
 * The one spelling of an address by which it is known, or undefined when it is none. Spaces, invisible signs, `mailto:`
 * and the name in front of `<address>` go; capitals become small; the domain is written in ASCII. Dots and
 * what follows a `+` stay: they can be two mailboxes.
 */
export function addressOf(typed: string): string | undefined {
  const plain = typed.normalize('NFKC').replace(/[\s\p{Cf}\p{Cc}]/gu, '');
  const inside = /<([^<>]*)>$/.exec(plain)?.[1] ?? plain;
  const bare = inside.replace(/^mailto:/i, '').replace(/\.$/, '');
  const at = bare.lastIndexOf('@');
  if (at < 1) return undefined;
  const domain = domainToASCII(bare.slice(at + 1).toLowerCase());
  const read = MAIL.safeParse(`${bare.slice(0, at)}@${domain}`);
  return read.success && read.data !== '' ? read.data : undefined;
}
