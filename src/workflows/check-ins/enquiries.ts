/** Asking about an answer, and answering: what each side may do. */
import { z } from 'zod';
import type { Member } from '../../directory.js';
import { UserError } from '../../shared/errors.js';
import { numberOf, parse, requiredText, textOf } from '../../shared/parse.js';
import { invalid } from '../../shared/result.js';
import type { Problems } from '../../shared/result.js';
import type { Action, ActorContext, Handler, Input, Item, Notification } from '../workflow.js';
import { answerId, answers } from './answer.js';
import type { Answer } from './answer.js';
import { recordedCard } from './cards-answer.js';
import { loadCase, withAnswer } from './case.js';
import type { Case } from './case.js';
import { EARLY } from './early.js';
import { ask, blockOf, enquiries, enquiryKey } from './enquiry.js';
import type { Enquiry } from './enquiry.js';
import { blockedFormCard, enquiryCard, enquiryEndCard, questionFormCard } from './enquiry-cards.js';
import type { Contact } from './enquiry-cards.js';
import { historyCard } from './history.js';
import { planActions } from './plan.js';
import type { PlanAction } from './plan.js';
import { mustManageRounds } from './policy.js';
import { noteSeen } from './seen.js';
import { mustBeOpen } from './round.js';

const needed = z.object({ needed: requiredText('what you need', 1000, 'Enter what you need from them') });
const question = z.object({ question: requiredText('the question', 1000, 'Enter your question') });
const reply = z.object({ reply: requiredText('the answer', 1000, 'Enter your answer') });

/** Who can be asked for an organisation: its contact in the partnership file, while they are a member. */
async function contactsFor({
  partnership,
  directory,
  actor,
  today,
}: ActorContext): Promise<readonly (Contact & { readonly member: Member })[]> {
  const found: (Contact & { member: Member })[] = [];
  for (const { id, contact } of partnership.organisations) {
    const member = contact === undefined ? undefined : await directory.memberByEmail(contact);
    if (member === undefined || member.id === actor.id) continue;
    found.push({
      organisation: id,
      title: `${directory.organisationName(id, today)}: ${member.name}`,
      member,
    });
  }
  return found;
}

export const openBlocked: Handler = async (input, context) => {
  const found = await loadBlockable(input, context);
  return { reply: blockedFormCard(found.action, found.answer, await mustHaveContacts(context)) };
};

/** Asks the organisation's contact, once. */
export const saveBlocked: Action = {
  async handle(input, context) {
    const read = parse(needed, input.data);
    const contacts = await mustHaveContacts(context);
    const chosen = contacts.find(({ organisation }) => organisation === textOf(input.data, 'organisation'));
    const unchosen: Problems = { organisation: 'Choose the organisation that you wait for' };
    if (!read.ok) return invalid({ ...(chosen === undefined && unchosen), ...read.problems });
    if (chosen === undefined) return invalid(unchosen);
    const found = await loadBlockable(input, context);
    const { organisation, member } = chosen;
    const what = { kind: 'blocked', text: read.value.needed, organisation } as const;
    const { enquiry, isNew } = await ask(context, found.answer, member, what);
    return {
      reply: await recordedCard(found, context),
      notify: isNew ? [await asking(context, enquiry)] : [],
    };
  },
  form: async (typed, trouble, context) => {
    const { action, answer } = withAnswer(await loadCase(typed, context));
    return blockedFormCard(action, answer, await mustHaveContacts(context), {
      typed: typed.data,
      ...trouble,
    });
  },
};

/** The lead needs it no more: whoever was asked reads so in the message that asked them. */
export const unblock: Handler = async (input, context) => {
  const found = withAnswer(await loadCase(input, context));
  const block = await blockOf(context.store, found.answer.id);
  if (block === undefined) return { reply: await recordedCard(found, context) };
  const ended = await context.store.put(enquiries, { ...block, state: 'withdrawn' });
  const notify: readonly Notification[] =
    block.state === 'asked'
      ? [
          {
            to: { kind: 'member', id: ended.to },
            card: await enquiryEndCard(context, ended, ended.to),
            key: `${enquiryKey(ended)}:withdrawn`,
            replaces: enquiryKey(ended),
          },
        ]
      : [];
  return { reply: await recordedCard(found, context), notify };
};

/** A coordinator takes note of an answer. */
export const acknowledge: Handler = async (input, context) => {
  const { answer, action } = await loadAnswer(input, context);
  await noteSeen(context, answer, numberOf(input.data, 'version'));
  return { reply: await historyCard(context, action, 0) };
};

export const openQuestion: Handler = async (input, context) => {
  const { answer, action, lead } = await loadAnswer(input, context);
  return { reply: questionFormCard(action, answer, mustBeThere(lead).name) };
};

