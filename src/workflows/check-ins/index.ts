/** Check-ins: leads report on their actions each quarter. README.md tells the journey. */
import type { Workflow } from '../workflow.js';
import { answers, earlierAnswers } from './answer.js';
import {
  cancel,
  changeDraft,
  close,
  confirmCancel,
  confirmClose,
  downloadResults,
  extend,
  newCheckIn,
  offerDownload,
  open,
  prepare,
  saveExtension,
  showCheckIns,
  showResults,
  showRound,
  whoHasNotReplied,
} from './coordinator.js';
import { answerMaterial, outcomesOffer } from './handed-on.js';
import { showHistory } from './history.js';
import {
  acknowledge,
  askQuestion,
  openBlocked,
  openQuestion,
  saveBlocked,
  sendReply,
  showEnquiry,
  unblock,
} from './enquiries.js';
import { enquiries } from './enquiry.js';
import { importPlan } from './import-plan.js';
import { items } from './items.js';
import { keptOutcomes } from './kept-outcomes.js';
import {
  acceptAction,
  declineAction,
  openPassOn,
  savePassOn,
  showAskedOver,
  takeBackAction,
} from './pass-on.js';
import { passOnItems } from './pass-on-items.js';
import { passOns } from './pass-on-records.js';
import { proposals } from './proposal.js';
import {
  acceptRound,
  moveRound,
  proposalItems,
  proposeRounds,
  showProposal,
  skipRound,
  unskipRound,
} from './propose.js';
import { reminders } from './reminders.js';
import { openOwnWords, ownWords, readTyped, saveOwnWords } from './lead-words.js';
import {
  nothingHasChanged,
  openDetails,
  openUpdate,
  save,
  saveDetails,
  showActions,
  showAnswer,
} from './lead.js';
import { planActions, plans } from './plan.js';
import { mayManageRounds, maySeeResults } from './policy.js';
import { askToPost, post } from './posting.js';
import { asks, rounds } from './round.js';
import { seenAnswers } from './seen.js';
import { sample } from './sample.js';
import { standIn } from './stand-ins.js';

export const checkIns: Workflow = {
  name: 'check-ins',
  title: 'Check-ins',
  help: 'Say how your actions in the plan stand, once a quarter.',
  collections: [
    plans,
    planActions,
    rounds,
    asks,
    answers,
    earlierAnswers,
    keptOutcomes,
    enquiries,
    seenAnswers,
    passOns,
    proposals,
  ],
  commands: [
    {
      phrases: ['check-ins', 'check-in', 'checkins', 'checkin', 'check ins', 'check in', 'my actions'],
      help: 'your actions in the open check-in; all check-ins for the coordinating team',
      handle: showCheckIns,
    },
    {
      phrases: ['new check-in', 'new checkin', 'new check in'],
      help: 'ask the leads how their actions stand',
      offeredTo: mayManageRounds,
      handle: newCheckIn,
    },
    {
      phrases: ['who has not replied', "who hasn't replied", 'who is late'],
      help: 'the people with answers left, by organisation',
      offeredTo: mayManageRounds,
      handle: whoHasNotReplied,
    },
    {
      phrases: ['check-in results', 'checkin results', 'check in results', 'results'],
      help: 'how the plan stands, by priority, with the exceptions',
      offeredTo: maySeeResults,
      handle: showResults,
    },
    {
      phrases: ['history', 'history of'],
      takesMore: true,
      help: 'one action through all check-ins, like history 1.2',
      handle: showHistory,
    },
  ],
  hears: [ownWords],
  actions: {
    'stand-in': { handle: standIn },
    'pass-on': { handle: openPassOn },
    'save-pass-on': savePassOn,
    'asked-over': { handle: showAskedOver },
    'accept-action': { handle: acceptAction },
    'decline-action': { handle: declineAction },
    'take-back-action': { handle: takeBackAction },
    proposal: { handle: showProposal },
    'accept-round': { handle: acceptRound },
    'move-round': { handle: moveRound },
    'skip-round': { handle: skipRound },
    'unskip-round': { handle: unskipRound },
    actions: { handle: showActions },
    update: { handle: openUpdate },
    save,
    unchanged: { handle: nothingHasChanged },
    'own-words': { handle: openOwnWords },
    'read-words': readTyped,
    'save-words': saveOwnWords,
    blocked: { handle: openBlocked },
    'save-blocked': saveBlocked,
    unblock: { handle: unblock },
    'take-note': { handle: acknowledge },
    question: { handle: openQuestion },
    'ask-question': askQuestion,
    enquiry: { handle: showEnquiry },
    reply: sendReply,
    figures: { handle: openDetails },
    'save-figures': saveDetails,
    answer: { handle: showAnswer },
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
  },
  jobs: [proposeRounds],
  reminders,
  downloads: { results: downloadResults },
  items: async (context) => [
    ...(await items(context)),
    ...(await passOnItems(context)),
    ...(await proposalItems(context)),
  ],
  imports: { plan: importPlan },
  materials: { answer: answerMaterial },
  offers: { outcomes: outcomesOffer },
  sample,
};
