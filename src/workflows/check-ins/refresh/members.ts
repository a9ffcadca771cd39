/** The draft among the members: sent once, read, commented on until a date, and taken back when it is thrown away. */
import { z } from 'zod';
import { addDays, longDate } from '../../../shared/calendar.js';
import { UserError } from '../../../shared/errors.js';
import { numberOf, parse, requiredDay, requiredText } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Member } from '../../../directory.js';
import type { Action, ActorContext, Download, Handler, Input, Notification } from '../../workflow.js';
import { mayManagePlan, mustManagePlan } from '../policy.js';
import { refreshCard } from './cards.js';
import {
  commentFormCard,
  commentListCard,
  commentedCard,
  draftCard,
  draftDocument,
  draftFilesCard,
  sendFormCard,
  throwAwayCard,
} from './draft-cards.js';
import {
  loadDraft,
  loadRefresh,
  mustBeDecided,
  mustBeOpenToChange,
  mustBeUnderWay,
  overSentence,
} from './draft.js';
import type { LoadedDraft } from './draft.js';
import { draftKey, markedIn, overCard } from './messages.js';
import { comments, decidedId, isUnderWay, refreshes } from './refresh.js';
import type { Refresh } from './refresh.js';

/** How long members may have at most, in days. */
const LONGEST = 365;

/** The draft as the actor may see it; members see it once it was sent. */
export const showDraft: Handler = async (input, context) => ({
  reply: await draftCard(context, await loadReadable(input, context), context.actor),
});

export const offerDraftFiles: Handler = async (input, context) => {
  const loaded = await loadReadable(input, context);
  const document = await draftDocument(context, loaded);
  const links = context.downloadLinks('check-ins/draft', [loaded.refresh.id], document);
  return { reply: draftFilesCard(loaded, links) };
};

export const downloadDraft: Download = async ([refresh = ''], context) =>
  draftDocument(context, await loadReadable({ data: { refresh }, personal: true }, context));

export const openSend: Handler = async (input, context) => {
  const refresh = await loadManaged(input, context);
  mustBeOpenToChange(refresh);
  return { reply: await sendFormCard(context, refresh, (await readers(context)).length) };
};

/** Sends the draft to every other member, once; later only the date for comments changes. */
export const send: Action = {
  async handle(input, context) {
    const form = parse(
      z.object({ commentsUntil: requiredDay('Enter the last day for comments') }),
      input.data,
    );
    if (!form.ok) return form;
    const { commentsUntil } = form.value;
    const { today } = context;
    if (commentsUntil < today || commentsUntil > addDays(today, LONGEST)) {
      return invalid({ commentsUntil: `Enter a day from today, ${longDate(today)}, up to a year ahead` });
    }
    const refresh = await loadManaged(input, context);
    mustBeOpenToChange(refresh);
    const loaded = await loadDraft(context, refresh);
    if (refresh.state === 'working') mustBeDecided(loaded);
    const first = refresh.state === 'working';
    const out: Refresh = {
      ...{ ...refresh, state: 'out', commentsUntil },
      ...(first && { hidden: await markedIn(context, refresh) }),
    };
    const unchanged = refresh.state === 'out' && refresh.commentsUntil === commentsUntil;
    const kept = unchanged ? refresh : await context.store.put(refreshes, out);
    const notify: Notification[] = [];
    for (const member of refresh.state === 'working' ? await readers(context) : []) {
      const card = await draftCard(context, { ...loaded, refresh: kept }, member);
      notify.push({ to: { kind: 'member', id: member.id }, card, key: draftKey(refresh, member.id) });
    }
    return { reply: await refreshCard(context, kept), notify };
  },
  form: async (typed, trouble, context) => {
    const refresh = await loadManaged(typed, context);
    const number = (await readers(context)).length;
    return sendFormCard(context, refresh, number, { typed: typed.data, ...trouble });
  },
};

/** A press that is refused is answered with the draft as it stands, or with what came of it. */
export const draftAsItStands: Action['form'] = async (typed, { refusal }, context) => {
  const refresh = await loadRefresh(typed, context);
  if (isUnderWay(refresh)) {
    return draftCard(context, await loadReadable(typed, context), context.actor, refusal);
  }
  const said = await context.store.get(comments, decidedId(refresh.id, context.actor.id));
  return overCard(refresh, said?.text);
};

