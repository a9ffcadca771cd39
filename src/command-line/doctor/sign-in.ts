/** Whether Microsoft lets the bot sign in, and what time it is there. */
import type { BotRegistration } from '../../config.js';
import { about } from './finding.js';
import type { Finding } from './finding.js';

export interface SignIn {
  readonly finding: Finding;
  /** The authority's clock, when it answered. */
  readonly theirs?: Date;
}

/** Where the bot asks for its tokens: Microsoft's worldwide cloud. */
export const LOGIN = 'https://login.microsoftonline.com';
const SCOPE = 'https://api.botframework.com/.default';
const { ok, problem } = about('Sign-in');

/** What Microsoft's most frequent refusals mean here, by their number. */
const REFUSALS: Readonly<Record<string, string>> = {
  AADSTS7000215:
    'Microsoft does not know BOT_PASSWORD. Set the value of a client secret of BOT_ID: not its id, and nothing missing at its end.',
  AADSTS7000222: 'BOT_PASSWORD has expired. Make a new client secret for BOT_ID and set its value.',
  AADSTS700016: 'There is no application BOT_ID in that tenant. Check BOT_ID, BOT_TENANT_ID and BOT_TYPE.',
  AADSTS90002: 'There is no tenant BOT_TENANT_ID. Check it.',
};

/**
 * Asks for a token, as the bot does before it sends.
 * @param login the authority's address
 * @param timeout in milliseconds
 */
export async function trySignIn(bot: BotRegistration, login = LOGIN, timeout = 10_000): Promise<SignIn> {
  const tenant = bot.type === 'MultiTenant' ? 'botframework.com' : bot.tenant;
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: bot.id,
    client_secret: bot.password,
    scope: SCOPE,
  });
  try {
    const signal = AbortSignal.timeout(timeout);
    const answer = await fetch(`${login}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body, signal });
    const date = new Date(answer.headers.get('date') ?? '');
    const text = await answer.text();
    return { finding: judge(answer.status, text), ...(!Number.isNaN(date.getTime()) && { theirs: date }) };
  } catch (error) {
    return { finding: problem(notReached(login, error)) };
  }
}

function judge(status: number, text: string): Finding {
  // Nothing else of the answer is shown: it may be a token.
  if (status === 200 && text.includes('"access_token"')) return ok('Microsoft gave the bot a token.');
  const code = /AADSTS\d+/.exec(text)?.[0] ?? '';
  const known = REFUSALS[code];
  if (known !== undefined) return problem(`${known} (${code})`);
  if (status === 400 || status === 401) {
    return problem(
      `Microsoft refused the bot (${code || `status ${status}`}). Check BOT_ID, BOT_PASSWORD and BOT_TENANT_ID.`,
    );
  }
  return problem(
    `The sign-in service answered with status ${status} and no token. Try again in a few minutes; if it stays so, look for a proxy in between.`,
  );
}

function notReached(login: string, error: unknown): string {
  const { name, cause, message } = error as Error & { readonly cause?: { readonly code?: string } };
  const why = name === 'TimeoutError' ? 'no answer in time' : (cause?.code ?? message);
  return `${new URL(login).host} cannot be reached (${why}). Let this computer reach it over HTTPS: without it the bot can send nothing.`;
}
