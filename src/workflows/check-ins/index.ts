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
import { importPlan } from './import-plan.js';
import { items } from './items.js';
import { reminders } from './reminders.js';
import {
  nothingHasChanged,
  openFigures,
  openUpdate,
  save,
  saveFigures,
  showActions,
  showAnswer,
} from './lead.js';
import { deputies } from './deputy.js';
import { planChanges } from './plan-change.js';
import {
  addAction,
  changeAction,
  leaveForm,
  openDetails,
  openEnd,
  saveAction,
  saveDetails,
  saveEnd,
} from './plan-edit.js';
import {
  downloadPlan,
  downloadVersions,
  offerPlanFiles,
  showHistory,
  showPlan,
  showPlanAction,
  showPriority,
  showVersions,
} from './plan-view.js';
import { planActions, plans } from './plan.js';
import { mayManageRounds, maySeeResults } from './policy.js';
import { asks, rounds } from './round.js';
import { sample } from './sample.js';

export const checkIns: Workflow = {
  name: 'check-ins',
  title: 'Check-ins',
  help: 'Say how your actions in the plan stand, once a quarter.',
  collections: [plans, planActions, planChanges, deputies, rounds, asks, answers, earlierAnswers],
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
  ],
  actions: {
    actions: { handle: showActions },
    update: { handle: openUpdate },
    save,
    unchanged: { handle: nothingHasChanged },
    figures: { handle: openFigures },
    'save-figures': saveFigures,
    answer: { handle: showAnswer },
    new: { handle: newCheckIn },
    prepare,
    'change-draft': { handle: changeDraft },
    open: { handle: open },
    round: { handle: showRound },
    'not-replied': { handle: whoHasNotReplied },
    results: { handle: showResults },
    download: { handle: offerDownload },
    extend: { handle: extend },
    'save-extension': saveExtension,
    close: { handle: close },
    'confirm-close': { handle: confirmClose },
    cancel: { handle: cancel },
    'confirm-cancel': { handle: confirmCancel },
    plan: { handle: showPlan },
    'plan-priority': { handle: showPriority },
    'plan-action': { handle: showPlanAction },
    'plan-history': { handle: showHistory },
    'plan-versions': { handle: showVersions },
    'plan-files': { handle: offerPlanFiles },
    'plan-add': { handle: addAction },
    'plan-change': { handle: changeAction },
    'plan-save': saveAction,
    'plan-details': { handle: openDetails },
    'plan-save-details': saveDetails,
    'plan-end': { handle: openEnd },
    'plan-save-end': saveEnd,
    'plan-leave': { handle: leaveForm },
  },
  reminders,
  downloads: { results: downloadResults, plan: downloadPlan, versions: downloadVersions },
  items,
  imports: { plan: importPlan },
  sample,
};