export const openComment: Handler = async (input, context) => {
  const { refresh } = await loadReadable(input, context);
  mustTakeComments(refresh, context.today);
  return { reply: await commentFormCard(context, refresh) };
};

/** One comment a member; they may change it until the date. */
export const saveComment: Action = {
  async handle(input, context) {
    const form = parse(
      z.object({ text: requiredText('your comment', 2000, 'Enter your comment') }),
      input.data,
    );
    if (!form.ok) return form;
    const { refresh } = await loadReadable(input, context);
    mustTakeComments(refresh, context.today);
    const { store, actor, now } = context;
    const id = decidedId(refresh.id, actor.id);
    const current = await store.get(comments, id);
    const said = { refresh: refresh.id, member: actor.id, ...form.value, at: now.toISOString() };
    if (current?.text !== said.text)
      await store.put(comments, { id, version: current?.version ?? 0, ...said });
    return { reply: commentedCard(refresh, said.text) };
  },
  form: async (typed, trouble, context) => {
    const { refresh } = await loadReadable(typed, context);
    return commentFormCard(context, refresh, { typed: typed.data, ...trouble });
  },
};

export const withdrawComment: Handler = async (input, context) => {
  const loaded = await loadReadable(input, context);
  mustTakeComments(loaded.refresh, context.today);
  await context.store.remove(comments, decidedId(loaded.refresh.id, context.actor.id));
  return { reply: await draftCard(context, loaded, context.actor, 'Your comment is withdrawn.') };
};

export const showComments: Handler = async (input, context) => {
  const refresh = await loadManaged(input, context);
  return { reply: await commentListCard(context, refresh, numberOf(input.data, 'page')) };
};

export const askThrowAway: Handler = async (input, context) => {
  const refresh = await loadManaged(input, context);
  return { reply: throwAwayCard(refresh) };
};

/** Nothing of the plan changes. Members who got the draft read in its message that it is withdrawn. */
export const throwAway: Handler = async (input, context) => {
  const refresh = await loadManaged(input, context);
  const gone = await context.store.put(refreshes, { ...refresh, state: 'thrown away' });
  const sentence = 'The draft of the plan was withdrawn. The plan in force stays as it is.';
  const card = {
    template: 'shared/notice',
    summary: sentence,
    data: { heading: 'Draft of the plan', sentence },
  };
  const notify: Notification[] = [];
  for (const { id } of await context.directory.members()) {
    const replaces = draftKey(refresh, id);
    if ((await context.delivery(replaces)) === undefined) continue;
    notify.push({ to: { kind: 'member', id }, card, key: `${replaces}:withdrawn`, replaces });
  }
  return { reply: await refreshCard(context, gone), notify };
};

/** Everybody else who is a member. */
async function readers({ directory, actor }: ActorContext): Promise<readonly Member[]> {
  return (await directory.members()).filter(({ id }) => id !== actor.id);
}

/** @throws {UserError} outside the days for comments */
function mustTakeComments(refresh: Refresh, today: string): void {
  mustBeUnderWay(refresh);
  const { commentsUntil } = refresh;
  if (refresh.state === 'out' && commentsUntil !== undefined && today <= commentsUntil) return;
  const until = commentsUntil === undefined ? '' : ` Comments were taken until ${longDate(commentsUntil)}.`;
  throw new UserError(
    'check-ins.commentsClosed',
    `This draft takes no comments now.${until} Tell the coordinating team what you would say.`,
  );
}

async function loadManaged(input: Input, context: ActorContext): Promise<Refresh> {
  mustManagePlan(context.actor);
  const refresh = await loadRefresh(input, context);
  mustBeUnderWay(refresh);
  return refresh;
}

/** @throws {UserError} while the coordinators work on it, or when it is over */
async function loadReadable(input: Input, context: ActorContext): Promise<LoadedDraft> {
  const refresh = await loadRefresh(input, context);
  if (refresh.state === 'in force') throw new UserError('check-ins.refreshOver', overSentence(refresh));
  const sent = refresh.commentsUntil !== undefined && refresh.state !== 'thrown away';
  if (!sent && !mayManagePlan(context.actor)) {
    throw new UserError(
      'check-ins.noDraft',
      'There is no draft of the plan to read now. Say plan to see the plan.',
    );
  }
  mustBeUnderWay(refresh);
  return loadDraft(context, refresh);
}
