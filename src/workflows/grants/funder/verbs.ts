/** What is pressed about the funder: what is sent, and what was decided. */
import type { Workflow } from '../../workflow.js';
import { offerCase } from './case-files.js';
import { openAsk, saveAsk } from './ask-desk.js';
import {
  checkSubmit,
  openDecision,
  openSubmit,
  saveDecision,
  showFunder,
  showRequest,
  submitToFunder,
} from './desk.js';

export const funderVerbs: Workflow['actions'] = {
  'to-funder': { handle: showFunder },
  'choose-for-funder': { handle: openSubmit },
  'check-submission': checkSubmit,
  'submit-to-funder': { handle: submitToFunder },
  'case-files': { handle: offerCase },
  request: { handle: showRequest },
  decide: { handle: openDecision },
  'save-decision': saveDecision,
  ask: { handle: openAsk },
  'save-ask': saveAsk,
};
