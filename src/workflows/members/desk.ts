/** What a coordinator does with members: decide about requests, find, change, give roles, remove. */
import { members } from '../../directory.js';
import type { Member } from '../../directory.js';
import { UserError } from '../../shared/errors.js';
import { numberOf, textOf } from '../../shared/parse.js';
import type { Action, ActorContext, Handler, Input, Notification } from '../workflow.js';
import {
  confirmRemovalCard,
  memberCard,
  memberFormCard,
  memberListCard,
  noticeCard,
  roleListCard,
} from './cards.js';
import { parseMember } from './form.js';
import { requestKey, welcomeSentence } from './join.js';
import { mustKeepACoordinator, mustManageMembers } from './policy.js';

/** *members*: requests first, then everybody, found by a part of the name. */
export const showMembers: Handler = async (input, context) => {
  mustManageMembers(context.actor);
  const find = textOf(input.data, 'find').trim().slice(0, 100);
  return { reply: await memberListCard(context, find, numberOf(input.data, 'page')) };
};

export const showRoles: Handler = async (_input, context) => {
  mustManageMembers(context.actor);
  return { reply: await roleListCard(context) };
};

export const showMember: Handler = async (input, context) => {
  return { reply: await memberCard(context, await loadMember(input, context)) };
};

/** Lets somebody in. Who is on the list by this address already gets their account instead. */
export const approve: Handler = async (input, context) => {
  const asked = await loadMember(input, context);
  if (asked.standing !== 'waiting' && asked.standing !== 'declined')
    return { reply: await decided(context, asked) };
  const listed = asked.email === undefined ? undefined : await context.directory.memberByEmail(asked.email);
  if (listed?.account !== undefined) {
    throw new UserError(
      'members.addressTaken',
      `${listed.name} is on the list with the address ${asked.email ?? ''} already. Change one of them first.`,
    );
  }
  if (listed !== undefined) await context.store.remove(members, asked.id);
  const member = await context.store.put(members, {
    ...(listed ?? asked),
    ...(asked.account !== undefined && { account: asked.account }),
    standing: 'active',
  });
  await context.reopen(member.id);
  const welcome: Notification = {
    to: { kind: 'member', id: member.id },
    card: noticeCard(context, 'You are in', welcomeSentence(context, member)),
    key: `members.approved:${asked.id}:${asked.version}`,
  };
  const sentence = `${context.actor.name} approved it.`;
  return {
    reply: await memberCard(context, member),
    notify: [welcome, ...(await tellOthers(context, asked, sentence))],
  };
};

export const decline: Handler = async (input, context) => {
  const asked = await loadMember(input, context);
  if (asked.standing !== 'waiting') return { reply: await decided(context, asked) };
  const member = await context.store.put(members, { ...asked, standing: 'declined' });
  const { team } = context.partnership;
  const told: Notification = {
    to: { kind: 'member', id: member.id },
    card: noticeCard(
      context,
      'You were not added',
      `The ${team.name} did not add you to the list of members. If you think it should, write to ${team.mailbox}.`,
    ),
    key: `members.declined:${asked.id}:${asked.version}`,
  };
  const sentence = `${context.actor.name} declined it.`;
  return {
    reply: await memberCard(context, member),
    notify: [told, ...(await tellOthers(context, asked, sentence))],
  };
};

export const change: Handler = async (input, context) => {
  return { reply: memberFormCard(context, await loadMember(input, context)) };
};

