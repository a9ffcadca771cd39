/** From our Message to what the service takes: an activity to send, or the answer to a press. */
import type { Activity } from 'botbuilder';
import type { Message } from '../message.js';

const CARD = 'application/vnd.microsoft.card.adaptive';

/** What the body of an answer to a press is; people see nothing of an HTTP status. */
export interface Answer {
  readonly statusCode: number;
  readonly type: string;
  readonly value: unknown;
}

/** A message as an activity. A card's text is its summary: shown beside it, it would be said twice. */
export function activityOf(message: Message): Partial<Activity> {
  if (message.card === undefined) return { type: 'message', text: message.text, textFormat: 'plain' };
  return {
    type: 'message',
    summary: message.text,
    attachments: [{ contentType: CARD, content: message.card }],
  };
}

/** The answer to a press: a card takes the place of the one that was pressed, text is shown beside it. */
export function answerOf(message: Message): Answer {
  if (message.card !== undefined) return { statusCode: 200, type: CARD, value: message.card };
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: message.text };
}

/** The activity by which an answer leaves with the turn's HTTP response. */
export function invokeResponse(answer: Answer): Partial<Activity> {
  return { type: 'invokeResponse', value: { status: 200, body: answer } };
}

/** What a press without a usable verb is answered. */
export const NO_ACTION: Answer = {
  statusCode: 400,
  type: 'application/vnd.microsoft.error',
  value: { code: 'BadRequest', message: 'This button does nothing. Say "hello" to the bot for a new card.' },
};
