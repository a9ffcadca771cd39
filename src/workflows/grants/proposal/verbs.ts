/** What is pressed about proposals, by those who apply and by coordinators. */
import type { Workflow } from '../../workflow.js';
import { addCoApplicant, removeCoApplicant, showApplicants } from './applying.js';
import { offerCopy } from './copy.js';
import { askChanges, readProposal, saveAskChanges, showProposals } from './desk.js';
import {
  check,
  grow,
  openSection,
  propose,
  saveSection,
  showOwn,
  showProposal,
  submit,
} from './proposing.js';
import { confirmWithdraw, withdraw } from './withdrawing.js';

export const proposalVerbs: Workflow['actions'] = {
  propose: { handle: propose },
  'my-proposals': { handle: showOwn },
  proposal: { handle: showProposal },
  section: { handle: openSection },
  'save-section': saveSection,
  check: { handle: check },
  submit: { handle: submit },
  grow: { handle: grow },
  withdraw: { handle: withdraw },
  'confirm-withdraw': { handle: confirmWithdraw },
  copy: { handle: offerCopy },
  applicants: { handle: showApplicants },
  'add-applicant': addCoApplicant,
  'remove-applicant': { handle: removeCoApplicant },
  proposals: { handle: showProposals },
  read: { handle: readProposal },
  'ask-changes': { handle: askChanges },
  'save-ask-changes': saveAskChanges,
};
