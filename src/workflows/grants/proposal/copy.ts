/** A proposal as a file of one's own. */
import type { Download, Handler } from '../../workflow.js';
import { titleOf } from './cards.js';
import { loadCase } from './case.js';
import { proposalDocument } from './document.js';

/** A copy to keep, as a document. */
export const offerCopy: Handler = async (input, context) => {
  const found = await loadCase(input, context);
  const { id } = found.proposal;
  const links = context.downloadLinks('grants/proposal', [id], proposalDocument(found, context));
  return {
    reply: {
      template: 'grants/download',
      summary: `${titleOf(found.proposal)} as a file.`,
      data: { heading: titleOf(found.proposal), links, back: 'grants/proposal', press: { proposal: id } },
    },
  };
};

export const downloadProposal: Download = async ([id = ''], context) =>
  proposalDocument(await loadCase({ data: { proposal: id }, personal: true }, context), context);
