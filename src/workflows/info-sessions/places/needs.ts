/** Access and dietary needs: told in the personal chat, seen by coordinators. kept-needs.ts says for how long. */
import { UserError } from '../../../shared/errors.js';
import { longDate } from '../../../shared/calendar.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { optionalText, parse } from '../../../shared/parse.js';
import { z } from 'zod';
import type { Action, ActorContext, Card, Handler, Input } from '../../workflow.js';
import { openBooks } from './books.js';
import { placeCard } from './cards.js';
import { eraseOn, keepNeeds, needs } from './kept-needs.js';
import { loadSession } from '../session/load.js';
import { isOver } from '../session/session.js';
import type { Session } from '../session/session.js';
import { isLive, signUpId } from './sign-up.js';
import type { SignUp } from './sign-up.js';
import { signUpOf } from './waiting-list.js';

export const openNeeds: Handler = async (input, context) => {
  const { session, mine } = await loadOwn(input, context);
  if (session.state === 'cancelled') {
    return { reply: await placeCard(context, await openBooks(context, session), mine) };
  }
  return { reply: await needsFormCard(session, context, {}) };
};

const form = z.object({
  access: optionalText('what would help you', 500),
  diet: optionalText('what you cannot eat', 500),
});

export const saveNeeds: Action = {
  async handle(input, context) {
    const read = parse(form, input.data);
    const { session, mine } = await loadOwn(input, context);
    const place = async (notice: string): ReturnType<Handler> => ({
      reply: await placeCard(context, await openBooks(context, session), mine, notice),
    });
    const told = !read.ok || read.value.access !== '' || read.value.diet !== '';
    // Nobody needs it any more. Who leaves both empty wants what is kept to be erased, and that is done.
    if (told && (session.state === 'cancelled' || isOver(session, context.now))) {
      return place('What you typed was not kept: nobody needs it any more.');
    }
    if (!read.ok) return read;
    await keepNeeds(context, session, mine.id, read.value);
    return place(told ? 'Your needs are with the coordinating team.' : 'No needs are kept.');
  },
  form: async (typed, trouble, context) => {
    const { session } = await loadOwn(typed, context);
    return needsFormCard(session, context, { typed: typed.data, ...trouble });
  },
};

async function needsFormCard(session: Session, context: ActorContext, trouble: Trouble): Promise<Card> {
  const known = await context.store.get(needs, signUpId(session.id, context.actor.id));
  const start = { access: known?.access ?? '', diet: known?.diet ?? '' };
  return {
    template: 'info-sessions/needs-form',
    summary: 'Access and dietary needs',
    data: {
      who: `Only the coordinating team sees this. It is erased when you give up your place, and on ${longDate(eraseOn(session, context))} at the latest; a backup made before then holds it until that backup is deleted.`,
      ...formData(['access', 'diet'], start, trouble),
      press: { session: session.id },
    },
  };
}

/** @throws {UserError} outside the personal chat, and for whoever has not signed up */
async function loadOwn(
  input: Input,
  context: ActorContext,
): Promise<{ readonly session: Session; readonly mine: SignUp }> {
  if (!input.personal) {
    throw new UserError(
      'info-sessions.notHere',
      'Needs are told in our own chat alone. Open it and say my sessions.',
    );
  }
  const session = await loadSession(input, context);
  const mine = signUpOf(await openBooks(context, session), context.actor.id);
  if (mine !== undefined && isLive(mine)) return { session, mine };
  throw new UserError(
    'info-sessions.noPlace',
    `Sign up for '${session.title}' first. Say sessions to see what is on.`,
  );
}
