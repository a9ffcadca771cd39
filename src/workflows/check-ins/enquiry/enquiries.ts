/** Answering what somebody asked, in the card that asked. */
import { z } from 'zod';
import { UserError } from '../../../shared/errors.js';
import { parse, requiredText, textOf } from '../../../shared/parse.js';
import type { Action, ActorContext, Handler, Input } from '../../workflow.js';
import { enquiries, enquiryKey } from './enquiry.js';
import type { Enquiry } from './enquiry.js';
import { enquiryCard, enquiryEndCard } from './cards.js';

const reply = z.object({ reply: requiredText('the answer', 1000, 'Enter your answer') });

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

function notForYou(): UserError {
  return new UserError(
    'check-ins.notAskedOfYou',
    'This was asked of somebody else. Say my items to see what waits for you.',
  );
}
