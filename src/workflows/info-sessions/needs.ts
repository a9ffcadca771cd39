/** Access and dietary needs: said in the personal chat, seen by coordinators, erased after the session. */
import { UserError } from '../../shared/errors.js';
import { addDays, dayOf, longDate } from '../../shared/calendar.js';
import { formData } from '../../shared/form-card.js';
import type { Trouble } from '../../shared/form-card.js';
import { optionalText, parse } from '../../shared/parse.js';
import { z } from 'zod';
import { collection } from '../../store/store.js';
import type { Stored } from '../../store/store.js';
import type { Action, ActorContext, Card, Context, Handler, Input, Job } from '../workflow.js';
import { openBooks } from './books.js';
import { placeCard } from './cards-member.js';
import { loadSession } from './load-session.js';
import type { Session } from './session.js';
import { isLive, signUpId } from './sign-up.js';
import type { SignUp } from './sign-up.js';
import { signUpOf } from './waiting-list.js';

/** `id` is that of the sign-up. What it says is in no other record and on no card that is kept. */
interface Needs extends Stored {
  readonly session: string;
  readonly access: string;
  readonly diet: string;
}

/** When the needs of a session are erased. `id` is the session's: moving it writes nobody's needs again. */
interface Erasure extends Stored {
  /** ISO date. */
  readonly on: string;
}

export const needs = collection<Needs>('info-sessions.needs', [['session']], [], { forgets: true });
export const erasures = collection<Erasure>('info-sessions.erasures', [['on']]);

export const openNeeds: Handler = async (input, context) => {
  const { session } = await loadOwn(input, context);
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
    if (!read.ok) return read;
    const id = signUpId(session.id, context.actor.id);
    const known = await context.store.get(needs, id);
    const { access, diet } = read.value;
    if (access === '' && diet === '') {
      if (known !== undefined) await context.store.remove(needs, id);
    } else if (known?.access !== access || known.diet !== diet) {
      const next = { id, version: known?.version ?? 0, session: session.id, access, diet };
      await context.store.put(needs, next);
      await planErasure(context, session);
    }
    const notice =
      access === '' && diet === '' ? 'No needs are kept.' : 'Your needs are with the coordinating team.';
    return { reply: await placeCard(context, await openBooks(context, session), mine, notice) };
  },
  form: async (typed, trouble, context) => {
    const { session } = await loadOwn(typed, context);
    return needsFormCard(session, context, { typed: typed.data, ...trouble });
  },
};

/** Erases what was only needed for the session. */
export const eraseNeeds: Job = {
  name: 'erase-needs',
  async run({ store, today }) {
    for (const erasure of await store.find(erasures, { by: 'on', to: addDays(today, 1) })) {
      for (const { id } of await store.find(needs, { where: { session: erasure.id } })) {
        await store.remove(needs, id);
      }
      await store.remove(erasures, erasure.id);
    }
    return [];
  },
};

/** When a session moves, so does the day its needs are erased. */
export async function moveErasure(context: Context, session: Session): Promise<void> {
  if ((await context.store.get(erasures, session.id)) !== undefined) await planErasure(context, session);
}

async function planErasure(context: Context, session: Session): Promise<void> {
  const on = eraseOn(session, context);
  const known = await context.store.get(erasures, session.id);
  if (known?.on === on) return;
  await context.store.put(erasures, { id: session.id, version: known?.version ?? 0, on });
}

/** `Needs: a hearing loop. Food: no nuts.`, or empty. */
export async function needsLine({ store }: Context, signUp: SignUp): Promise<string> {
  const found = await store.get(needs, signUp.id);
  if (found === undefined) return '';
  const parts = [
    found.access === '' ? '' : `Needs: ${found.access}`,
    found.diet === '' ? '' : `Food: ${found.diet}`,
  ];
  return parts.filter((each) => each !== '').join('\n');
}

function eraseOn(session: Session, { partnership }: Context): string {
  const last = dayOf(new Date(session.lastEnd), partnership.time_zone);
  return addDays(last, partnership.info_sessions.erase_needs_after_days);
}

async function needsFormCard(session: Session, context: ActorContext, trouble: Trouble): Promise<Card> {
  const known = await context.store.get(needs, signUpId(session.id, context.actor.id));
  const start = { access: known?.access ?? '', diet: known?.diet ?? '' };
  return {
    template: 'info-sessions/needs-form',
    summary: 'Access and dietary needs',
    data: {
      who: `Only the coordinating team sees this. It is erased on ${longDate(eraseOn(session, context))}; a backup made before then holds it until that backup is deleted.`,
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
