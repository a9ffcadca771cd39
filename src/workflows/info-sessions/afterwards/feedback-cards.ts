/** Feedback: the question, the thanks, and the result with its chart and its sentence. */
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { pageOf } from '../../../shared/page.js';
import { count, shorten } from '../../../shared/text.js';
import type { ActorContext, Card, Context, OfferButton } from '../../workflow.js';
import { attendedOf } from './attendance.js';
import { answersOf } from './feedback.js';
import type { Feedback } from './feedback.js';
import { nextStepsSentence, percent, ratingSentence } from './rating.js';
import { isOver } from '../session/session.js';
import type { Session } from '../session/session.js';

const COMMENTS = 5;

/** The message that asks for feedback. */
export function askFeedbackCard(session: Session): Card {
  const sentence =
    session.feedback === 'anonymous'
      ? 'How was it? It takes a minute, and your answer is kept without your name.'
      : 'How was it? It takes a minute. The coordinating team sees your name with your answer.';
  return {
    template: 'info-sessions/ask-feedback',
    summary: `${session.title}: ${sentence}`,
    data: { heading: session.title, sentence, press: { session: session.id } },
  };
}

export function feedbackFormCard(
  session: Session,
  { partnership }: Context,
  known: Feedback | undefined,
  trouble: Trouble = {},
): Card {
  const { scale, next_steps: steps } = partnership.info_sessions.feedback;
  const start = {
    rating: known === undefined ? '' : String(known.rating),
    nextSteps: (known?.nextSteps ?? []).map((each) => String(steps.indexOf(each))).join(','),
    comment: known?.comment ?? '',
  };
  const isAnonymous = session.feedback === 'anonymous';
  return {
    template: 'info-sessions/feedback-form',
    summary: `Feedback on ${session.title}`,
    data: {
      heading: `Feedback on ${session.title}`,
      who: isAnonymous
        ? 'Anonymous: your answer is kept without your name. The coordinating team cannot tell whose it is, and once feedback has closed nobody can. Leave out what would give you away.'
        : 'The coordinating team sees your name with your answer.',
      ratings: scale.map((title, index) => ({ title, value: String(index) })),
      steps: steps.map((title, index) => ({ title, value: String(index) })),
      ...formData(['rating', 'nextSteps', 'comment'], start, trouble),
      verb: isAnonymous ? 'info-sessions/send-anonymous-feedback' : 'info-sessions/send-feedback',
      press: { session: session.id },
    },
  };
}

export function thanksCard(session: Session, kind: Session['feedback']): Card {
  const sentence =
    kind === 'anonymous'
      ? 'Recorded, without your name.'
      : 'Recorded. You can change it until feedback closes.';
  return {
    template: 'info-sessions/thanks',
    summary: `${session.title}: ${sentence}`,
    data: {
      heading: 'Thank you for the feedback',
      title: session.title,
      sentence,
      press: { session: session.id },
    },
  };
}

/** The result for the papers: never fewer anonymous answers than the partnership shows. */
export async function resultsCard(context: ActorContext, session: Session, page: number): Promise<Card> {
  const { scale, next_steps: steps, show_anonymous_from: least } = context.partnership.info_sessions.feedback;
  const answers = await answersOf(context.store, session.id);
  const hidden = session.feedback === 'anonymous' && answers.length > 0 && answers.length < least;
  const shown = hidden ? [] : answers;
  const sentence = hidden
    ? `${count(answers.length, 'answer')} so far. Anonymous answers show from ${least} on.`
    : `${await sentenceOf(context, session, answers)}.`;
  const comments = pageOf(
    shown.filter(({ comment }) => comment !== ''),
    page,
    COMMENTS,
  );
  return {
    template: 'info-sessions/results',
    summary: `${session.title}: ${sentence}`,
    data: {
      heading: 'Feedback',
      title: session.title,
      sentence,
      bars: shown.length === 0 ? [] : scale.map((label, step) => barOf(label, step, shown)),
      next: nextStepsSentence(
        shown.map((each) => each.nextSteps),
        steps,
      ),
      comments: await Promise.all(comments.items.map((each) => commentOf(context, each))),
      commentsHeading: comments.items.length === 0 ? '' : 'Comments',
      ...comments.links,
      offers: isOver(session, context.now) ? figureOffers(context, session) : [],
      press: { session: session.id },
    },
  };
}

/** The sentence for the papers, without its full stop. */
export async function sentenceOf(
  { store, partnership }: Context,
  session: Session,
  answers: readonly Feedback[],
): Promise<string> {
  const came = (await attendedOf(store, session.id)).length;
  const ratings = answers.map(({ rating }) => rating);
  return ratingSentence(ratings, partnership.info_sessions.feedback, came === 0 ? undefined : came);
}

/** In per cent: Teams draws no column narrower than its padding, so that 2 would look like 8. */
const SMALLEST_BAR = 5;

/** One bar of the chart: its numbers in words, and two parts as wide as the share and the rest. */
function barOf(label: string, step: number, answers: readonly Feedback[]): object {
  const number = answers.filter(({ rating }) => rating === step).length;
  const share = percent(number, answers.length);
  const parts = [
    { width: share, style: 'accent' },
    { width: 100 - share, style: 'default' },
  ];
  return {
    text: `${label}: ${count(number, 'answer')}, ${share}%`,
    parts: share < SMALLEST_BAR ? [] : parts.filter(({ width }) => width > 0),
  };
}

async function commentOf({ directory }: Context, { comment, member }: Feedback): Promise<object> {
  const by = member === undefined ? '' : ((await directory.member(member))?.name ?? 'Somebody who has left');
  return { text: shorten(comment, 1000), by };
}

/** The figures as outcomes of the linked action, wherever a card shows them. */
export function figureOffers({ offersFor }: ActorContext, { id, action }: Session): readonly OfferButton[] {
  return action === '' ? [] : offersFor('outcomes', 'info-sessions/figures', [id]);
}
