/** What the cards about the draft show: to members who read and comment, and to coordinators who send it. */
import { documentOf, facts, heading, list, paragraph, table } from '../../../reports/document.js';
import type { Document } from '../../../reports/document.js';
import { addDays, longDate } from '../../../shared/calendar.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { pageOf } from '../../../shared/page.js';
import { count, shorten } from '../../../shared/text.js';
import type { ActorContext, Card, Context, DownloadLink } from '../../workflow.js';
import type { Member } from '../../../directory.js';
import { leadLine } from '../plan/cards.js';
import { seenBy } from '../plan/sight.js';
import { mayManagePlan } from '../policy.js';
import { draftLines } from './draft.js';
import type { LoadedDraft } from './draft.js';
import { comments, decidedId } from './refresh.js';
import type { Refresh } from './refresh.js';

const PAGE = 4;
const LINES = 12;
const LONGEST = 500;
/** Proposed for comments, in days. */
const FOUR_WEEKS = 28;

/** The draft in a reader's words: what changes, and until when to say something about it. */
export async function draftCard(
  context: Context,
  loaded: LoadedDraft,
  reader: Member,
  notice = '',
): Promise<Card> {
  const { refresh, plan, draft } = loaded;
  const lines = await draftLines(context, reader, loaded);
  const comment = await context.store.get(comments, decidedId(refresh.id, reader.id));
  const open = takesComments(refresh, context.today);
  const sentence = draftSentence(refresh, context.today);
  return {
    template: 'check-ins/refresh-draft',
    summary: `Draft of the action plan. ${sentence}`,
    data: {
      notice,
      sentence,
      base: `Changes from version ${plan.number}:`,
      lines: lines.slice(0, LINES).map((text) => ({ text: shorten(text, LONGEST) })),
      priorities: `Priorities: ${draft.after.priorities.join('; ')}.`,
      yours: comment === undefined ? '' : `Your comment: ${shorten(comment.text, LONGEST)}`,
      comment: open ? (comment === undefined ? 'Comment' : 'Change your comment') : '',
      withdraw: open && comment !== undefined,
      manages: mayManagePlan(reader),
      press: { refresh: refresh.id },
    },
  };
}

function draftSentence({ state, commentsUntil, number = '', from }: Refresh, today: string): string {
  if (state === 'agreed' && from !== undefined) {
    return `The Working Group has agreed it as version ${number}. It takes effect on ${longDate(from)}.`;
  }
  if (commentsUntil === undefined)
    return 'The coordinating team is working on it. Members have not seen it yet.';
  if (today > commentsUntil) return `Comments were taken until ${longDate(commentsUntil)}.`;
  return `Comments are taken until ${longDate(commentsUntil)}.`;
}

export function takesComments({ state, commentsUntil }: Refresh, today: string): boolean {
  return state === 'out' && commentsUntil !== undefined && today <= commentsUntil;
}

/** The draft as a document, for anybody: nothing restricted is in it. */
export async function draftDocument(context: Context, loaded: LoadedDraft): Promise<Document> {
  const { plan, draft, refresh } = loaded;
  const actions = await seenBy(context, 'anybody', draft.after.actions);
  const columns = ['No.', 'Priority', 'Lead', 'Aim', 'Action', 'Links to cross-cutting themes'];
  const rows = actions.map(({ number, priority, posts, aim, text, themes }) => [
    ...[number, priority, posts.length === 0 ? 'To be confirmed' : posts.join('; ')],
    ...[aim, text, themes.join('; ')],
  ]);
  return documentOf(
    'Draft of the action plan',
    [
      facts({ 'Changes from': `Version ${plan.number}`, 'As it stood on': longDate(context.today) }),
      paragraph(draftSentence(refresh, context.today)),
      heading('What changes'),
      list(await draftLines(context, 'anybody', loaded)),
      heading('Priorities'),
      list(refresh.priorities.map(({ name, posts }) => `${name}. ${leadLine(posts)}`)),
      heading('Every action'),
      table({ caption: 'Every action', columns, rows, inCsv: true }),
    ],
    context.partnership.name,
  );
}

export function draftFilesCard({ refresh }: LoadedDraft, links: readonly DownloadLink[]): Card {
  return {
    template: 'check-ins/refresh-files',
    summary: 'The draft of the plan as a file.',
    data: { links, press: { refresh: refresh.id } },
  };
}

/** The form with which the draft goes out; it names how many people it goes to. */
export async function sendFormCard(
  { today }: Context,
  refresh: Refresh,
  readers: number,
  trouble: Trouble = {},
): Promise<Card> {
  const first = refresh.state === 'working';
  const start = { commentsUntil: refresh.commentsUntil ?? addDays(today, FOUR_WEEKS) };
  return {
    template: 'check-ins/refresh-send-form',
    summary: first ? 'Send the draft to the members' : 'Change the date for comments',
    data: {
      heading: first ? 'Send the draft' : 'Change the date for comments',
      sentence: first
        ? `This sends one message to each of the other ${count(readers, 'member')}. You can go on changing the draft: they always see it as it is.`
        : 'Members have the draft already, so nothing is sent again.',
      send: first ? `Send to ${count(readers, 'member')}` : 'Save',
      ...formData(['commentsUntil'], start, trouble),
      press: { refresh: refresh.id },
    },
  };
}

export async function commentFormCard(
  { store, actor, today }: ActorContext,
  refresh: Refresh,
  trouble: Trouble = {},
): Promise<Card> {
  const known = await store.get(comments, decidedId(refresh.id, actor.id));
  return {
    template: 'check-ins/refresh-comment-form',
    summary: 'Comment on the draft of the plan',
    data: {
      until: takesComments(refresh, today)
        ? `You can change or withdraw it until ${longDate(refresh.commentsUntil ?? '')}. The coordinating team reads it.`
        : draftSentence(refresh, today),
      ...formData(['text'], { text: known?.text ?? '' }, trouble),
      press: { refresh: refresh.id },
    },
  };
}

export function commentedCard(refresh: Refresh, text: string): Card {
  return {
    template: 'check-ins/refresh-commented',
    summary: 'Your comment on the draft is recorded.',
    data: {
      text,
      until: `You can change or withdraw it until ${longDate(refresh.commentsUntil ?? '')}.`,
      press: { refresh: refresh.id },
    },
  };
}

export async function commentListCard(context: Context, refresh: Refresh, page: number): Promise<Card> {
  const { store, directory, today } = context;
  const given = await store.find(comments, { where: { refresh: refresh.id }, by: 'at' });
  const shown = pageOf(given, page, PAGE);
  const rows: object[] = [];
  for (const { member, text } of shown.items) {
    const known = await directory.member(member);
    const organisation =
      known === undefined ? '' : `, ${directory.organisationName(known.organisation, today)}`;
    rows.push({ who: `${known?.name ?? 'Somebody who has left'}${organisation}`, text });
  }
  return {
    template: 'check-ins/refresh-comments',
    summary: count(given.length, 'comment'),
    data: {
      nothing: given.length === 0 ? 'Nobody has commented yet.' : '',
      rows,
      press: { refresh: refresh.id },
      ...shown.links,
    },
  };
}

export function throwAwayCard(refresh: Refresh): Card {
  const sentence =
    'Every decision of this refresh is given up, and members who got the draft read that it is withdrawn. The plan in force stays as it is.';
  return {
    template: 'check-ins/refresh-throw-away',
    summary: 'Throw the refresh away?',
    data: { sentence, press: { refresh: refresh.id } },
  };
}
