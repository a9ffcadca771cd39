/** Check-ins: leads report on their actions each quarter. README.md tells the journey. */
import type { Workflow } from '../workflow.js';
import { answers, earlierAnswers } from './answer/answer.js';
import {
  downloadResults,
  newCheckIn,
  showCheckIns,
  showOwnActions,
  showResults,
  whoHasNotReplied,
} from './round/coordinator.js';
import { enquiryReminders } from './enquiry/items.js';
import { enquiryVerbs } from './enquiry/verbs.js';
import { enquiries } from './enquiry/enquiry.js';
import { followPosts } from './pass-on/follow-posts.js';
import { answerMaterial, outcomesOffer } from './answer/handed-on.js';
import { showHistory } from './results/history.js';
import { importPlan } from './plan/import.js';
import { importRefresh } from './refresh/import.js';
import { items } from './items.js';
import { keptOutcomes } from './answer/kept-outcomes.js';
import { leadVerbs } from './answer/lead-verbs.js';
import { ownWords } from './answer/lead-words.js';
import { passOnItems } from './pass-on/items.js';
import { passOns } from './pass-on/records.js';
import { returnRestricted } from './pass-on/return.js';
import { planChanges } from './plan/change.js';
import { priorityChanges } from './plan/priority-change.js';
import { planVerbs } from './plan/verbs.js';
import { downloadPlan, downloadVersions, showPlan } from './plan/view.js';
import { planActions, plans } from './plan/plan.js';
import { mayManagePlan, mayManageRounds, maySeeResults } from './policy.js';
import { correctPosted } from './results/posted-results.js';
import { showNewDates } from './round/extension.js';
import { proposals } from './round/proposal.js';
import { proposalItems, proposeRounds } from './round/propose.js';
import { takeEffect } from './refresh/effect.js';
import { refreshReminders } from './refresh/items.js';
import { downloadDraft } from './refresh/members.js';
import { correctDrafts } from './refresh/messages.js';
import { refreshVerbs } from './refresh/verbs.js';
import { showRefresh } from './refresh/walk.js';
import { comments, decisions, refreshes } from './refresh/refresh.js';
import { reminders } from './reminders.js';
import { roundVerbs } from './round/verbs.js';
import { asks, rounds } from './round/round.js';
import { sample } from './sample.js';
import { seenAnswers } from './answer/seen.js';

export const checkIns: Workflow = {
  name: 'check-ins',
  title: 'Check-ins',
  help: 'Say how your actions in the plan stand, once a quarter.',
  collections: [
    plans,
    planActions,
    planChanges,
    priorityChanges,
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
      phrases: ['check-ins', 'check-in', 'checkins', 'checkin', 'check ins', 'check in'],
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
    {
      phrases: ['my actions'],
      help: 'the actions you lead, and your answers',
      // For most it is what check-ins shows.
      offeredTo: mayManageRounds,
      handle: showOwnActions,
    },
  ],
  hears: [ownWords],
  actions: {
    ...leadVerbs,
    ...enquiryVerbs,
    ...roundVerbs,
    ...planVerbs,
    ...refreshVerbs,
  },
  reminders: async (context) => [
    ...(await reminders(context)),
    ...(await enquiryReminders(context)),
    ...(await refreshReminders(context)),
  ],
  jobs: [
    takeEffect,
    returnRestricted,
    followPosts,
    correctPosted,
    correctDrafts,
    proposeRounds,
    showNewDates,
  ],
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
