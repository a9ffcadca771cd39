/** What somebody does who is no member yet: ask to join, and take the request back. */
import { members } from '../../directory.js';
import type { Member } from '../../directory.js';
import { UserError } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Action, ActorContext, CardNotification, Context, Handler } from '../workflow.js';
import { joinCard, noticeCard, requestCard, waitingCard } from './cards.js';
import { parseJoin } from './form.js';

/** What a stranger sees, whatever they say. */
export const reception: Handler = async ({ personal }, context) => {
  const { actor, partnership } = context;
  if (!personal) return { reply: 'I do not know you yet. Open a chat with me to ask to join.' };
  if (actor.standing === 'waiting') return { reply: waitingCard(context, actor) };
  if (actor.standing === 'declined') {
    const { team } = partnership;
    return {
      reply: `The ${team.name} did not add you to the list of members. If you think it should, write to ${team.mailbox}.`,
    };
  }
  return { reply: joinCard(context) };
};

/** Asks to join. An invited person is a member at once; everybody else waits for a coordinator. */
export const ask: Action = {
  forStrangers: true,
  async handle(input, context) {
    if (!input.personal) return reception(input, context);
    const form = parseJoin(input.data, context.partnership);
    if (!form.ok) return form;
    const { actor } = context;
    if (actor.standing === 'active')
      throw new UserError('members.already', 'You are a member already. Say hello to begin.');
    if (actor.standing === 'waiting' || actor.standing === 'declined') return reception(input, context);

    const { organisation, email } = form.value;
    const listed = email === '' ? undefined : await context.directory.memberByEmail(email);
    if (actor.standing === 'invited' && listed !== undefined) {
      return { ok: false, problems: { email: `${listed.name} has this address already` } };
    }
    const member = await context.store.put(members, {
      ...actor,
      id: actor.id === '' ? newId() : actor.id,
      name: actor.name === '' ? context.speaker : actor.name,
      organisation,
      ...(email !== '' && { email }),
      standing: actor.standing === 'invited' ? 'active' : 'waiting',
    });
    if (member.standing === 'active')
      return { reply: noticeCard(context, 'You are in', welcomeSentence(context, member)) };
    return { reply: waitingCard(context, member), notify: await tellCoordinators(context, member) };
  },
  form: async (typed, trouble, context) => joinCard(context, { typed: typed.data, ...trouble }),
};

/** Takes the request back: nothing of it is kept but the audit trail. */
export const withdraw: Action = {
  forStrangers: true,
  async handle(input, context) {
    const { actor, store } = context;
    if (actor.standing !== 'waiting') return reception(input, context);
    const told = await tellCoordinators(context, actor);
    // Who was a member before is one who has left again: their answers keep their name.
    if (actor.version === 1) await store.remove(members, actor.id);
    else await store.put(members, { ...actor, standing: 'left' });
    const card = noticeCard(context, 'Request taken back', `${actor.name} does not ask to join any more.`);
    const notify = told.map(({ to, key }) => ({ to, card, key: `${key}:withdrawn`, replaces: key }));
    return { reply: 'Your request is taken back. Say hello to ask again.', notify };
  },
};

export function welcomeSentence(context: Context, member: Member): string {
  const organisation = context.directory.organisationName(member.organisation, context.today);
  return `You are a member of the ${context.partnership.name} for ${organisation}. Say hello to see what I can do.`;
}

/** The key of the card that asks one coordinator about one request. */
export function requestKey(member: Member, coordinator: string): string {
  // A second request of the same person is another record, or a later version of a member who left.
  return `members.asks:${member.id}:${member.version}:${coordinator}`;
}

async function tellCoordinators(context: ActorContext, member: Member): Promise<readonly CardNotification[]> {
  const coordinators = await context.directory.membersWith('coordinator');
  const card = await requestCard(context, member);
  return coordinators.map(({ id }) => ({
    to: { kind: 'member', id },
    card,
    key: requestKey(member, id),
  }));
}
