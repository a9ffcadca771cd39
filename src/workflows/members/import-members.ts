/** Brings members in from a file: first the differences, then, when wanted, the change. */
import { isDeepStrictEqual } from 'node:util';
import { members } from '../../directory.js';
import { invalid, ok } from '../../shared/result.js';
import { inLines } from '../../shared/table-file.js';
import { count, inWords } from '../../shared/text.js';
import type { Context, Import, Notification } from '../workflow.js';
import { noticeCard } from './cards.js';
import { faultsAgainstTheList } from './import-faults.js';
import { matchOf } from './import-match.js';
import type { Match } from './import-match.js';
import { requestKey, welcomeSentence } from './join.js';
import { readMemberFile } from './member-file.js';

/**
 * A member whom the file does not name stays: a file may hold one organisation's people, or the new
 * ones alone, and leaving the list is what a person or a coordinator decides, one at a time.
 */
export const importMembers: Import = {
  help: 'the list of members as CSV or XLSX: name, email, organisation, roles, account',
  async run(file, apply, context) {
    const read = await readMemberFile(file, context.partnership);
    if (!read.ok) return refused(read.faults);
    const matches: Match[] = [];
    for (const row of read.rows) matches.push(await matchOf(row, context));
    const faults = await faultsAgainstTheList(matches, context);
    if (faults.length > 0) return refused(inLines(faults));

    const news = matches.filter((match) => !isTheSame(match));
    if (apply) await write(context, news);
    return ok({
      changes: [...news.filter(isNew), ...news.filter((match) => !isNew(match))].map((match) =>
        lineOf(match, context),
      ),
      summary: summaryOf(matches),
      notify: await tell(context, news),
    });
  },
};

function refused(faults: readonly string[]): ReturnType<typeof invalid> {
  return invalid(Object.fromEntries(faults.map((fault, index) => [String(index), fault])));
}

/** Not a member until now, whether or not they are known. */
function isNew({ before }: Match): boolean {
  return before?.standing !== 'active';
}

function isTheSame({ before, after, request }: Match): boolean {
  return request === undefined && before !== undefined && changedParts(before, after).length === 0;
}

const PARTS = {
  standing: 'their standing',
  name: 'their name',
  email: 'their address',
  organisation: 'their organisation',
  roles: 'their roles',
  account: 'their account',
} as const;

function changedParts(before: Match['after'], after: Match['after']): string[] {
  const value = (member: Match['after'], part: keyof typeof PARTS): unknown =>
    part === 'roles' ? [...member.roles].sort() : member[part];
  return (Object.keys(PARTS) as (keyof typeof PARTS)[])
    .filter((part) => !isDeepStrictEqual(value(before, part), value(after, part)))
    .map((part) => PARTS[part]);
}

async function write({ store }: Context, news: readonly Match[]): Promise<void> {
  for (const { after, request } of news) {
    await store.put(members, after);
    if (request !== undefined && request.id !== after.id) await store.remove(members, request.id);
  }
}

/** Who waited was promised an answer, and the coordinators have a card that asks about them. */
async function tell(context: Context, news: readonly Match[]): Promise<readonly Notification[]> {
  const coordinators = await context.directory.membersWith('coordinator');
  return news.flatMap(({ after, request }) => {
    if (request === undefined) return [];
    const welcome: Notification = {
      to: { kind: 'member', id: after.id },
      card: noticeCard(context, 'You are in', welcomeSentence(context, after)),
      key: `members.approved:${request.id}:${request.version}`,
    };
    const sentence = 'They came onto the list with an imported file.';
    const card = noticeCard(context, `${request.name} asked to join`, sentence);
    const others = coordinators.map(({ id }): Notification => {
      const replaces = requestKey(request, id);
      return { to: { kind: 'member', id }, card, key: `${replaces}:decided`, replaces };
    });
    return [welcome, ...others];
  });
}

const KNOWN_AS = {
  active: '',
  waiting: ' (asked to join)',
  declined: ' (was declined)',
  left: ' (had left)',
  invited: ' (invited)',
  stranger: '',
} as const;

function lineOf(match: Match, { directory, today }: Context): string {
  const { before, after, request, claimed } = match;
  if (before !== undefined && !isNew(match)) {
    const parts = changedParts(before, after);
    return `change  ${before.name}: ${inWords(parts)}`;
  }
  const known = claimed
    ? ' (somebody asked to join with this address; a coordinator decides whether it is them)'
    : KNOWN_AS[request?.standing ?? before?.standing ?? 'stranger'];
  return `add     ${after.name}, ${directory.organisationName(after.organisation, today)}${known}`;
}

function summaryOf(matches: readonly Match[]): string {
  const same = matches.filter(isTheSame).length;
  if (same === matches.length) return 'The members are the same already. Nothing changes.';
  const added = matches.filter(isNew).length;
  const changed = matches.length - same - added;
  return `${count(added, 'member')} added, ${changed} changed, ${same} unchanged. Who is not in the file stays.`;
}
