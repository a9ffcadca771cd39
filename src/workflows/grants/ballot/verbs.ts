/** What is pressed about a ballot: by voters, the chair and coordinators. */
import type { Workflow } from '../../workflow.js';
import { declare, saveDeclaration } from './declaring.js';
import { askCancel, askClose, confirmCancel, confirmClose, showDesk } from './desk.js';
import { openMove, saveMove } from './moving.js';
import { concludeBallot, keepObjection, openAnswer, saveAnswer, withdrawObjection } from './objections.js';
import { openPhone, savePhone } from './phone.js';
import { confirmOpenBallot, newBallot, openBallot } from './opening-desk.js';
import { offerDecision, openShortlist, saveShortlist, showResult } from './shortlisting.js';
import { cast, confirmVote, openVote, readInBallot, showBallot } from './voting.js';

export const ballotVerbs: Workflow['actions'] = {
  ballot: { handle: showBallot },
  declare: { handle: declare },
  'save-declaration': saveDeclaration,
  'ballot-read': { handle: readInBallot },
  vote: { handle: openVote },
  cast,
  'confirm-vote': { handle: confirmVote },
  'new-ballot': { handle: newBallot },
  'open-ballot': openBallot,
  'confirm-open-ballot': confirmOpenBallot,
  'ballot-desk': { handle: showDesk },
  phone: { handle: openPhone },
  'save-phone': savePhone,
  'close-ballot': { handle: askClose },
  'confirm-close-ballot': { handle: confirmClose },
  'cancel-ballot': { handle: askCancel },
  'confirm-cancel-ballot': { handle: confirmCancel },
  'move-ballot': { handle: openMove },
  'save-move-ballot': saveMove,
  answer: { handle: openAnswer },
  'save-answer': saveAnswer,
  'keep-objection': { handle: keepObjection },
  'withdraw-objection': { handle: withdrawObjection },
  conclude: { handle: concludeBallot },
  result: { handle: showResult },
  shortlist: { handle: openShortlist },
  'save-shortlist': saveShortlist,
  'keep-decision': { handle: offerDecision },
};
