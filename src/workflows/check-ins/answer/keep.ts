/** Keeps what a lead says of one action. */
import type { ActorContext } from '../../workflow.js';
import { NO_DETAILS, answerId, keepAnswer } from './answer.js';
import type { Answer, Details, Press, Words } from './answer.js';
import type { Case } from './case.js';

/** The second section stays when the first changes; a new round starts without last time's. */
export function detailsOf({ answer }: Case): Details {
  return answer ?? NO_DETAILS;
}

/**
 * @param press where it was said
 * @param unchanged said as "nothing has changed"
 * @throws {UserError} when somebody else answered since the card was made
 */
export function keepWords(
  { store, actor, now }: ActorContext,
  { round, action }: Case,
  said: Words & Details,
  press: Press,
  unchanged = false,
): Promise<Answer> {
  const { status, rag, money, done, outcome, reason } = said;
  const { next, nextOn, evidence, evidenceOn, evidenceShared } = said;
  const answer: Answer = {
    id: answerId(round.id, action.id),
    version: 0,
    round: round.id,
    action: action.id,
    by: actor.id,
    answeredAt: now.toISOString(),
    firstAnsweredAt: now.toISOString(),
    unchanged,
    nonce: press.nonce,
    ...{ status, rag, money, done, outcome, reason },
    ...{ next, nextOn, evidence, evidenceOn, evidenceShared },
  };
  return keepAnswer(store, answer, press);
}
