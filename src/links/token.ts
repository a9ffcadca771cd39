/**
 * A link's token: what it says, readable, and a signature over it. All of it is letters, digits, `-`, `:` and
 * full stops, so that no mail program and no Markdown takes a part of it for something else.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link says. Instants are in milliseconds. */
export interface Link {
  readonly id: string;
  readonly member: string;
  /** What it is for, like `web/card`. */
  readonly purpose: string;
  /** Which one, where the purpose alone does not say. */
  readonly ids: readonly string[];
  readonly issued: number;
  readonly expires: number;
}

const PART = /^[A-Za-z0-9-]{1,64}$/;
const PURPOSE = /^[a-z-]{1,30}(\/[a-z-]{1,30}){0,2}$/;
const TOKEN = /^([a-z:-]{1,92}(?:\.[A-Za-z0-9-]{1,64}){4,12})\.([0-9a-z]{50})$/;
/** A signature for anything else under the same secret is no signature for a link. */
const WHAT = 'roundtable link 1\n';

/**
 * The token of a link, signed with the secret.
 * @throws when a part has other characters than a token can carry: a fault of the caller
 */
export function writeToken(secret: string, { purpose, id, member, issued, expires, ids }: Link): string {
  const parts = [id, member, issued.toString(36), expires.toString(36), ...ids];
  if (!PURPOSE.test(purpose)) throw new Error(`'${purpose}' cannot be the purpose of a link.`);
  if (ids.length > 8 || !parts.every((part) => PART.test(part))) {
    throw new Error('A link carries up to eight ids of letters, digits and hyphens.');
  }
  const said = [purpose.replaceAll('/', ':'), ...parts].join('.');
  return `${said}.${sign(secret, said)}`;
}

/** What the token says, when one of the secrets signed exactly this. */
export function readToken(secrets: readonly string[], token: string): Link | undefined {
  const [, said, signature] = TOKEN.exec(token) ?? [];
  if (said === undefined || signature === undefined) return undefined;
  // Every secret is tried, so that the time taken tells nothing.
  const signed = secrets.map((secret) => isSame(sign(secret, said), signature));
  if (!signed.includes(true)) return undefined;
  const [purpose = '', id = '', member = '', issued = '', expires = '', ...ids] = said.split('.');
  return {
    ...{ id, member, ids },
    purpose: purpose.replaceAll(':', '/'),
    issued: parseInt(issued, 36),
    expires: parseInt(expires, 36),
  };
}

/** HMAC-SHA-256 as 50 digits to the base of 36. Compared as text: no second spelling of it is taken. */
function sign(secret: string, said: string): string {
  const hex = createHmac('sha256', secret).update(`${WHAT}${said}`).digest('hex');
  return BigInt(`0x${hex}`).toString(36).padStart(50, '0');
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
