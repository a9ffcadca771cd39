/** What the cards about a round show. */
import { longDate } from '../../shared/calendar.js';
import { formatMoney } from '../../shared/money.js';
import { count } from '../../shared/text.js';
import type { ActorContext, Card } from '../workflow.js';
import { mayManageGrants } from './policy.js';
import { ROUND_STATES, grantRounds, roundName } from './round.js';
import type { GrantRound } from './round.js';

const LISTED = 8;

/** The latest rounds; drafts are the coordinating team's. */
export async function roundListCard({ store, actor }: ActorContext): Promise<Card> {
  const latest = await store.find(grantRounds, { by: 'createdAt', order: 'descending', limit: LISTED });
  const shown = latest.filter(({ state }) => state !== 'draft' || mayManageGrants(actor));
  const nothing = shown.length === 0 ? 'There is no grant round yet.' : '';
  return {
    template: 'grants/rounds',
    summary: nothing === '' ? `${count(shown.length, 'grant round')}.` : nothing,
    data: {
      nothing,
      rounds: shown.map((round) => ({
        name: roundName(round),
        detail: roundSentence(round),
        press: { round: round.id },
      })),
    },
  };
}

/** `Open for proposals. £39,661 (indicative). Proposals until 24 April 2023.` */
export function roundSentence({ state, awardPence, award, closesOn }: GrantRound): string {
  const until = state === 'open' ? ` Proposals until ${longDate(closesOn)}.` : '';
  return `${ROUND_STATES[state]}. ${formatMoney(awardPence)} (${award}).${until}`;
}
