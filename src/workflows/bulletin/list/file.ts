/** The distribution list from and to a file, and late bounces from a mailbox file. */
import { documentOf, table } from '../../../reports/document.js';
import { dayOf, shortDate } from '../../../shared/calendar.js';
import { invalid, ok } from '../../../shared/result.js';
import { refusesAddress } from '../../../shared/smtp-reply.js';
import { cellFaults, inLines, readTable } from '../../../shared/table-file.js';
import type { LineFault, TableRow } from '../../../shared/table-file.js';
import { count, shorten } from '../../../shared/text.js';
import type { Context, Download, Handler, Import, Notification } from '../../workflow.js';
import { addressOf } from './address.js';
import { markBounced } from '../sending/bounce.js';
import { linksCard } from '../issue/cards.js';
import { PERSON_FIELDS } from './person-form.js';
import { mustEditBulletin } from '../policy.js';
import { newSubscriber, stateInWords, subscriberWith, subscribers } from './subscriber.js';
import type { Person, Subscriber } from './subscriber.js';

type Column = (typeof PERSON_FIELDS)[number];

/** One row that differs from what is kept. */
interface Wanted {
  readonly person: Person;
  readonly known: Subscriber | undefined;
}

/**
 * A file adds people and corrects what is known of them. Nobody leaves the list by it, and whoever is known and not on
 * it stays off: they left, were declined, have yet to confirm or to be approved, or their address does not work.
 */
export const importList: Import = {
  help: 'the distribution list as CSV or XLSX: name, email, organisation, role, reason',
  async run(file, apply, context) {
    const read = await readTable(file, PERSON_FIELDS);
    if (!read.ok) return refused(read.faults);
    const rows = read.rows.map((row) => personOf(row));
    const faults = [...read.faults, ...rows.flatMap((row) => ('faults' in row ? row.faults : []))];
    const people = rows.flatMap((row) => ('person' in row ? [row] : []));
    faults.push(...repeated(people));
    if (faults.length > 0) return refused(inLines(faults));
    if (people.length === 0) return refused([`${file.name} holds nobody.`]);
    const { news, off, same } = await compare(
      context,
      people.map(({ person }) => person),
    );
    if (apply) for (const each of news) await write(context, each);
    const added = news.filter(({ known }) => known === undefined).length;
    const stays =
      off === 0 ? '' : ` ${count(off, 'known address stays', 'known addresses stay')} off the list.`;
    return ok({
      changes: news.map(
        ({ person, known }) =>
          `${known === undefined ? 'add   ' : 'change'}  ${person.email}, ${person.name}`,
      ),
      summary:
        news.length === 0
          ? `The list is the same already. Nothing changes.${stays}`
          : `${count(added, 'address', 'addresses')} added, ${news.length - added} changed, ${same} unchanged.${stays}`,
    });
  },
};

function personOf(
  row: TableRow<Column>,
): { readonly line: number; readonly person: Person } | { readonly faults: readonly LineFault[] } {
  const { line, cells } = row;
  const wrong = cellFaults<Column>(row, ['email'], 254);
  if (wrong.length > 0) return { faults: wrong };
  const email = addressOf(cells.email);
  if (email !== undefined) return { line, person: { ...cells, email } };
  const fault = `'${shorten(cells.email, 80)}' is no e-mail address like name@organisation.gov.uk.`;
  return { faults: [{ line, fault }] };
}

function repeated(people: readonly { readonly line: number; readonly person: Person }[]): LineFault[] {
  const first = new Map<string, number>();
  return people.flatMap(({ line, person: { email } }) => {
    const before = first.get(email);
    if (before === undefined) first.set(email, line);
    return before === undefined
      ? []
      : [{ line, fault: `the address ${email} stands in line ${before} already.` }];
  });
}

async function compare(
  { store }: Context,
  people: readonly Person[],
): Promise<{ readonly news: readonly Wanted[]; readonly off: number; readonly same: number }> {
  const news: Wanted[] = [];
  let off = 0;
  for (const person of people) {
    const known = await subscriberWith(store, person.email);
    if (known !== undefined && known.state !== 'active') off += 1;
    else if (known === undefined || PERSON_FIELDS.some((field) => known[field] !== person[field])) {
      news.push({ person, known });
    }
  }
  return { news, off, same: people.length - news.length - off };
}

