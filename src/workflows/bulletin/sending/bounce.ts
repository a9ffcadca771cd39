/** An address that does not work: it is marked, and its organisation is asked who should get the bulletin. */
import type { Member } from '../../../directory.js';
import type { Context, Notification } from '../../workflow.js';
import { button, sheetCard } from '../sheet.js';
import { subscribers, turned } from '../list/subscriber.js';
import type { Subscriber } from '../list/subscriber.js';

/** Marks the address, once; the organisation's contact is asked for a successor. */
export async function markBounced(
  context: Context,
  subscriber: Subscriber,
  fault: string,
): Promise<{ readonly subscriber: Subscriber; readonly notify: readonly Notification[] }> {
  if (subscriber.state !== 'active') return { subscriber, notify: [] };
  const marked = await context.store.put(subscribers, turned(subscriber, 'bounced', context.now, fault));
  return { subscriber: marked, notify: await askForSuccessor(context, marked) };
}

/** The organisation's contact, or nobody: the desk sees the address among those that do not work. */
async function askForSuccessor(context: Context, gone: Subscriber): Promise<readonly Notification[]> {
  const contact = await contactOf(context, gone);
  if (contact === undefined) return [];
  const card = sheetCard({
    heading: 'Who should get the e-bulletin?',
    summary: `The e-bulletin no longer reaches ${gone.name} at ${gone.organisation}`,
    lines: [
      `It no longer reaches ${gone.name === '' ? gone.email : gone.name} (${gone.email}) at ${gone.organisation}.`,
      'If somebody else should get it in their place, name them: they are asked to confirm.',
    ],
    first: [button('Name a successor', 'successor-form', { person: gone.id }, 'positive')],
  });
  return [
    { to: { kind: 'member', id: contact.id }, card, key: `bulletin.successor:${gone.id}:${gone.version}` },
  ];
}

/** A member of the same organisation, by its name or by the domain of its addresses: the Working Group's first. */
export async function contactOf(
  { directory, partnership, today }: Context,
  { email, organisation }: Subscriber,
): Promise<Member | undefined> {
  const domain = email.slice(email.lastIndexOf('@') + 1);
  const wanted = organisation.trim().toLowerCase();
  const theirs = partnership.organisations.filter(
    ({ names, domains, id }) =>
      domains.includes(domain) ||
      names.some(({ name }) => name.toLowerCase() === wanted) ||
      directory.organisationName(id, today).toLowerCase() === wanted,
  );
  const people = (await directory.members()).filter(
    (member) => theirs.some(({ id }) => id === member.organisation) && member.email !== email,
  );
  return people.find(({ roles }) => roles.includes('working-group')) ?? people[0];
}
