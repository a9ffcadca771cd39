/** The coordinating team lets go of what somebody holds, as for those who ring up. */
import { UserError } from '../../../shared/errors.js';
import { numberOf, textOf } from '../../../shared/parse.js';
import type { ActorContext, Handler, Input } from '../../workflow.js';
import { keepBooks, openBooks } from './books.js';
import { releaseCard } from '../session/confirm-cards.js';
import { placeCard } from './cards.js';
import { loadManaged } from '../session/draft.js';
import { peopleCard } from './people.js';
import { dateOf, hasBegun, mustBePublished, slotName } from '../session/session.js';
import { isLive } from './sign-up.js';
import type { SignUp } from './sign-up.js';
import { cancel, signUpOf } from './waiting-list.js';
import type { Books } from './waiting-list.js';

/** Asked once: the place goes to the next person at once. */
export const cancelPlace: Handler = async (input, context) => {
  const { books, theirs } = await loadTheirs(input, context);
  const page = numberOf(input.data, 'page');
  if (theirs === undefined || !isLive(theirs))
    return { reply: await peopleCard(context, books, page, input.personal) };
  mustNotHaveBegun(books, theirs);
  const name = (await context.directory.member(theirs.member))?.name ?? 'Somebody who has left';
  return { reply: releaseCard(context, books, theirs, name, page) };
};

export const confirmCancelPlace: Handler = async (input, context) => {
  const { books: before, theirs } = await loadTheirs(input, context);
  const page = numberOf(input.data, 'page');
  // Whoever took another place since is asked about once more.
  const asked = textOf(input.data, 'slot') === slotName(theirs?.place ?? theirs?.wish?.slot);
  if (theirs === undefined || !isLive(theirs) || !asked)
    return { reply: await peopleCard(context, before, page, false) };
  mustNotHaveBegun(before, theirs);
  const { books, notify } = await keepBooks(context, before, cancel(before, theirs.member), theirs.member);
  const now = signUpOf(books, theirs.member) ?? theirs;
  const told = {
    to: { kind: 'member', id: now.member } as const,
    card: await placeCard(context, books, now, 'The coordinating team cancelled this for you.'),
    key: `info-sessions.released:${now.id}:${now.version}`,
  };
  return { reply: await peopleCard(context, books, page, false), notify: [...notify, told] };
};

async function loadTheirs(
  input: Input,
  context: ActorContext,
): Promise<{ readonly books: Books; readonly theirs: SignUp | undefined }> {
  const session = await loadManaged(input, context);
  mustBePublished(session);
  const books = await openBooks(context, session);
  return { books, theirs: signUpOf(books, textOf(input.data, 'member')) };
}

/** @throws {UserError} when the place is on a date that has begun */
function mustNotHaveBegun({ session, now }: Books, { place }: SignUp): void {
  if (place === undefined || !hasBegun(dateOf(session, place.date), now)) return;
  throw new UserError('info-sessions.begun', `'${session.title}' has begun, so its places do not change.`);
}
