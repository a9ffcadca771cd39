/** The bulletin's public pages: join, confirm, unsubscribe, and the archive. */
import { documentOf, paragraph } from '../../reports/document.js';
import { count } from '../../shared/text.js';
import type { Context, Page, PageAnswer } from '../workflow.js';
import { issueName, issues, recentIssues } from './issue/issue.js';
import type { Issue } from './issue/issue.js';
import { askToConfirm, confirmAddress } from './list/join.js';
import { newsletterOf } from './issue/newsletter.js';
import { isInIssue, itemsOf } from './issue/order.js';
import { NOBODY, PERSON_FIELDS, parsePerson } from './list/person-form.js';
import { hasLeft, isAsked, subscriberBehind, subscribers, turned } from './list/subscriber.js';
import type { Subscriber } from './list/subscriber.js';

const LABELS = {
  name: 'Your name',
  email: 'Your e-mail address',
  organisation: 'Your organisation',
  role: 'Your role',
  reason: 'Why you would like it',
} as const;

/** Anybody may ask; what they read is the same whether or not the address is known. */
const join: Page = {
  show: async (_key, context) => joinForm(context, { ...NOBODY }, {}),
  async take(_key, typed, context) {
    const read = parsePerson(typed);
    if (!read.ok) return joinForm(context, { ...NOBODY, ...typed }, read.problems);
    const notify = await askToConfirm(context, read.value);
    const sentence = `If ${read.value.email} is not on the list yet, a letter is on its way there. Open it and confirm; then the team decides.`;
    return { ...page(context, 'Look into your inbox', sentence), notify };
  },
};

function joinForm(
  context: Context,
  typed: Readonly<Record<string, string>>,
  problems: Readonly<Record<string, string>>,
): PageAnswer {
  const { team, short_name } = context.partnership;
  const wrong = Object.keys(problems).length;
  const trouble =
    wrong === 0
      ? ''
      : ` Not sent yet: ${count(wrong, 'answer')} below ${wrong === 1 ? 'needs' : 'need'} you.`;
  const fields = PERSON_FIELDS.map((name) => ({
    ...{ name, label: LABELS[name], value: typed[name] ?? '', problem: problems[name] ?? '' },
    kind: name === 'email' ? ('email' as const) : ('text' as const),
    ...(name === 'role' || name === 'reason' ? { optional: true as const } : {}),
  }));
  const about = `The ${team.name} sends it each month to practitioners. It keeps what you enter here until you leave the list.${trouble}`;
  return {
    ...page(context, `Get the ${short_name} e-bulletin`, about),
    form: { button: 'Ask to join', fields },
  };
}

const confirm: Page = {
  async show(key, context) {
    const subscriber = await subscriberBehind(context.store, key);
    if (subscriber === undefined) return missing(context);
    if (!isAsked(subscriber)) return notAsked(context, subscriber);
    const sentence = `Confirm that ${subscriber.email} should get the monthly e-bulletin.`;
    return { ...page(context, 'Confirm your address', sentence), form: { button: 'Confirm', fields: [] } };
  },
  async take(key, _typed, context) {
    const subscriber = await subscriberBehind(context.store, key);
    if (subscriber === undefined) return missing(context);
    if (!isAsked(subscriber)) return notAsked(context, subscriber);
    return { ...confirmed(context), notify: await confirmAddress(context, subscriber) };
  },
};

function confirmed(context: Context): PageAnswer {
  return page(context, 'Your address is confirmed', 'The team decides about your request and writes to you.');
}

/** Their link was used already, or is of long ago. */
function notAsked(context: Context, { state }: Subscriber): PageAnswer {
  if (state === 'waiting') return confirmed(context);
  if (state === 'active') return page(context, 'You are on the list', 'You get the monthly e-bulletin.');
  if (state === 'unsubscribed') return off(context);
  const sentence = `This link asks for nothing any more. To get the e-bulletin, write to ${context.partnership.team.mailbox}.`;
  return page(context, 'You are not on the list', sentence);
}

/** One button, or the mail program's one-click request. */
const unsubscribe: Page = {
  async show(key, context) {
    const subscriber = await subscriberBehind(context.store, key);
    if (subscriber === undefined) return missing(context);
    if (hasLeft(subscriber)) return off(context);
    const sentence = `${subscriber.email} gets no further e-bulletin once you press the button.`;
    return { ...page(context, 'Unsubscribe', sentence), form: { button: 'Unsubscribe', fields: [] } };
  },
  async take(key, _typed, context) {
    const subscriber = await subscriberBehind(context.store, key);
    if (subscriber === undefined) return missing(context);
    if (!hasLeft(subscriber)) {
      await context.store.put(subscribers, turned(subscriber, 'unsubscribed', context.now));
    }
    return off(context);
  },
};

function off(context: Context): PageAnswer {
  const { team } = context.partnership;
  const sentence = `You get no further e-bulletin. If that was a mistake, write to ${team.mailbox}.`;
  return page(context, 'You are off the list', sentence);
}

/** One issue, once it goes out: whoever has its address may read it. */
const issue: Page = {
  async show(key, context) {
    const { store, partnership } = context;
    const [found] = key === '' ? [] : await store.find(issues, { where: { key } });
    if (found === undefined || !isOut(found)) return missing(context);
    const items = await itemsOf(store, found.id);
    // Nobody got it: its items wait for the next issue.
    if (!items.some(isInIssue)) return missing(context);
    const newsletter = newsletterOf(found, items, partnership);
    return { document: { ...documentOf(newsletter.title, []), newsletter } };
  },
};

/** The earlier issues, where the partnership shows them to everybody. */
const archive: Page = {
  async show(_key, context) {
    const { partnership, store } = context;
    if (partnership.bulletin.archive !== 'public') return missing(context);
    const out: Issue[] = [];
    for (const each of (await recentIssues(store, 24)).filter(isOut)) {
      if ((await itemsOf(store, each.id)).some(isInIssue)) out.push(each);
    }
    const title = `${partnership.short_name} e-bulletin`;
    const links = out.map((each) => ({
      title: issueName(each),
      url: context.pageAddress('bulletin/issue', each.key),
    }));
    return {
      ...page(context, title, out.length === 0 ? 'No issue is out yet.' : 'Earlier issues, newest first.'),
      links,
    };
  },
};

function isOut({ state }: Issue): boolean {
  return state === 'sending' || state === 'paused' || state === 'sent' || state === 'stopped';
}

function page({ partnership }: Context, title: string, sentence: string): PageAnswer {
  return { document: documentOf(title, [paragraph(sentence)], partnership.name) };
}

function missing(context: Context): PageAnswer {
  const { mailbox } = context.partnership.team;
  const sentence = `Copy all of the address from the message it came in, or write to ${mailbox}.`;
  return { ...page(context, 'There is no such page', sentence), missing: true };
}

export const pages = { join, confirm, unsubscribe, issue, archive };
