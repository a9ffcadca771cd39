/**
 * Local mode asks for no token, so it answers only programs on this machine that mean it: not a
 * web page in the browser, a tunnel or a proxy that carries strangers here.
 */
import type { IncomingHttpHeaders } from 'node:http';

const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/**
 * Why a request is not taken in local mode, or nothing.
 * @param ownPage whether it may come from a page of this very address
 */
export function strangerIn(headers: IncomingHttpHeaders, ownPage = false): string | undefined {
  const why = (what: string): string =>
    `This bot runs in local mode and does not answer ${what}. Set BOT_ID to let Microsoft Teams reach it.`;

  if (!LOCAL_HOST.test(headers.host ?? '')) return why('under this host name');
  const own = ownPage && headers.origin === `http://${headers.host ?? ''}`;
  if (headers.origin !== undefined && !own) return why('web pages');
  const forwarded = Object.keys(headers).some(
    (name) => name === 'forwarded' || name.startsWith('x-forwarded'),
  );
  return forwarded ? why('requests that were forwarded') : undefined;
}