/** Saves a member's details and roles; the member is told of a role given or taken away. */
export const save: Action = {
  async handle(input, context) {
    const form = parseMember(input.data, context.partnership);
    if (!form.ok) return form;
    const member = await loadMember(input, context);
    if (member.standing !== 'active') {
      throw new UserError('members.notActive', `${member.name} is not a member. Say members to see who is.`);
    }
    const { name, organisation, email, roles } = form.value;
    if (member.version !== numberOf(input.data, 'version') && !saysTheSame(member, form.value)) {
      throw new UserError(
        'members.changedMeanwhile',
        `${member.name} was changed since you opened the form. Save again to replace that.`,
      );
    }
    if (!roles.includes('coordinator')) await mustKeepACoordinator(context, member);
    const twin = email === '' ? undefined : await context.directory.memberByEmail(email);
    if (twin !== undefined && twin.id !== member.id) {
      return { ok: false, problems: { email: `${twin.name} has this address already` } };
    }
    if (saysTheSame(member, form.value)) return { reply: await memberCard(context, member) };
    const saved = await context.store.put(members, {
      ...member,
      ...{ name, organisation, roles, email: email === '' ? undefined : email },
    });
    return { reply: await memberCard(context, saved), notify: tellRoles(context, member, saved) };
  },
  form: async (typed, trouble, context) =>
    memberFormCard(context, await loadMember(typed, context), { typed: typed.data, ...trouble }),
};

export const remove: Handler = async (input, context) => {
  const member = await loadMember(input, context);
  if (member.standing !== 'active') return { reply: await memberCard(context, member) };
  return { reply: confirmRemovalCard(member, 'members/confirm-remove') };
};

export const confirmRemove: Handler = async (input, context) => {
  const member = await loadMember(input, context);
  if (member.standing === 'active') {
    await mustKeepACoordinator(context, member);
    return { reply: await memberCard(context, await off(context, member)) };
  }
  return { reply: await memberCard(context, member) };
};

/** *leave*: asks once. */
export const leave: Handler = async (_input, context) => {
  await mustKeepACoordinator(context, context.actor);
  return { reply: confirmRemovalCard(context.actor, 'members/confirm-leave') };
};

export const confirmLeave: Handler = async (_input, context) => {
  await mustKeepACoordinator(context, context.actor);
  await off(context, context.actor);
  return {
    reply: noticeCard(
      context,
      'You have left',
      'You are off the list of members. Say hello to ask to join again.',
    ),
  };
};

/** Off the list; roles go too, so that coming back does not bring them along. */
function off({ store }: ActorContext, member: Member): Promise<Member> {
  return store.put(members, { ...member, standing: 'left', roles: [] });
}

async function decided(context: ActorContext, member: Member): ReturnType<typeof memberCard> {
  return memberCard(context, member, 'This was decided already.');
}

/** The member a button names, for a coordinator. */
export async function loadMember(input: Input, context: ActorContext): Promise<Member> {
  mustManageMembers(context.actor);
  const member = await context.directory.member(textOf(input.data, 'member'));
  if (member !== undefined) return member;
  throw new UserError('members.gone', 'This person is not on the list any more. Say members to see who is.');
}

async function tellOthers(
  context: ActorContext,
  asked: Member,
  sentence: string,
): Promise<readonly Notification[]> {
  const coordinators = await context.directory.membersWith('coordinator');
  const card = noticeCard(context, `${asked.name} asked to join`, sentence);
  return coordinators
    .filter(({ id }) => id !== context.actor.id)
    .map(({ id }) => {
      const replaces = requestKey(asked, id);
      return { to: { kind: 'member', id }, card, key: `${replaces}:decided`, replaces };
    });
}

function tellRoles(context: ActorContext, before: Member, after: Member): readonly Notification[] {
  const names = context.partnership.roles;
  const given = after.roles
    .filter((role) => !before.roles.includes(role))
    .map((role) => `You are now in: ${names[role]}.`);
  const taken = before.roles
    .filter((role) => !after.roles.includes(role))
    .map((role) => `You are no longer in: ${names[role]}.`);
  if (given.length + taken.length === 0 || after.id === context.actor.id) return [];
  const card = noticeCard(context, 'Your roles have changed', [...given, ...taken].join(' '));
  return [{ to: { kind: 'member', id: after.id }, card, key: `members.roles:${after.id}:${after.version}` }];
}

function saysTheSame(
  member: Member,
  form: { name: string; organisation: string; email: string; roles: readonly string[] },
): boolean {
  return (
    member.name === form.name &&
    member.organisation === form.organisation &&
    (member.email ?? '') === form.email &&
    [...member.roles].sort().join() === [...form.roles].sort().join()
  );
}