async function write({ store, now }: Context, { person, known }: Wanted): Promise<void> {
  await store.put(
    subscribers,
    known === undefined ? newSubscriber(person, 'active', now) : { ...known, ...person },
  );
}

const LARGEST_MAILBOX = 20_000_000;

/** Later refusals, as mail servers write them into the team's mailbox: an .mbox or .eml file. */
export const importBounces: Import = {
  help: 'a mailbox file (.mbox or .eml) with letters that came back: marks their addresses',
  async run(file, apply, context) {
    if (file.content.length > LARGEST_MAILBOX)
      return refused([`${file.name} is larger than 20 MB. Save fewer messages.`]);
    const found = failedAddresses(Buffer.from(file.content).toString('latin1'));
    const changes: string[] = [];
    const notify: Notification[] = [];
    for (const email of found) {
      const subscriber = await subscriberWith(context.store, email);
      if (subscriber?.state !== 'active') continue;
      changes.push(`mark    ${email}`);
      if (apply)
        notify.push(...(await markBounced(context, subscriber, 'its mail server sent a letter back')).notify);
    }
    const summary = `${count(found.length, 'address', 'addresses')} came back for good; ${changes.length} of them ${changes.length === 1 ? 'gets' : 'get'} the bulletin.`;
    return ok({ changes, summary, notify });
  },
};

/** The addresses that a delivery status report (RFC 3464) names as not there. */
export function failedAddresses(mailbox: string): readonly string[] {
  const found = new Set<string>();
  for (const block of mailbox.replace(/\r\n?/g, '\n').split(/\n\s*\n/)) {
    const recipient = /^(?:Final|Original)-Recipient:\s*rfc822;\s*(\S{3,320})\s*$/im.exec(block)?.[1];
    const address = recipient === undefined || !saysGone(block) ? undefined : addressOf(recipient);
    if (address !== undefined) found.add(address);
  }
  return [...found];
}

/** A status of 5.0.0 leaves it to the server's own words, where the report has them. */
function saysGone(block: string): boolean {
  const status = /^Status:\s*(5\.\d{1,3}\.\d{1,3})/im.exec(block)?.[1];
  if (!/^Action:\s*failed\b/im.test(block) || status === undefined) return false;
  const reply = /^Diagnostic-Code:\s*smtp;\s*(\d{3}.*)$/im.exec(block)?.[1];
  if (status !== '5.0.0') return refusesAddress(`550 ${status}`);
  return reply === undefined || refusesAddress(reply);
}

export const offerList: Handler = async (_input, context) => {
  mustEditBulletin(context.actor);
  const links = context.downloadLinks('bulletin/list', [], await listDocument(context));
  const sentence =
    'Everybody on the list and why, and who left it. The links are yours alone and work for a day.';
  const back = { title: 'Distribution list', verb: 'bulletin/list', press: {} };
  return { reply: linksCard('Download the distribution list', sentence, links, back) };
};

export const downloadList: Download = async (_ids, context) => {
  mustEditBulletin(context.actor);
  return listDocument(context);
};

async function listDocument({ store, partnership }: Context): ReturnType<Download> {
  const rows: string[][] = [];
  for (const state of ['active', 'waiting', 'unconfirmed', 'bounced', 'unsubscribed', 'declined'] as const) {
    for (const each of await store.find(subscribers, { where: { state }, by: 'email' })) {
      const { name, email, organisation, role, reason, changedAt } = each;
      rows.push([
        name,
        email,
        organisation,
        role,
        reason,
        stateInWords(each),
        shortDate(dayOf(new Date(changedAt), partnership.time_zone)),
      ]);
    }
  }
  const columns = ['name', 'email', 'organisation', 'role', 'reason', 'state', 'since'];
  return documentOf(`Distribution list of the ${partnership.short_name} e-bulletin`, [
    table({ caption: 'By state, then by address', columns, rows }),
  ]);
}

function refused(faults: readonly string[]): ReturnType<typeof invalid> {
  return invalid(Object.fromEntries(faults.map((fault, index) => [String(index), fault])));
}
