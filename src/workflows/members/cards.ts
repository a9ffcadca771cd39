/** What the members' cards show. */
import type { Member, Role } from '../../directory.js';
import { longDate } from '../../shared/calendar.js';
import { formData } from '../../shared/form-card.js';
import type { Trouble } from '../../shared/form-card.js';
import { pageOf } from '../../shared/page.js';
import { count, inWords } from '../../shared/text.js';
import type { ActorContext, Card, Context } from '../workflow.js';
import { JOIN_FIELDS, MEMBER_FIELDS, ROLES } from './form.js';

const PAGE = 8;

/** Asks a stranger where they belong. */
export function joinCard(context: ActorContext, trouble: Trouble = {}): Card {
  const { partnership, speaker } = context;
  const question = 'Which organisation are you from?';
  return {
    template: 'members/join',
    summary: `I am Roundtable, the assistant of the ${partnership.name}. ${question}`,
    data: {
      greeting: `Hello ${speaker.split(' ')[0] ?? speaker}`,
      who: `I am Roundtable, the assistant of the ${partnership.name} (${partnership.short_name}). I do not know you yet.`,
      ...formData(JOIN_FIELDS, { organisation: '', email: '' }, trouble),
      organisations: organisationChoices(context),
      privacy:
        `The ${partnership.team.name} (${partnership.team.short_name}) sees your name, what you enter here and your ` +
        `Microsoft account, and decides.`,
    },
  };
}

export function waitingCard({ partnership, directory, today }: ActorContext, member: Member): Card {
  const organisation = directory.organisationName(member.organisation, today);
  const sentence = `You asked to join for ${organisation}. The ${partnership.team.name} (${partnership.team.short_name}) decides, and I tell you here.`;
  return { template: 'members/waiting', summary: sentence, data: { sentence } };
}

/** Asks a coordinator about somebody who wants to join. */
export async function requestCard(context: Context, member: Member): Promise<Card> {
  const summary = `${member.name} asks to join.`;
  return {
    template: 'members/request',
    summary,
    data: {
      heading: `${member.name} asks to join`,
      facts: [...facts(context, member), ...(await placeTaken(context, member))],
      press: { member: member.id },
    },
  };
}

/** Approving somebody with an address on the list hands over that place: the coordinator sees whose it is. */
async function placeTaken(context: Context, { email, standing }: Member): Promise<Facts> {
  if (email === undefined || (standing !== 'waiting' && standing !== 'declined')) return [];
  const listed = await context.directory.memberByEmail(email);
  return listed === undefined ? [] : [{ title: 'Takes the place of', value: listed.name }];
}

export async function memberListCard(context: ActorContext, find: string, page: number): Promise<Card> {
  const waiting = await context.directory.members('waiting');
  const all = await context.directory.members();
  // Somebody who was declined is found by name, to be approved after all.
  const others = find === '' ? [] : await context.directory.members('declined');
  const wanted = [...all, ...others].filter(({ name }) => name.toLowerCase().includes(find.toLowerCase()));
  const shown = pageOf(wanted, page, PAGE);
  const sentence =
    find === ''
      ? `${count(all.length, 'member')}.`
      : `${count(wanted.length, 'person', 'people')} with '${find}' in the name.`;
  return {
    template: 'members/list',
    summary: `Members: ${sentence}`,
    data: {
      sentence,
      waiting: waiting.slice(0, PAGE).map((member) => row(context, member)),
      moreWaiting:
        waiting.length > PAGE ? `${waiting.length - PAGE} more will show when these are decided.` : '',
      members: shown.items.map((member) => row(context, member)),
      ...formData(['find'], { find }),
      find,
      ...shown.links,
    },
  };
}

export async function roleListCard(context: ActorContext): Promise<Card> {
  const roles: object[] = [];
  for (const role of ROLES) {
    const holders = await context.directory.membersWith(role);
    roles.push({
      name: context.partnership.roles[role],
      text: `${count(holders.length, 'person', 'people')}: ${inWords(holders.slice(0, 40).map(({ name }) => name))}${holders.length > 40 ? ' and others' : ''}.`,
    });
  }
  return { template: 'members/roles', summary: 'Who has which role.', data: { roles } };
}

