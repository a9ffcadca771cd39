/** One thing that one member asks for: done in a transaction, or explained. */
import type { Logger } from 'pino';
import { renderCard } from '../card-renderer.js';
import { contextIn } from '../context.js';
import { directoryIn, isActive } from '../directory.js';
import type { Member } from '../directory.js';
import type { Links } from '../links/links.js';
import { downloadLinks } from '../links/downloads.js';
import { pseudonymOf } from '../links/pseudonym.js';
import type { Message } from '../message.js';
import { enqueue, enqueueEdit, keyOf } from '../outbox/rows.js';
import type { Partnership } from '../partnership.js';
import { UserError } from '../shared/errors.js';
import { newId } from '../shared/ids.js';
import type { Problems } from '../shared/result.js';
import { NotSaved } from '../store/store.js';
import type { Store } from '../store/store.js';
import type { Action, ActorContext, Card, Input, Job, Workflow } from '../workflows/workflow.js';
import { offersFor } from './offers.js';
import type { Place } from './port.js';
import { watch } from './watch.js';

/** What is to be done: an action, or a command as one. */
export interface Deed extends Action {
  /** The verb for the audit trail. */
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Visit {
  readonly deed: Deed;
  readonly actor: Member;
  readonly speaker: string;
  readonly place: Place;
  readonly now: Date;
  readonly store: Store;
  readonly partnership: Partnership;
  readonly links: Links | undefined;
  readonly pseudonymKey: string;
  readonly workflows: readonly Workflow[];
  /** Runs jobs now that what they go on with is recorded. */
  readonly begin: (jobs: readonly Job[]) => void;
}

/** Input that has problems: thrown to leave the transaction without a change. */
class Rejected extends Error {
  constructor(readonly problems: Problems) {
    super('The input has problems.');
    this.name = 'Rejected';
  }
}

/** Runs the handler and writes what follows from it, all in one transaction. */
export async function perform(visit: Visit): Promise<Message> {
  const { deed, place, now } = visit;
  let jobs: readonly Job[] = [];
  const message = await within(visit, async (context, changed) => {
    const { message } = place;
    const key = message && { messageKey: () => keyOf(context.store, message) };
    const outcome = await deed.handle({ ...inputOf(visit), ...key }, context);
    if (outcome.ok === false) throw new Rejected(outcome.problems);
    await enqueue(context.store, outcome.notify ?? [], now);
    jobs = outcome.begin ?? [];
    if (typeof outcome.reply === 'string') return { text: outcome.reply };

    const card = outcome.reply;
    if (!place.personal) return elsewhere(visit, context, card);
    if (place.message !== undefined && changed() && deed.anonymous !== true) {
      await enqueueEdit(context.store, context.actor.id, place.message, card, now);
    }
    // Inside the transaction: a card that cannot be shown must not have been recorded.
    return messageOf(card);
  });
  if (jobs.length > 0) visit.begin(jobs);
  return message;
}

/** A card may hold what is personal, so it never answers in a channel. */
async function elsewhere({ now }: Visit, context: ActorContext, card: Card): Promise<Message> {
  const reach = await context.directory.reach(context.actor);
  if (reach !== 'reachable') return { text: 'Open a chat with me and say it there: I answer to you alone.' };
  const to = { kind: 'member', id: context.actor.id } as const;
  await enqueue(context.store, [{ to, card, key: `answer:${newId()}` }], now);
  return { text: 'I have sent the answer to our own chat, so that only you see it.' };
}

/** What the person reads when it was not done, with what they typed still in the form. */
export async function explain(
  error: unknown,
  visit: Visit | undefined,
  partnership: Partnership,
  log: Logger,
): Promise<Message> {
  const problems = error instanceof Rejected ? error.problems : {};
  const refusal = error instanceof Rejected ? '' : sentenceFor(error, visit, partnership, log);
  try {
    const form = visit?.deed.form;
    // A form holds what was typed, so it never answers in a channel.
    if (visit?.place.personal === true && form !== undefined) {
      return await within(visit, async (context) =>
        messageOf(await form(inputOf(visit), { problems, refusal }, context)),
      );
    }
  } catch (formError) {
    // A refusal of the form itself (the record is gone): the first sentence says enough.
    if (!(formError instanceof UserError)) log.error({ err: formError }, 'a form could not be shown again');
  }
  return { text: refusal === '' ? Object.values(problems).join(' ') : refusal };
}

function sentenceFor(
  error: unknown,
  visit: Visit | undefined,
  partnership: Partnership,
  log: Logger,
): string {
  const verb = visit?.deed.verb;
  if (error instanceof UserError) {
    log.info({ verb, code: error.code }, 'refused');
    return error.message;
  }
  const reference = newId().slice(0, 6);
  log.error({ verb, reference, err: error }, 'a press or a message failed');
  const what =
    error instanceof NotSaved
      ? 'I cannot write to my disk, so nothing was saved.'
      : 'Something went wrong on our side, and nothing was saved.';
  return (
    `${what} Keep what you typed and try again in a few minutes. If it happens again, tell the ` +
    `${partnership.team.name} (${partnership.team.mailbox}) this reference: ${reference}.`
  );
}

function within<T>(
  { store, actor, speaker, deed, partnership, now, links, pseudonymKey, workflows }: Visit,
  work: (context: ActorContext, changed: () => boolean) => Promise<T>,
): Promise<T> {
  const author = deed.anonymous === true ? 'roundtable' : actor.id;
  return store.transact(author === '' ? 'stranger' : author, deed.verb, async (tx) => {
    const watched = watch(tx);
    const directory = directoryIn(tx, partnership);
    // Read again: two quick presses, or a role taken away meanwhile.
    const kept =
      actor.id === '' ? directory.memberByAccount(actor.account ?? '') : directory.member(actor.id);
    const fresh = (await kept) ?? actor;
    if (isActive(actor) && !isActive(fresh)) {
      throw new UserError(
        'roundtable.left',
        'You are not on the list of members any more. Say hello to ask to join.',
      );
    }
    return work(
      {
        ...contextIn(watched.tx, partnership, now, links),
        ...{ actor: fresh, speaker, downloadLinks: downloadLinks(links, fresh.id, now) },
        offersFor: offersFor(workflows, fresh),
        pseudonym: pseudonymOf(pseudonymKey, fresh.id),
      },
      watched.changed,
    );
  });
}

function inputOf({ deed, place }: Visit): Input {
  return { data: deed.data, personal: place.personal };
}

function messageOf(card: Card): Message {
  return { card: renderCard(card), text: card.summary };
}
