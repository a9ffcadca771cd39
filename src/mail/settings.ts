/** Where letters go and whom they come from, as the environment says it. */
import { z } from 'zod';

/** A mail server. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** `from the start` is the scheme smtps; `required` is STARTTLS, and no letter without it. */
  readonly tls: 'from the start' | 'required' | 'when offered';
  /** Letters a minute that the server takes; no limit of ours when absent. */
  readonly perMinute?: number;
}

export interface MailSettings {
  /** Absent in local mode without SMTP_URL: letters are kept in the data folder. */
  readonly smtp?: SmtpSettings;
  /** The address in From; the team's mailbox when absent. */
  readonly from?: string;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;
const PLAIN_ADDRESS = /^[^\s<>"(),:;@[\\\]]{1,64}@[^\s<>"(),:;@[\\\]]{1,253}$/;

/** Whether it can stand alone in the head of a letter. Stricter than the standard, which allows quotes and comments. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && PLAIN_ADDRESS.test(text);
}

const FORM = 'like smtps://user:password@mail.example.org or smtp://mail.example.org:587';

export const smtpUrl = z.string().transform((text, context): SmtpSettings => {
  const fault = (message: string): never => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  if (!/^smtps?:\/\//i.test(text) || !URL.canParse(text)) return fault(`must be an address ${FORM}`);
  const url = new URL(text);
  if (url.hostname === '' || (url.pathname !== '' && url.pathname !== '/') || url.hash !== '') {
    return fault(`must name a mail server and nothing after it, ${FORM}`);
  }
  const unknown = [...url.searchParams.keys()].find((key) => !['tls', 'perMinute'].includes(key));
  if (unknown !== undefined) return fault('may end with ?tls=optional or ?perMinute=30 and nothing else');
  const tls = url.searchParams.get('tls');
  if (tls !== null && (tls !== 'optional' || url.protocol === 'smtps:')) {
    return fault('may say tls=optional after smtp:// and nothing else about TLS');
  }
  const perMinute = url.searchParams.get('perMinute');
  if (perMinute !== null && !/^[1-9]\d{0,4}$/.test(perMinute)) {
    return fault('must give perMinute as a number of letters, like perMinute=30');
  }
  try {
    return {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (url.protocol === 'smtps:' ? 465 : 587) : Number(url.port),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      tls: tlsOf(url, tls === 'optional'),
      ...(perMinute !== null && { perMinute: Number(perMinute) }),
    };
  } catch {
    return fault('must have its user name and password percent-encoded: %40 for @, %25 for %');
  }
});

function tlsOf({ protocol, hostname }: URL, optional: boolean): SmtpSettings['tls'] {
  if (protocol === 'smtps:') return 'from the start';
  return optional || LOOPBACK.test(hostname) ? 'when offered' : 'required';
}

export const fromAddress = z
  .string()
  .refine(isAddress, 'must be one e-mail address, like roundtable@example.org');
