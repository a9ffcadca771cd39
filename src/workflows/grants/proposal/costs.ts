/** Costs as they are typed: one a line, each with its amount at the end. */
import { formatMoney, readPounds } from '../../../shared/money.js';
import type { Cost } from './proposal.js';

const LINE = /^(.+?)[\s,:;=-]*\s(£?\s?[\d,]+(?:\.\d{1,2})?)$/;

/** The lines that were read, or what is wrong with the first that was not. */
export function readCosts(text: string): { readonly costs: readonly Cost[]; readonly wrong: string } {
  const costs: Cost[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const [, what, money = ''] = LINE.exec(line.trim()) ?? [];
    const pence = readPounds(money);
    if (what === undefined || pence === undefined || pence === 0) {
      return {
        costs,
        wrong: `End line ${index + 1} with an amount in pounds, like Training materials, £1,200`,
      };
    }
    costs.push({ what, pence });
  }
  return { costs, wrong: '' };
}

export function totalOf(costs: readonly Cost[]): number {
  return costs.reduce((sum, { pence }) => sum + pence, 0);
}

/** As it is typed and shown: `Training materials, £1,200`. */
export function costLines(costs: readonly Cost[]): string {
  return costs.map(({ what, pence }) => `${what}, ${formatMoney(pence)}`).join('\n');
}
