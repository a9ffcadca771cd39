/** What people told of their needs, and until when: erased with the place, at the latest days after the session. */
import { addDays, dayOf } from '../../../shared/calendar.js';
import { collection } from '../../../store/store.js';
import type { Stored } from '../../../store/store.js';
import type { Context, Job } from '../../workflow.js';
import { sessions } from '../session/session.js';
import type { Session } from '../session/session.js';
import type { SignUp } from './sign-up.js';

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

/** Keeps what somebody told; nothing told is nothing kept. */
export async function keepNeeds(
  context: Context,
  session: Session,
  id: string,
  { access, diet }: Pick<Needs, 'access' | 'diet'>,
): Promise<void> {
  if (access === '' && diet === '') {
    await forgetNeeds(context, id);
    return;
  }
  const known = await context.store.get(needs, id);
  if (known?.access === access && known.diet === diet) return;
  await context.store.put(needs, { id, version: known?.version ?? 0, session: session.id, access, diet });
  await planErasure(context, session);
}

/** They have no place any more and wait for none, so nobody needs it. `id` is that of the sign-up. */
export async function forgetNeeds({ store }: Context, id: string): Promise<void> {
  if ((await store.get(needs, id)) !== undefined) await store.remove(needs, id);
}

/** Of everybody: the session is not held, or it is over for long enough. */
export async function forgetNeedsOf({ store }: Context, session: string): Promise<void> {
  for (const { id } of await store.find(needs, { where: { session } })) await store.remove(needs, id);
  if ((await store.get(erasures, session)) !== undefined) await store.remove(erasures, session);
}

/** Erases what was only needed for the session. */
export const eraseNeeds: Job = {
  name: 'erase-needs',
  async run(context) {
    const { store, today } = context;
    await planMissing(context);
    for (const { id } of await store.find(erasures, { by: 'on', to: addDays(today, 1) })) {
      await forgetNeedsOf(context, id);
    }
    return [];
  },
};

/** Needs that an earlier version kept have no day yet. Asked by session, so it costs one look for each that has needs. */
async function planMissing(context: Context): Promise<void> {
  let from = '';
  for (;;) {
    const [each] = await context.store.find(needs, { by: 'session', from, limit: 1 });
    if (each === undefined) return;
    // Behind every id that is the session's own.
    from = `${each.session}~`;
    if ((await context.store.get(erasures, each.session)) !== undefined) continue;
    const session = await context.store.get(sessions, each.session);
    if (session === undefined) await forgetNeedsOf(context, each.session);
    else await planErasure(context, session);
  }
}

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

/** The day on which a session's needs are erased, as an ISO date. */
export function eraseOn(session: Session, { partnership }: Context): string {
  const last = dayOf(new Date(session.lastEnd), partnership.time_zone);
  return addDays(last, partnership.info_sessions.erase_needs_after_days);
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
