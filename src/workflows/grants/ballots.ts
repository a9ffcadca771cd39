/** The ballot's part of the workflow: index.ts puts it in. */
import type { Action, Command } from '../workflow.js';
import {
  askCancel,
  askClose,
  confirmCancel,
  confirmClose,
  newBallot,
  openBallot,
  showDesk,
} from './ballot-desk.js';
import { ballots as ballotRecords, votes } from './ballot.js';
import { declare, saveDeclaration } from './declaring.js';
import { declarations } from './interests.js';
import { closeBallotsOnTheDay } from './jobs.js';
import { openMove, saveMove } from './moving.js';
import { concludeBallot, keepObjection, openAnswer, saveAnswer, withdrawObjection } from './objections.js';
import { openPhone, savePhone } from './phone.js';
import { downloadDecision, offerDecision, openShortlist, saveShortlist, showResult } from './shortlisting.js';
import { cast, confirmVote, openVote, readInBallot, showBallot } from './voting.js';

const commands: readonly Command[] = [
  {
    phrases: ['ballot', 'vote', 'ballots'],
    help: 'the ballot under way, and your vote in it',
    offeredTo: ({ roles }) => roles.length > 0,
    handle: showBallot,
  },
];

const actions: Readonly<Record<string, Action>> = {
  ballot: { handle: showBallot },
  declare: { handle: declare },
  'save-declaration': saveDeclaration,
  'ballot-read': { handle: readInBallot },
  vote: { handle: openVote },
  cast,
  'confirm-vote': { handle: confirmVote },
  'new-ballot': { handle: newBallot },
  'open-ballot': openBallot,
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

export const ballots = {
  collections: [ballotRecords, votes, declarations],
  ...{ commands, actions },
  jobs: [closeBallotsOnTheDay],
  downloads: { decision: downloadDecision },
} as const;
