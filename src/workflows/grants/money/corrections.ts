/** A mistake in the ledger is answered by an entry that reverses it; both stay. Pure. */
import { longDate } from '../../../shared/calendar.js';
import { UserError } from '../../../shared/errors.js';
import { balanceOf } from './ledger.js';
import type { Entry, Line } from './ledger.js';

/**
 * The lines that take an entry back.
 * @throws {UserError} when it is not corrected so, or its money was used since
 */
export function correctionLines(id: string, entries: readonly Entry[]): readonly Line[] {
  const wrong = entries.find((entry) => entry.id === id);
  if (wrong === undefined) {
    throw new UserError(
      'grants.noEntry',
      'This entry is not in the ledger of this year. Open the ledger again.',
    );
  }
  if (wrong.kind === 'award') {
    throw new UserError(
      'grants.correctAward',
      'The award is not corrected: enter the award as it is now, and the ledger takes the difference.',
    );
  }
  if (wrong.kind === 'correction') {
    throw new UserError('grants.correctCorrection', 'A correction stays. Record again what it took away.');
  }
  const done = entries.find(({ corrects }) => corrects === id);
  if (done !== undefined) {
    throw new UserError(
      'grants.correctedAlready',
      `This entry was corrected on ${longDate(done.on)}. Both stay in the ledger.`,
    );
  }
  const lines = wrong.lines.map(({ from, to, ...rest }) => ({ ...rest, from: to, to: from }));
  mustLeaveNothingBelowZero(lines, entries);
  return lines;
}

/** What came later may stand on the entry: a payment on its allocation, an allocation on its transfer. */
function mustLeaveNothingBelowZero(lines: readonly Line[], entries: readonly Entry[]): void {
  const after = [...entries, { lines }];
  for (const account of new Set(lines.map(({ from }) => from))) {
    if (account === 'funder' || balanceOf(after, account) >= Math.min(0, balanceOf(entries, account)))
      continue;
    throw new UserError(
      'grants.correctLaterFirst',
      'Money of this entry was used since. Correct the later entries first, the newest before the others.',
    );
  }
}
