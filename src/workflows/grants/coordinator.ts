/** What a coordinator does with a round. */
import type { Handler } from '../workflow.js';
import { roundListCard } from './cards-round.js';

/** *grants*: the rounds. */
export const showRounds: Handler = async (_input, context) => ({ reply: await roundListCard(context) });
