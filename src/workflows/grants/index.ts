/** Grants: proposals, the Working Group's vote, and what becomes of the money. README.md tells the journey. */
import type { Workflow } from '../workflow.js';
import {
  closeRound,
  confirmCloseRound,
  confirmDiscardRound,
  confirmFinishRound,
  discardRound,
  finishRound,
  newRound,
  openRound,
  reopenRound,
  saveReopen,
  showRound,
  showRounds,
  startRound,
} from './coordinator.js';
import { closeOnTheDay } from './jobs.js';
import { money } from './money.js';
import { mayManageGrants } from './policy.js';
import { applicants, proposals } from './proposal.js';
import {
  askedPart,
  datesPart,
  markDelivered,
  moneyPart,
  showLock,
  unlock,
  unlockPart,
  votingPart,
} from './round-parts.js';
import { grantRounds } from './round.js';

export const grants: Workflow = {
  name: 'grants',
  title: 'Grants',
  help: 'Propose a project, and see what becomes of it.',
  collections: [grantRounds, proposals, applicants, ...money.collections],
  commands: [
    {
      phrases: ['grants', 'grant rounds', 'grant'],
      help: 'the grant rounds and how they stand',
      handle: showRounds,
    },
    {
      phrases: ['new grant round', 'new round'],
      help: 'make a round from the award of a year',
      offeredTo: mayManageGrants,
      handle: newRound,
    },
    ...money.commands,
  ],
  actions: {
    rounds: { handle: showRounds },
    round: { handle: showRound },
    'new-round': { handle: newRound },
    'start-round': startRound,
    'change-money': { handle: moneyPart.open },
    'save-money': moneyPart.save,
    'change-dates': { handle: datesPart.open },
    'save-dates': datesPart.save,
    'change-asked': { handle: askedPart.open },
    'save-asked': askedPart.save,
    'change-voting': { handle: votingPart.open },
    'save-voting': votingPart.save,
    'change-unlock': { handle: unlockPart.open },
    'save-unlock': unlockPart.save,
    'open-round': { handle: openRound },
    'close-round': { handle: closeRound },
    'confirm-close-round': { handle: confirmCloseRound },
    'reopen-round': { handle: reopenRound },
    'save-reopen': saveReopen,
    'finish-round': { handle: finishRound },
    'confirm-finish-round': { handle: confirmFinishRound },
    'discard-round': { handle: discardRound },
    'confirm-discard-round': { handle: confirmDiscardRound },
    lock: { handle: showLock },
    'mark-delivered': { handle: markDelivered },
    unlock,
    ...money.actions,
  },
  jobs: [closeOnTheDay, ...money.jobs],
  downloads: money.downloads,
};
