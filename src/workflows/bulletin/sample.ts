/** The bulletin of the sample partnership: an open issue with a few items, and a small list. */
import { addDays } from '../../shared/calendar.js';
import { newId } from '../../shared/ids.js';
import type { Context, Notification } from '../workflow.js';
import { issues } from './issue/issue.js';
import type { Issue } from './issue/issue.js';
import { bulletinItems } from './item/item.js';
import type { Item } from './item/item.js';
import { closingDay, issueDue, newIssue } from './issue/month.js';
import { newSubscriber, subscribers } from './list/subscriber.js';
import { linkKeyOf } from './item/twins.js';

/** Invented; the senders are members of the sample. */
const ITEMS: readonly Pick<Item, 'by' | 'kind' | 'state' | 'position' | 'headline' | 'summary' | 'link'>[] = [
  {
    ...{ by: 'megan.bowen@kent-police.example', kind: 'services', state: 'accepted', position: 1 },
    headline: 'Neighbourhood Policing: changes in June',
    summary:
      'Every ward has a named beat officer from June. The new pages list them, with the days on which they hold surgeries.',
    link: 'https://kent-police.example/neighbourhood',
  },
  {
    ...{ by: 'adele.vance@kfrs.example', kind: 'events', state: 'accepted', position: 1 },
    headline: 'Home safety visits: free briefing for front-line officers',
    summary:
      'How to refer a household for a free safe and well visit, and what officers can look out for themselves.',
    link: 'https://kfrs.example/briefing',
  },
  {
    ...{ by: 'patti.fernandez@nhs-kent.example', kind: 'publications', state: 'waiting', position: 0 },
    headline: 'Substance misuse: new guide for practitioners',
    summary:
      'A short guide to the treatment services in Kent and Medway, how to refer, and whom to call out of hours.',
    link: 'https://nhs-kent.example/guide',
  },
  {
    ...{ by: 'lynne.robbins@canterbury.example', kind: 'save-the-date', state: 'waiting', position: 0 },
    headline: 'Save the date: domestic abuse conference in the spring',
    summary: 'The annual conference is hybrid this year. Booking opens after the New Year.',
    link: '',
  },
];

/** Invented: nobody reads mail under .example. */
const READERS = [
  { name: 'Grady Archie', email: 'grady.archie@housing.example', organisation: 'Example Housing' },
  { name: 'Diego Siciliani', email: 'diego.siciliani@charity.example', organisation: 'Example Charity' },
  { name: 'Megan Bowen', email: 'megan.bowen@kent-police.example', organisation: 'Kent Police' },
] as const;

export async function sample(context: Context): Promise<readonly Notification[]> {
  const { store, today, directory, partnership } = context;
  const issue = await store.put(issues, newIssue(issueNow(context)));
  for (const [index, { by, ...item }] of ITEMS.entries()) {
    const sender = await directory.memberByEmail(by);
    if (sender === undefined) continue;
    const whole: Item = {
      ...item,
      ...{ id: newId(), version: 0, issue: issue.id, by: sender.id, from: sender.organisation },
      ...{
        createdAt: `${addDays(today, -1)}T09:00:00.000Z`,
        year: Number(today.slice(0, 4)),
        number: index + 1,
      },
      ...{
        reason: '',
        question: '',
        answer: '',
        readers: [],
        sensitive: 'no',
        linkKey: linkKeyOf(item.link),
      },
      ...{ startsOn: '', endsOn: '', audience: '', validUntil: '', contact: `${sender.name}, ${by}` },
      organisation: directory.organisationName(sender.organisation, today),
    };
    if (partnership.bulletin.kinds.some(({ id }) => id === item.kind)) await store.put(bulletinItems, whole);
  }
  for (const reader of READERS) {
    const person = { ...reader, role: '', reason: 'In the sample' };
    await store.put(subscribers, newSubscriber(person, 'active', context.now));
  }
  return [];
}

/** This month's issue, or between two issues the next one, opened early: there is always one to try. */
function issueNow({ today, partnership: { bulletin } }: Context): Pick<Issue, 'id' | 'opensOn' | 'closesOn'> {
  const due = issueDue(today, bulletin);
  if (due !== undefined) return due;
  const day = Number(today.slice(8));
  const id = (day < bulletin.opens_on_day ? today : addDays(`${today.slice(0, 7)}-28`, 7)).slice(0, 7);
  const last = `${id}-${String(bulletin.closes_on_day).padStart(2, '0')}`;
  return { id, opensOn: today, closesOn: closingDay(today, last) };
}
