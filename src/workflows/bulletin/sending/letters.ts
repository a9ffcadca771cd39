/** The bulletin's letters: written when they go, from the records as they are then. */
import { plainLetter } from '../../../mail/plain-letter.js';
import { newsletterHtml } from '../../../reports/newsletter-html.js';
import { newsletterText } from '../../../reports/newsletter.js';
import type { Context, Letter, LetterWriter } from '../../workflow.js';
import { issues } from '../issue/issue.js';
import { newsletterOf } from '../issue/newsletter.js';
import { itemsOf } from '../issue/order.js';
import { recipients } from './recipient.js';
import { isAsked, subscribers } from '../list/subscriber.js';
import type { Subscriber } from '../list/subscriber.js';

/** The issue for one recipient; nothing while it is paused, once it is stopped, or when they have left. */
const issueLetter: LetterWriter = async ([id = ''], context) => {
  const { store, partnership } = context;
  const recipient = await store.get(recipients, id);
  const issue = recipient && (await store.get(issues, recipient.issue));
  const subscriber = recipient && (await store.get(subscribers, recipient.subscriber));
  if (issue?.state !== 'sending' || recipient?.outcome !== 'waiting' || subscriber?.state !== 'active') {
    return undefined;
  }
  const unsubscribe = context.pageAddress('bulletin/unsubscribe', subscriber.token);
  const newsletter = newsletterOf(issue, await itemsOf(store, issue.id), partnership, [
    { title: 'Read this on a web page', url: context.pageAddress('bulletin/issue', issue.key) },
    `You get this because you are on the distribution list of the ${partnership.name}${because(subscriber)}.`,
    { title: 'Unsubscribe', url: unsubscribe },
  ]);
  return {
    subject: newsletter.title,
    html: newsletterHtml(newsletter),
    text: newsletterText(newsletter),
    unsubscribe,
    to: addressOf(subscriber),
  };
};

function because({ reason, organisation }: Subscriber): string {
  const parts = [organisation, reason].filter((each) => each !== '');
  return parts.length === 0 ? '' : ` (${parts.join(': ')})`;
}

/** Their entry may have been changed since the letter was asked for. */
function addressOf({ email, name }: Subscriber): NonNullable<Letter['to']> {
  return { address: email, name };
}

/** To somebody outside who asked to join, or was named: the address is theirs only once they say so. */
const confirmLetter: LetterWriter = async ([id = ''], context) => {
  const subscriber = await context.store.get(subscribers, id);
  if (subscriber === undefined || !isAsked(subscriber)) return undefined;
  const { name, short_name } = context.partnership;
  const confirm = letter(context, `Confirm your address for the ${short_name} e-bulletin`, [
    `Somebody, perhaps you, asked that this address gets the monthly e-bulletin of the ${name}.`,
    { title: 'Confirm that you want it', url: context.pageAddress('bulletin/confirm', subscriber.token) },
    'If you do not want it, do nothing: you are not on the list until you confirm.',
  ]);
  return { ...confirm, to: addressOf(subscriber) };
};

const welcomeLetter: LetterWriter = async ([id = ''], context) => {
  const subscriber = await context.store.get(subscribers, id);
  if (subscriber?.state !== 'active') return undefined;
  const { name, short_name } = context.partnership;
  const url = context.pageAddress('bulletin/unsubscribe', subscriber.token);
  return {
    ...letter(context, `You are on the list of the ${short_name} e-bulletin`, [
      `From now on you get the monthly e-bulletin of the ${name}.`,
      { title: 'Unsubscribe', url },
    ]),
    unsubscribe: url,
    to: addressOf(subscriber),
  };
};

function letter(
  { partnership: { name, team } }: Context,
  subject: string,
  paragraphs: Parameters<typeof plainLetter>[0]['paragraphs'],
): Letter {
  const footer = [`Sent by the ${team.name} (${team.short_name}): ${team.mailbox}.`];
  return plainLetter({ subject, heading: name, paragraphs, footer });
}

export const letters = { issue: issueLetter, confirm: confirmLetter, welcome: welcomeLetter };
