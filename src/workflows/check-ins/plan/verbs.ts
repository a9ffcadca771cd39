/** What is pressed in the plan: reading it, changing it. */
import type { Workflow } from '../../workflow.js';
import { changePriority, savePlanPriority } from './priority.js';
import {
  addAction,
  changeAction,
  leaveForm,
  openEnd,
  openPlanDetails,
  saveAction,
  saveEnd,
  savePlanDetails,
} from './edit.js';
import {
  offerPlanFiles,
  showPlan,
  showPlanAction,
  showPlanHistory,
  showPriority,
  showVersions,
} from './view.js';

export const planVerbs: Workflow['actions'] = {
  plan: { handle: showPlan },
  'plan-priority': { handle: showPriority },
  'plan-change-priority': { handle: changePriority },
  'plan-save-priority': savePlanPriority,
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
};
