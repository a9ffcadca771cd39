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
import { importRefresh } from './import-refresh.js';
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
import { returnRestricted } from './pass-on-return.js';
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
import { planChanges } from './plan-change.js';
import {
  addAction,
  changeAction,
  leaveForm,
  openPlanDetails,
  openEnd,
  saveAction,
  savePlanDetails,
  saveEnd,
} from './plan-edit.js';
import {
  downloadPlan,
  downloadVersions,
  offerPlanFiles,
  showPlan,
  showPlanAction,
  showPlanHistory,
  showPriority,
  showVersions,
} from './plan-view.js';
import { planActions, plans } from './plan.js';
import { mayManagePlan, mayManageRounds, maySeeResults } from './policy.js';
import { openAgreement, saveAgreement } from './refresh-agree.js';
import { takeEffect } from './refresh-effect.js';
import { refreshReminders } from './refresh-items.js';
import {
  askThrowAway,
  downloadDraft,
  offerDraftFiles,
  openComment,
  openSend,
  saveComment,
  send,
  showComments,
  showDraft,
  throwAway,
  withdrawComment,
} from './refresh-members.js';
import {
  dropPriority,
  openPriority,
  restorePriority,
  savePriority,
  showPriorities,
} from './refresh-priorities.js';
import {
  decide,
  dropNew,
  openWords,
  retainTheRest,
  saveWords,
  showDecisions,
  showNext,
  showRefresh,
  showStep,
  startRefresh,
} from './refresh-walk.js';
import { comments, decisions, refreshes } from './refresh.js';
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
    planChanges,
    refreshes,
    decisions,
    comments,
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
      phrases: ['plan', 'the plan', 'action plan', 'show plan'],
      help: 'the action plan: its priorities, actions and leads',
      handle: showPlan,
    },
    {
      phrases: ['refresh plan', 'refresh the plan', 'plan refresh'],
      help: 'the next version of the plan: decide, ask the members, record the agreement',
      offeredTo: mayManagePlan,
      handle: showRefresh,
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
    plan: { handle: showPlan },
    'plan-priority': { handle: showPriority },
    'plan-action': { handle: showPlanAction },
    'plan-history': { handle: showPlanHistory },
    'plan-versions': { handle: showVersions },
    'plan-files': { handle: offerPlanFiles },
    'plan-add': { handle: addAction },
    'plan-change': { handle: changeAction },
    'plan-save': saveAction,
    'plan-details': { handle: openPlanDetails },
    'plan-save-details': savePlanDetails,
    'plan-end': { handle: openEnd },
    'plan-save-end': saveEnd,
    'plan-leave': { handle: leaveForm },
    refresh: { handle: showRefresh },
    'refresh-start': { handle: startRefresh },
    'refresh-next': { handle: showNext },
    'refresh-step': { handle: showStep },
    'refresh-decide': { handle: decide },
    'refresh-decisions': { handle: showDecisions },
    'refresh-retain-rest': { handle: retainTheRest },
    'refresh-words': { handle: openWords },
    'refresh-save-words': saveWords,
    'refresh-drop': { handle: dropNew },
    'refresh-priorities': { handle: showPriorities },
    'refresh-priority': { handle: openPriority },
    'refresh-save-priority': savePriority,
    'refresh-restore-priority': { handle: restorePriority },
    'refresh-drop-priority': { handle: dropPriority },
    'refresh-draft': { handle: showDraft },
    'refresh-files': { handle: offerDraftFiles },
    'refresh-send-form': { handle: openSend },
    'refresh-send': send,
    'refresh-comment': { handle: openComment },
    'refresh-save-comment': saveComment,
    'refresh-withdraw': { handle: withdrawComment },
    'refresh-comments': { handle: showComments },
    'refresh-agree': { handle: openAgreement },
    'refresh-save-agreement': saveAgreement,
    'refresh-throw-away': { handle: askThrowAway },
    'refresh-confirm-throw-away': { handle: throwAway },
  },
  reminders: async (context) => [...(await reminders(context)), ...(await refreshReminders(context))],
  jobs: [takeEffect, returnRestricted, proposeRounds],
  downloads: {
    results: downloadResults,
    plan: downloadPlan,
    versions: downloadVersions,
    draft: downloadDraft,
  },
  items: async (context) => [
    ...(await items(context)),
    ...(await passOnItems(context)),
    ...(await proposalItems(context)),
  ],
  imports: { plan: importPlan, refresh: importRefresh },
  materials: { answer: answerMaterial },
  offers: { outcomes: outcomesOffer },
  sample,
};