/** A coordinator asks whoever gave an answer. */
export const askQuestion: Action = {
  async handle(input, context) {
    const read = parse(question, input.data);
    if (!read.ok) return read;
    const { answer, action, lead } = await loadAnswer(input, context);
    const what = { kind: 'question', text: read.value.question, organisation: '' } as const;
    const { enquiry, isNew } = await ask(context, answer, mustBeThere(lead), what);
    return {
      reply: await historyCard(context, action, 0),
      notify: isNew ? [await asking(context, enquiry)] : [],
    };
  },
  form: async (typed, trouble, context) => {
    const { answer, action, lead } = await loadAnswer(typed, context);
    return questionFormCard(action, answer, mustBeThere(lead).name, { typed: typed.data, ...trouble });
  },
};

/** What waits for the actor's answer, from *my items*. */
export const showEnquiry: Handler = async (input, context) => {
  const enquiry = await loadEnquiry(input, context);
  if (enquiry.state !== 'asked') return { reply: await enquiryEndCard(context, enquiry, context.actor.id) };
  return { reply: await enquiryCard(context, enquiry) };
};

/** The answer, in the card that asked; whoever asked hears it once. */
export const sendReply: Action = {
  async handle(input, context) {
    const read = parse(reply, input.data);
    if (!read.ok) return read;
    const enquiry = await loadEnquiry(input, context);
    if (enquiry.to !== context.actor.id) throw notForYou();
    if (enquiry.state !== 'asked') return { reply: await enquiryEndCard(context, enquiry, context.actor.id) };
    const { store, today, actor } = context;
    const replied = await store.put(enquiries, {
      ...{ ...enquiry, state: 'replied', reply: read.value.reply, repliedOn: today },
    });
    const card = await enquiryEndCard(context, replied, replied.by);
    return {
      reply: await enquiryEndCard(context, replied, actor.id),
      notify: [{ to: { kind: 'member', id: replied.by }, card, key: `${enquiryKey(replied)}:replied` }],
    };
  },
  form: async (typed, trouble, context) => {
    const enquiry = await loadEnquiry(typed, context);
    if (enquiry.to !== context.actor.id) throw notForYou();
    return enquiryCard(context, enquiry, { typed: typed.data, ...trouble });
  },
};

/** What *my items* lists of it. */
export async function enquiryItems({ store, actor, directory }: ActorContext): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (const { id, by, text } of await store.find(enquiries, { where: { to: actor.id, state: 'asked' } })) {
    const name = (await directory.member(by))?.name ?? 'Somebody who has left';
    const open = { verb: 'check-ins/enquiry', data: { enquiry: id }, title: 'Answer' };
    items.push({ waiting: true, title: `${name} asks`, detail: text, open });
  }
  return items;
}

/** An early answer has no check-in yet in which others could see what it waits for. */
async function loadBlockable(input: Input, context: ActorContext): ReturnType<typeof answered> {
  const found = await answered(input, context);
  mustBeOpen(found.round);
  if (found.round.id !== EARLY) return found;
  throw new UserError(
    'check-ins.earlyBlock',
    'Others can be asked once the next check-in is open. Say it in your reason.',
  );
}

async function answered(input: Input, context: ActorContext): Promise<Case & { readonly answer: Answer }> {
  return withAnswer(await loadCase(input, context));
}

async function asking(context: ActorContext, enquiry: Enquiry): Promise<Notification> {
  const card = await enquiryCard(context, enquiry);
  return { to: { kind: 'member', id: enquiry.to }, card, key: enquiryKey(enquiry) };
}

async function loadEnquiry(input: Input, { store, actor }: ActorContext): Promise<Enquiry> {
  const enquiry = await store.get(enquiries, textOf(input.data, 'enquiry'));
  if (enquiry === undefined) {
    throw new UserError(
      'check-ins.noEnquiry',
      'This question is not kept any more. Say my items to see what waits.',
    );
  }
  if (enquiry.to !== actor.id && enquiry.by !== actor.id) throw notForYou();
  return enquiry;
}

async function loadAnswer(
  input: Input,
  { store, actor, directory }: ActorContext,
): Promise<{ answer: Answer; action: PlanAction; lead: Member | undefined }> {
  mustManageRounds(actor);
  const id = textOf(input.data, 'action');
  const answer = await store.get(answers, answerId(textOf(input.data, 'round'), id));
  const action = await store.get(planActions, id);
  if (answer === undefined || action === undefined) {
    throw new UserError(
      'check-ins.answerGone',
      'This answer is not kept any more. Say check-in results to see them all.',
    );
  }
  return { answer, action, lead: await directory.member(answer.by) };
}

function mustBeThere(lead: Member | undefined): Member {
  if (lead?.standing === 'active') return lead;
  throw new UserError(
    'check-ins.leadHasLeft',
    `${lead?.name ?? 'Who gave this answer'} is not a member any more. Ask whoever leads the action now.`,
  );
}

async function mustHaveContacts(context: ActorContext): ReturnType<typeof contactsFor> {
  const contacts = await contactsFor(context);
  if (contacts.length > 0) return contacts;
  throw new UserError(
    'check-ins.noContacts',
    'The partnership file names no contact of another organisation. Tell the coordinating team who blocks you.',
  );
}

function notForYou(): UserError {
  return new UserError(
    'check-ins.notAskedOfYou',
    'This was asked of somebody else. Say my items to see what waits for you.',
  );
}
