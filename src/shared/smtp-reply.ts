/** What a mail server's refusal says about the address. */

/** In replies without an enhanced status code: they are about who sends, or about a mailbox that is there. */
const NOT_THE_ADDRESS =
  /relay|rcpthosts|sender|spam|spf|dkim|dmarc|black|block|listed|polic|prohibit|denied|auth|reputation|quota|full|local problem/i;

const CODES = /^(\d{3})(?:[ -]+(\d\.\d{1,3}\.\d{1,3})\b)?/;

/** `550 5.1.1`, without the words, or '' when it is no reply of a mail server. */
export function replyCodes(reply: string): string {
  const [, code = '', status = ''] = CODES.exec(reply.trim()) ?? [];
  return `${code} ${status}`.trim();
}

/**
 * Whether a mail server says that there is no such address. Its other permanent refusals are mostly about us
 * (relaying, a blocklist) and meet every reader alike, or pass, like a full mailbox: nobody leaves a list for those.
 * @param reply as the server wrote it, like `550 5.1.1 No such user`
 */
export function refusesAddress(reply: string): boolean {
  const [, code = '', status] = CODES.exec(reply.trim()) ?? [];
  // 5.1.7 and 5.1.8 are about the sender's address.
  if (status !== undefined) return /^5\.1\.(?![78]$)/.test(status);
  return ['550', '551', '553'].includes(code) && !NOT_THE_ADDRESS.test(reply);
}
