/** A proposal as a document: a copy to keep. */
import { documentOf, facts, heading, paragraph } from '../../../reports/document.js';
import type { Document } from '../../../reports/document.js';
import { longDate } from '../../../shared/calendar.js';
import type { Context } from '../../workflow.js';
import { describe, missingIn } from './answers.js';
import { leadOf, proposalSentence, titleOf } from './cards.js';
import type { Case } from './case.js';
import { roundName } from '../round/round.js';

export function proposalDocument({ round, proposal, sections }: Case, context: Context): Document {
  const missing = missingIn(sections, proposal);
  const written = sections.flatMap((section) => {
    const rows = Object.fromEntries(
      describe(section, proposal.answers).map(({ title, value }) => [title, value]),
    );
    return Object.keys(rows).length === 0 ? [] : [heading(section.title), facts(rows)];
  });
  return documentOf(
    titleOf(proposal),
    [
      facts({
        Round: roundName(round),
        'Lead organisation': leadOf(context, proposal),
        'How it stands': proposalSentence(proposal),
        'As it stood on': longDate(context.today),
      }),
      ...(missing.length === 0 ? [] : [paragraph(`Not fully formed. Missing: ${missing.join('; ')}.`)]),
      ...written,
    ],
    context.partnership.name,
  );
}
