/**
 * What became of a message when the connector did not say yes. Making a message twice is worse
 * than making it late, so a new one is tried again only when it was surely not accepted; an edit
 * may be repeated freely.
 */
import type { Delivery } from '../message.js';
import { UntrustedAddress } from './adapter.js';
import { SignInFailed } from './connector.js';

/** What was attempted: a new message, an edit of one, or opening the chat for one. */
export type Attempt = 'post' | 'edit' | 'open chat';

interface Failure {
  readonly status: number;
  /** Ours or Node's (`ECONNREFUSED`), or the service's (`ConversationBlockedByUser`). */
  readonly code: string;
  readonly after?: number;
}

/** Errors of a connection that never came about. */
const NOT_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

const FORBIDDEN: Readonly<Record<string, string>> = {
  BotNotInConversationRoster: 'They have not added the bot, or removed it.',
  ConversationBlockedByUser: 'They have blocked the bot.',
  BotDisabledByAdmin: 'An administrator of their organisation has switched the bot off.',
  MessageWritesBlocked: 'They have blocked the bot.',
  NotEnoughPermissions: 'Their organisation does not let the bot write to them.',
};

const NOT_LET = 'Teams does not let the bot write there.';

/** Reads a failed call to the connector. */
export function deliveryAfter(error: unknown, attempt: Attempt): Delivery {
  // An address is kept from what a person's activity said, and their next word brings another.
  if (error instanceof UntrustedAddress) return { state: 'unreachable', reason: error.message };
  if (error instanceof SignInFailed) return again(error.message);
  const { status, code, after } = failureIn(error);
  if (status === 0) return afterNoAnswer(code, attempt);
  if (status === 429) return again('Teams asked the bot to slow down.', after);
  if (status === 412) return again('Teams was busy with this chat.', after);
  if (status === 401) return again("Teams did not accept the bot's own sign-in.", after);
  if (status === 403) return { state: 'unreachable', reason: FORBIDDEN[code] ?? NOT_LET };
  if (status === 404) return afterNotFound(attempt);
  if (status === 413) return { state: 'failed', reason: 'The message is too large for Teams.' };
  if (status >= 500 || status === 408)
    return unsure(`Teams had a fault of its own (${status}).`, attempt, after);
  return { state: 'failed', reason: `Teams did not accept the message (${status}).` };
}

/** Whether the conversation is not known there (any more). */
export function isGone(error: unknown): boolean {
  return failureIn(error).status === 404;
}

function afterNoAnswer(code: string, attempt: Attempt): Delivery {
  if (NOT_CONNECTED.includes(code)) return again('Teams could not be reached.');
  return unsure('Teams did not answer.', attempt);
}

function afterNotFound(attempt: Attempt): Delivery {
  if (attempt === 'edit') return { state: 'failed', reason: 'The message is no longer there.' };
  return { state: 'unreachable', reason: 'Teams does not know this chat any more.' };
}

function unsure(reason: string, attempt: Attempt, after?: number): Delivery {
  return attempt === 'post' ? { state: 'may have been sent', reason } : again(reason, after);
}

function again(reason: string, after?: number): Delivery {
  return after === undefined ? { state: 'try again', reason } : { state: 'try again', reason, after };
}

function failureIn(error: unknown): Failure {
  const { statusCode, code, details, response } = (error ?? {}) as {
    statusCode?: unknown;
    code?: unknown;
    details?: { error?: { code?: unknown } };
    response?: { headers?: { get?: (name: string) => string | undefined } };
  };
  return {
    status: typeof statusCode === 'number' ? statusCode : 0,
    code: [details?.error?.code, code].find((each) => typeof each === 'string') ?? '',
    after: secondsOf(response?.headers?.get?.('retry-after')),
  };
}

/** Retry-After is a number of seconds or a date, which is by the service's clock and not by ours. */
function secondsOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,6}$/.test(header)) return Number(header);
  const milliseconds = Date.parse(header) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, Math.ceil(milliseconds / 1000));
}
