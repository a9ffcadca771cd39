/** `doctor`: what is wrong with this installation, and what to do about it. */
import { count } from '../shared/text.js';
import { tell } from './command-line.js';
import type { CommandLine } from './command-line.js';
import { examine } from './doctor/examine.js';
import type { Finding } from './doctor/finding.js';
import { withProgress } from './progress.js';

export const doctor: CommandLine = {
  name: 'doctor',
  usage: 'doctor [--full]',
  summary: 'Look at everything the bot needs, and say what is wrong.',
  details: [
    'Settings, partnership file, data folder, disk, port, sign-in with Microsoft, clock and Node. One line each: ok,',
    'note, or problem with what to do. Changes nothing; the bot may run. --full checks every entry of the audit trail',
    'as well, as verify does. Exit code 0 without a problem, 1 with one.',
  ],
  async run({ options }) {
    const full = options.includes('--full');
    const environment = process.env;
    const findings = await withProgress('Looking', (report) => examine({ environment, report }, full));
    findings.forEach((finding) => tell(lineOf(finding)));
    const problems = findings.filter(({ verdict }) => verdict === 'problem').length;
    tell(problems === 0 ? 'No problem was found.' : `${count(problems, 'problem')} found.`);
    return problems === 0 ? 0 : 1;
  },
};

/** The word first: whoever reads a long list looks for it at the start of the lines. */
export function lineOf({ verdict, about, sentence }: Finding): string {
  return `${verdict.padEnd(7)}  ${about.padEnd(11)}  ${sentence}`;
}
