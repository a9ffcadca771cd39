/** Grants: proposals, the Working Group's vote, and what becomes of the money. README.md tells the journey. */
import type { Workflow } from '../workflow.js';
import { addCoApplicant, removeCoApplicant, showApplicants } from './applying.js';
import { ballots } from './ballots.js';
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
import { downloadProposal, offerCopy } from './copy.js';
import { askChanges, readProposal, saveAskChanges, showProposals } from './desk.js';
import { items } from './items.js';
import { money } from './money.js';
import { mayManageGrants } from './policy.js';
import { applicants, proposals } from './proposal.js';
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
import { references } from './reference.js';
import { reminders } from './reminders.js';
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
import { sample } from './sample.js';
import { confirmWithdraw, withdraw } from './withdrawing.js';

export const grants: Workflow = {
  name: 'grants',
  title: 'Grants',
  help: 'Propose a project, and see what becomes of it.',
  collections: [grantRounds, proposals, applicants, references, ...ballots.collections, ...money.collections],
  commands: [
    {
      phrases: ['propose', 'propose a project', 'new proposal'],
      help: 'begin a proposal for the grant',
      handle: propose,
    },
    {
      phrases: ['my proposals', 'my proposal'],
      help: 'your proposals and what becomes of them',
      handle: showOwn,
    },
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
    {
      phrases: ['proposals', 'all proposals'],
      help: 'the proposals of the latest round',
      offeredTo: mayManageGrants,
      handle: showProposals,
    },
    ...ballots.commands,
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
    ...ballots.actions,
    ...money.actions,
  },
  jobs: [closeOnTheDay, ...ballots.jobs, ...money.jobs],
  downloads: { proposal: downloadProposal, ...ballots.downloads, ...money.downloads },
  items: async (context) => [...(await items(context)), ...(await money.items(context))],
  reminders: async (context) => [...(await reminders(context)), ...(await money.reminders(context))],
  imports: money.imports,
  materials: money.materials,
  sample,
};
