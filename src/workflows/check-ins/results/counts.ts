/** Answers counted in words: what stands out, by colour, and by status. */
import { inWords } from '../../../shared/text.js';
import { MONEY, RAGS, STATUSES } from '../answer/answer.js';
import type { Answer, Status } from '../answer/answer.js';

/** `1 red and delayed`, `2 amber`, the gravest first: every exception is counted once, whatever is the matter with it. */
export function attentionIn(given: readonly Answer[]): readonly string[] {
  const numbers = new Map<string, number>();
  for (const answer of [...given].sort((a, b) => rankOf(a) - rankOf(b))) {
    const matter = matterOf(answer);
    if (matter !== '') numbers.set(matter, (numbers.get(matter) ?? 0) + 1);
  }
  return [...numbers].map(([matter, number]) => `${number} ${matter}`);
}

function rankOf({ rag }: Answer): number {
  return ['red', 'amber', 'green'].indexOf(rag);
}

/** What makes an answer an exception, as `amber and delayed`; '' for one that is none. */
function matterOf({ status, rag, money }: Answer): string {
  return inWords([
    ...(rag === 'green' ? [] : [RAGS[rag].toLowerCase()]),
    ...(status === 'delayed' || status === 'stopped' ? [STATUSES[status].toLowerCase()] : []),
    ...(money === 'amber' || money === 'red' ? [`${MONEY[money].toLowerCase()} for money`] : []),
  ]);
}

/** `1 red`, `2 amber`. */
export function coloursIn(given: readonly Answer[]): readonly string[] {
  return (['red', 'amber'] as const)
    .map((rag) => ({ rag, number: given.filter((answer) => answer.rag === rag).length }))
    .filter(({ number }) => number > 0)
    .map(({ rag, number }) => `${number} ${RAGS[rag].toLowerCase()}`);
}

/** `1 complete and 2 in progress`. */
export function statusesIn(given: readonly Answer[]): string {
  const parts = (Object.keys(STATUSES) as Status[])
    .map((status) => ({ status, number: given.filter((answer) => answer.status === status).length }))
    .filter(({ number }) => number > 0)
    .map(({ status, number }) => `${number} ${STATUSES[status].toLowerCase()}`);
  return inWords(parts);
}
