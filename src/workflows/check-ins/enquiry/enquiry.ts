/**
 * What somebody asks about an answer: a coordinator asks its lead a question, or a lead who is blocked asks the
 * contact of another organisation. One message to whoever is asked; the reply goes back to whoever asked.
 */
import { isActive } from '../../../directory.js';
import type { Member } from '../../../directory.js';
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { longDate } from '../../../shared/calendar.js';
import { collection } from '../../../store/store.js';
import type { Stored, Transaction } from '../../../store/store.js';
import type { ActorContext, Context } from '../../workflow.js';
import type { Answer } from '../answer/answer.js';
import { answerId } from '../answer/answer.js';

export interface Enquiry extends Stored {
  readonly kind: 'question' | 'blocked';
  /** The id of the answer that it is about. */
  readonly about: string;
  readonly round: string;
  readonly action: string;
  /** Members. */
  readonly by: string;
  readonly to: string;
  /** The organisation that blocks, or '' for a question. */
  readonly organisation: string;
  readonly text: string;
  /** ISO dates. */
  readonly askedOn: string;
  readonly repliedOn: string;
  /** ISO instant, for the order. */
  readonly askedAt: string;
  readonly reply: string;
  readonly state: 'asked' | 'replied' | 'withdrawn';
}

export const enquiries = collection<Enquiry>('check-ins.enquiries', [
  ['about', 'askedAt'],
  ['to', 'state'],
  ['state', 'askedAt'],
]);

/** The key of the message that asks. */
export function enquiryKey({ id }: Enquiry): string {
  return `check-ins.enquiry:${id}`;
}

/** What was asked about an answer, the oldest first. */
export function enquiriesAbout(store: Transaction, answer: string): Promise<readonly Enquiry[]> {
  return store.find(enquiries, { where: { about: answer }, by: 'askedAt' });
}

/** What is blocked by others now: the latest that was not withdrawn. */
export async function blockOf(store: Transaction, answer: string): Promise<Enquiry | undefined> {
  const all = await enquiriesAbout(store, answer);
  return all.findLast(({ kind, state }) => kind === 'blocked' && state !== 'withdrawn');
}

async function waitingFor(
  store: Transaction,
  answer: string,
  kind: Enquiry['kind'],
): Promise<Enquiry | undefined> {
  return (await enquiriesAbout(store, answer)).find((each) => each.kind === kind && each.state === 'asked');
}

/** Who was asked about an answer and has not replied; whoever has left is in nobody's way. */
export async function whoIsAsked(
  { store, directory }: Context,
  answer: string,
  kind: Enquiry['kind'],
): Promise<{ readonly enquiry: Enquiry; readonly name: string } | undefined> {
  const enquiry = await waitingFor(store, answer, kind);
  const asked = enquiry && (await directory.member(enquiry.to));
  return enquiry && asked && isActive(asked) ? { enquiry, name: asked.name } : undefined;
}

/** @throws {UserError} while an earlier enquiry of the kind waits for its reply */
export async function mustBeFree(context: Context, answer: string, kind: Enquiry['kind']): Promise<void> {
  const found = await whoIsAsked(context, answer, kind);
  if (found === undefined) return;
  const { enquiry, name } = found;
  throw new UserError(
    'check-ins.askedAlready',
    `${name} was asked on ${longDate(enquiry.askedOn)} and has not answered yet: '${enquiry.text}'`,
  );
}

/**
 * Asks. The same words to the same person, pressed twice, ask once. What somebody was asked who has left ends with it.
 * @throws {UserError} while an earlier one of the kind waits for its reply
 */
export async function ask(
  context: ActorContext,
  answer: Answer,
  to: Member,
  what: Pick<Enquiry, 'kind' | 'text' | 'organisation'>,
): Promise<{ readonly enquiry: Enquiry; readonly isNew: boolean }> {
  const { store, actor, now, today } = context;
  const about = answerId(answer.round, answer.action);
  const waiting = await waitingFor(store, about, what.kind);
  if (waiting !== undefined) {
    if (waiting.text === what.text && waiting.to === to.id) return { enquiry: waiting, isNew: false };
    await mustBeFree(context, about, what.kind);
    await store.put(enquiries, { ...waiting, state: 'withdrawn' });
  }
  const enquiry = await store.put(enquiries, {
    ...{
      id: newId(),
      version: 0,
      about,
      round: answer.round,
      action: answer.action,
      by: actor.id,
      to: to.id,
    },
    ...{ ...what, askedOn: today, askedAt: now.toISOString(), repliedOn: '', reply: '', state: 'asked' },
  });
  return { enquiry, isNew: true };
}

const UNREACHED = {
  'not met': ' They have not met me in Teams yet, and get it the moment they do.',
  blocked: ' They have blocked me or removed me in Teams.',
} as const;

/** Why an enquiry has not arrived, and what to do; '' once it has, or while nothing stands in its way. */
export async function notReached(context: Context, enquiry: Enquiry): Promise<string> {
  const to = await context.directory.member(enquiry.to);
  const sending = await context.delivery(enquiryKey(enquiry));
  if (to === undefined || !isActive(to) || sending?.sentAt !== undefined) return '';
  const stuck = sending?.state === 'unreachable' || sending?.state === 'failed';
  const reach = await context.directory.reach(to);
  // Without Teams they are written to by e-mail.
  const why = reach === 'reachable' || reach === 'no account' ? '' : UNREACHED[reach];
  if (!stuck && why === '') return '';
  return `${unreached(to.name)}${why} If it cannot wait, write to them yourself.`;
}

/** `Megan Bowen was asked on 22 November 2026: A room. No answer yet.` */
async function enquiryLine(context: Context, enquiry: Enquiry, reader: 'asker' | 'others'): Promise<string> {
  const trouble = enquiry.state === 'asked' ? await notReached(context, enquiry) : '';
  // Why is for who can do something about it.
  const name = (await context.directory.member(enquiry.to))?.name ?? 'Somebody who has left';
  if (trouble !== '') return `${enquiry.text}\n${reader === 'asker' ? trouble : unreached(name)}`;
  const asked = `${name} was asked on ${longDate(enquiry.askedOn)}: ${enquiry.text}`;
  if (enquiry.state === 'replied')
    return `${asked}\nAnswered on ${longDate(enquiry.repliedOn)}: ${enquiry.reply}`;
  return `${asked}\nNo answer yet.`;
}

function unreached(name: string): string {
  return `${name} is not reached yet.`;
}

/** What stands beside an answer: who blocks it, and what was asked of its lead. */
export async function enquiryFacts(
  context: Context,
  answer: string,
  reader: 'asker' | 'others' = 'others',
): Promise<readonly { readonly title: string; readonly value: string }[]> {
  const facts: { title: string; value: string }[] = [];
  for (const enquiry of await enquiriesAbout(context.store, answer)) {
    if (enquiry.state === 'withdrawn') continue;
    const line = await enquiryLine(context, enquiry, reader);
    const organisation = context.directory.organisationName(enquiry.organisation, context.today);
    if (enquiry.kind === 'blocked') facts.push({ title: 'Blocked by', value: `${organisation}. ${line}` });
    else facts.push({ title: 'Question', value: line });
  }
  return facts.slice(-3);
}
