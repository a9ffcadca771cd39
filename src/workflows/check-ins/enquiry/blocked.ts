/** A lead whom another organisation blocks: asking its contact, and needing it no more. */
import { z } from 'zod';
import type { Member } from '../../../directory.js';
import { UserError } from '../../../shared/errors.js';
import { parse, requiredText, textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Problems } from '../../../shared/result.js';
import type { Action, ActorContext, Handler, Input, Notification } from '../../workflow.js';
import type { Answer } from '../answer/answer.js';
import { recordedCard } from '../answer/cards.js';
import { loadCase, withAnswer } from '../answer/case.js';
import type { Case } from '../answer/case.js';
import { EARLY } from '../answer/early.js';
import { ask, blockOf, enquiries, enquiryKey } from './enquiry.js';
import { asking, blockedFormCard, enquiryEndCard } from './cards.js';
import type { Contact } from './cards.js';
import { mustBeToAnswer } from '../pass-on/moved-posts.js';

const needed = z.object({ needed: requiredText('what you need', 1000, 'Enter what you need from them') });

export const openBlocked: Handler = async (input, context) => {
  const found = await loadBlockable(input, context);
  return { reply: blockedFormCard(context, found.action, found.answer, await mustHaveContacts(context)) };
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
    return blockedFormCard(context, action, answer, await mustHaveContacts(context), {
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

async function mustHaveContacts(context: ActorContext): ReturnType<typeof contactsFor> {
  const contacts = await contactsFor(context);
  if (contacts.length > 0) return contacts;
  throw new UserError(
    'check-ins.noContacts',
    'The partnership file names no contact of another organisation. Tell the coordinating team who blocks you.',
  );
}

/** An early answer has no check-in yet in which others could see what it waits for. */
async function loadBlockable(input: Input, context: ActorContext): ReturnType<typeof answered> {
  const found = await answered(input, context);
  await mustBeToAnswer(context, found);
  if (found.action.restricted) {
    throw new UserError(
      'check-ins.restricted',
      'This action is restricted: only its leads and the coordinating team see it, so nobody else can be asked.',
    );
  }
  if (found.round.id !== EARLY) return found;
  throw new UserError(
    'check-ins.earlyBlock',
    'Others can be asked once the next check-in is open. Say it in your reason.',
  );
}

async function answered(input: Input, context: ActorContext): Promise<Case & { readonly answer: Answer }> {
  return withAnswer(await loadCase(input, context));
}