/** One member, as a coordinator sees them. */
export async function memberCard(context: ActorContext, member: Member, notice = ''): Promise<Card> {
  const reach = await context.directory.reach(member);
  const standing = STANDINGS[member.standing];
  return {
    template: 'members/member',
    summary: `${member.name}: ${standing}.`,
    data: {
      heading: member.name,
      notice,
      facts: [
        { title: 'Standing', value: standing },
        ...facts(context, member),
        ...(await placeTaken(context, member)),
        { title: 'In Teams', value: reach === 'no account' ? withoutAccount(member) : REACH[reach] },
      ],
      waiting: member.standing === 'waiting' || member.standing === 'declined',
      active: member.standing === 'active',
      press: { member: member.id },
    },
  };
}

export function memberFormCard(context: ActorContext, member: Member, trouble: Trouble = {}): Card {
  const { name, organisation, email = '' } = member;
  return {
    template: 'members/form',
    summary: `Change ${name}`,
    data: {
      heading: `Change ${name}`,
      ...formData(MEMBER_FIELDS, { name, organisation, email, roles: member.roles.join(',') }, trouble),
      organisations: organisationChoices(context),
      roles: ROLES.map((role) => ({ title: context.partnership.roles[role], value: role })),
      press: { member: member.id, version: member.version },
    },
  };
}

export function confirmRemovalCard(member: Member, verb: string): Card {
  const self = verb === 'members/confirm-leave';
  const heading = self ? 'Leave the list of members?' : `Remove ${member.name}?`;
  const whose = self ? 'you' : 'they';
  const sentence = `No card reaches ${self ? 'you' : 'them'} any more. What ${whose} answered is kept for the partnership's records.`;
  return {
    template: 'members/confirm',
    summary: heading,
    data: {
      heading,
      sentence,
      yes: self ? 'Leave' : `Remove ${member.name}`,
      verb,
      press: { member: member.id },
    },
  };
}

/** What is kept about the person who asks. */
export function ownCard(context: ActorContext): Card {
  const own = facts(context, context.actor);
  return {
    template: 'members/own',
    summary: own.map(({ title, value }) => `${title}: ${value}`).join('. '),
    data: { facts: [{ title: 'Name', value: context.actor.name }, ...own] },
  };
}

/** Organisations with the names they had, oldest first, and since when they have the one of today. */
export function organisationListCard({ partnership }: Context, page: number): Card {
  const shown = pageOf(partnership.organisations, page, PAGE);
  return {
    template: 'members/organisations',
    summary: `${count(partnership.organisations.length, 'organisation')}.`,
    data: {
      organisations: shown.items.map(({ names, kind }) => {
        const current = names.at(-1);
        const since = current?.from === undefined ? '' : ` Since ${longDate(current.from)}.`;
        const before = names.slice(0, -1).map(({ name }) => name);
        const history = before.length === 0 ? '' : ` Before: ${inWords(before)}.`;
        return {
          name: current?.name ?? '',
          text: `${kind.charAt(0).toUpperCase()}${kind.slice(1)}.${since}${history}`,
        };
      }),
      ...shown.links,
    },
  };
}

export function noticeCard(_context: Context, heading: string, sentence: string): Card {
  return { template: 'shared/notice', summary: sentence, data: { heading, sentence } };
}

const STANDINGS = {
  active: 'member',
  waiting: 'asked to join',
  declined: 'was declined',
  left: 'has left',
  invited: 'invited',
  stranger: 'not known',
} as const;

const REACH = {
  reachable: 'can be written to',
  'not met': 'has not met me yet',
  blocked: 'has blocked me or removed me',
} as const;

/** Who has no Teams is written to by e-mail, where there is an address. */
function withoutAccount({ email }: Member): string {
  return email === undefined
    ? 'has no account, and no e-mail address that I could write to'
    : 'has no account: I write to their e-mail address';
}

type Facts = readonly { readonly title: string; readonly value: string }[];

function facts(context: Context, member: Member): Facts {
  const roles = member.roles.map((role: Role) => context.partnership.roles[role]);
  return [
    { title: 'Organisation', value: context.directory.organisationName(member.organisation, context.today) },
    { title: 'E-mail', value: member.email ?? '' },
    { title: 'Roles', value: inWords(roles) },
  ].filter(({ value }) => value !== '');
}

function row(context: Context, member: Member): object {
  const roles = member.roles.map((role) => context.partnership.roles[role]);
  return {
    name: member.name,
    detail: [context.directory.organisationName(member.organisation, context.today), ...roles].join(', '),
    press: { member: member.id },
  };
}

function organisationChoices({ partnership }: Context): readonly { title: string; value: string }[] {
  return partnership.organisations.map(({ id, names }) => ({ title: names.at(-1)?.name ?? id, value: id }));
}
