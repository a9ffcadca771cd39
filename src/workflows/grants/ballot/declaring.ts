/** Before a vote, and at any time until the ballot closes: each voter declares interests. */
import { z } from 'zod';
import { UserError } from '../../../shared/errors.js';
import { optionalText, parse, textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import { inWords } from '../../../shared/text.js';
import type { Action, ActorContext, Handler, Notification } from '../../workflow.js';
import { boothOf } from './case.js';
import type { Booth } from './case.js';
import { loadBallot, mustTakeVotes } from './ballot.js';
import { ballotCard, declareCard } from './cards.js';
import { titleOf } from '../proposal/cards.js';
import { declarationId, declarations } from './interests.js';
import type { Declaration } from './interests.js';
import { quorumSentence } from './quorum.js';
import { quorumsLost } from './result.js';
import type { Seat } from './seats.js';
import { tellTeam } from '../told.js';

export const declare: Handler = async (input, context) => {
  const { booth, seat } = await declaring(input.data, context);
  mustTakeVotes(booth.ballot, context);
  return { reply: declareCard(context, booth, seat) };
};

const interestForm = z.object({
  own: optionalText('the choice', 400),
  organisation: optionalText('the choice', 400),
  what: optionalText('the interest', 500),
});

/** Keeps what is declared, also after a vote: what they are then recused from does not count any more. */
export const saveDeclaration: Action = {
  async handle(input, context) {
    const form = parse(interestForm, input.data);
    if (!form.ok) return form;
    const { booth, seat } = await declaring(input.data, context);
    mustTakeVotes(booth.ballot, context);
    const idsOf = (places: string): readonly string[] =>
      booth.count.proposals
        .filter((_, place) => places.split(',').includes(String(place)))
        .map(({ id }) => id);
    const own = idsOf(form.value.own);
    const organisation = idsOf(form.value.organisation);
    if (own.length + organisation.length > 0 && form.value.what === '') {
      return invalid({ what: 'Enter what the interest is, like: my sister works there' });
    }
    const id = declarationId(booth.ballot.id, context.actor.id);
    const before = await context.store.get(declarations, id);
    const saved = await context.store.put(declarations, {
      ...{ id, version: before?.version ?? 0, ballot: booth.ballot.id, member: context.actor.id },
      ...{ seat: seat.organisation, own, organisation, at: context.now.toISOString() },
      employer: context.actor.organisation,
      what: own.length + organisation.length === 0 ? '' : form.value.what,
    });
    const after = await boothOf(context, booth.ballot);
    const notice = `Declared. ${votesLost(booth, after, seat)}`;
    const notify = await tellOfQuorum(context, booth, after, saved);
    return { reply: await ballotCard(context, after, 0, notice), notify };
  },
  form: async (typed, trouble, context) => {
    const { booth, seat } = await declaring(typed.data, context);
    return declareCard(context, booth, seat, { typed: typed.data, ...trouble });
  },
};

/** The seat is the one they declared for already, the one on the button, or their only one. */
async function declaring(
  data: Readonly<Record<string, unknown>>,
  context: ActorContext,
): Promise<{ booth: Booth; seat: Seat }> {
  const booth = await boothOf(context, await loadBallot(context.store, textOf(data, 'ballot')));
  const seat = booth.seat ?? booth.seats.find(({ organisation }) => organisation === textOf(data, 'seat'));
  if (seat !== undefined) return { booth, seat };
  throw new UserError(
    'grants.noSeat',
    'You do not speak for a seat in this ballot now. Say ballot to see it.',
  );
}

/** What a late declaration does to votes that the seat has given. */
function votesLost(before: Booth, after: Booth, seat: Seat): string {
  const gone = before.count.counted.filter(
    (vote) => vote.seat === seat.organisation && !after.count.counted.some(({ id }) => id === vote.id),
  );
  if (gone.length === 0) return 'Now read and vote.';
  const titles = before.count.proposals
    .filter(({ id }) => gone.some(({ proposal }) => proposal === id))
    .map((proposal) => `'${titleOf(proposal)}'`);
  const votes = titles.length === 1 ? 'vote' : 'votes';
  const count = titles.length === 1 ? 'counts' : 'count';
  return `The ${votes} of ${seat.name} on ${inWords(titles)} ${count} no more.`;
}

/** The coordinators hear when a quorum that was there is lost: others can still vote. */
async function tellOfQuorum(
  context: ActorContext,
  before: Booth,
  { ballot, count }: Booth,
  { id, version }: Declaration,
): Promise<readonly Notification[]> {
  const lost = quorumsLost(before.count, count);
  if (lost.length === 0) return [];
  const sentences = lost.map(
    ({ title, quorum }) =>
      `${title === '' ? 'The ballot' : `The vote on '${title}'`} is not quorate any more. Quorum ${quorumSentence(quorum)}.`,
  );
  const sentence = `After a late declaration of interest: ${sentences.join(' ')}`;
  return tellTeam(
    context,
    {
      ...{ heading: 'A quorum is lost', sentence, open: 'Open the ballot' },
      ...{ verb: 'grants/ballot-desk', press: { ballot: ballot.id } },
    },
    `grants.quorum-lost:${id}:${version}`,
  );
}
