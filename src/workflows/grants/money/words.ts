/** How an entry of the ledger reads. */
import { formatMoney } from '../../../shared/money.js';
import { inWords } from '../../../shared/text.js';
import { POT_NAMES, isPot } from './ledger.js';
import type { Account, Entry, Line } from './ledger.js';

interface Names {
  readonly entries: readonly Entry[];
  readonly projectName: (id: string) => string;
}

/** `£1,200 from the upfront pot to 'Spot the Signs'`, for each line of the entry. */
export function entryWords(book: Names, entry: Entry): string {
  const project = entry.project === undefined ? '' : book.projectName(entry.project);
  if (entry.kind === 'forecast')
    return `${project} expects to spend ${formatMoney(entry.forecast ?? 0)} in all`;
  const lines = inWords(entry.lines.map((line) => lineWords(book, line)));
  if (entry.kind !== 'correction') return lines;
  const wrong = book.entries.find(({ id }) => id === entry.corrects);
  const forecast =
    wrong?.kind === 'forecast' ? `the forecast of ${formatMoney(wrong.forecast ?? 0)} for ${project}` : '';
  return `Reverses ${wrong === undefined ? 'an entry' : forecast || entryWords(book, wrong)}`;
}

function lineWords(book: Names, { from, to, amount, payee }: Line): string {
  const money = formatMoney(amount);
  const who = payee ?? 'a payee';
  if (to.startsWith('invoiced:')) return `${who} asks ${accountWords(book, to)} for ${money}`;
  if (to.startsWith('paid:')) return `${accountWords(book, to)} pays ${who} ${money}`;
  return `${money} from ${accountWords(book, from)} to ${accountWords(book, to)}`;
}

export function accountWords({ projectName }: Pick<Names, 'projectName'>, account: Account): string {
  if (account === 'funder') return 'the funder';
  if (account === 'award') return 'the award';
  if (isPot(account)) return POT_NAMES[account];
  return projectName(account.slice(account.indexOf(':') + 1));
}
