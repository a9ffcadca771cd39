/** What coordinators press about check-ins: proposals, rounds, results. */
import type { Workflow } from '../../workflow.js';
import {
  cancel,
  changeDraft,
  close,
  confirmCancel,
  confirmClose,
  extend,
  newCheckIn,
  offerDownload,
  open,
  prepare,
  saveExtension,
  showResults,
  showRound,
  whoHasNotReplied,
} from './coordinator.js';
import { showHistory } from '../results/history.js';
import { askToPost, post } from '../results/posting.js';
import { acceptRound, moveRound, showProposal, skipRound, unskipRound } from './propose.js';

export const roundVerbs: Workflow['actions'] = {
  proposal: { handle: showProposal },
  'accept-round': { handle: acceptRound },
  'move-round': { handle: moveRound },
  'skip-round': { handle: skipRound },
  'unskip-round': { handle: unskipRound },
  new: { handle: newCheckIn },
  prepare,
  'change-draft': { handle: changeDraft },
  open: { handle: open },
  round: { handle: showRound },
  'not-replied': { handle: whoHasNotReplied },
  results: { handle: showResults },
  download: { handle: offerDownload },
  history: { handle: showHistory },
  'ask-to-post': { handle: askToPost },
  'post-results': { handle: post },
  extend: { handle: extend },
  'save-extension': saveExtension,
  close: { handle: close },
  'confirm-close': { handle: confirmClose },
  cancel: { handle: cancel },
  'confirm-cancel': { handle: confirmCancel },
};
