/** `doctor`: what is wrong with this installation, and what to do about it. */
import { count } from '../shared/text.js';
import { tell } from './command-line.js';
import type { Work } from './command-line.js';
import { examine } from './doctor/examine.js';
import type { Finding } from './doctor/finding.js';
import { withProgress } from './progress.js';

export const doctor: Work = async ({ options }, around) => {
  const full = options.includes('--full');
  const findings = await withProgress(around.stderr, 'Looking', (report) =>
    examine({ environment: around.env, report }, full),
  );
  findings.forEach((finding) => tell(around, lineOf(finding)));
  const problems = findings.filter(({ verdict }) => verdict === 'problem').length;
  tell(around, problems === 0 ? 'No problem was found.' : `${count(problems, 'problem')} found.`);
  return problems === 0 ? 0 : 1;
};

/** The word first: whoever reads a long list looks for it at the start of the lines. */
export function lineOf({ verdict, about, sentence }: Finding): string {
  return `${verdict.padEnd(7)}  ${about.padEnd(11)}  ${sentence}`;
}
