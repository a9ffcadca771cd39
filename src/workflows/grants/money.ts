/** What the money adds to the workflow: the ledger, the funder's decisions, delivery. */
import type { Workflow } from '../workflow.js';
import { openAsk, saveAsk } from './ask-desk.js';
import {
  checkSubmit,
  downloadCase,
  offerCase,
  openDecision,
  openSubmit,
  saveDecision,
  showFunder,
  showRequest,
  submitToFunder,
} from './funder-desk.js';
import { entries } from './ledger.js';
import {
  changeMoney,
  checkMoney,
  downloadLedger,
  offerLedger,
  openMoneyForm,
  recordMoney,
  showFunding,
  showLedger,
} from './money-desk.js';
import { forgetSteps, moneySteps } from './money-step.js';
import { addProject, saveProject, showProject, showProjects } from './project-desk.js';
import { projects } from './project.js';
import { requests } from './request.js';
import { submissions } from './submission.js';

export const money = {
  collections: [entries, moneySteps, projects, requests, submissions],
  commands: [
    {
      phrases: ['funding', 'pots', 'budget', 'spending'],
      help: "the year's grant on one card: pots, projects and what is left",
      handle: showFunding,
    },
  ],
  actions: {
    funding: { handle: showFunding },
    ledger: { handle: showLedger },
    'ledger-files': { handle: offerLedger },
    money: { handle: openMoneyForm },
    'check-money': checkMoney,
    'record-money': { handle: recordMoney },
    'edit-money': { handle: changeMoney },
    projects: { handle: showProjects },
    project: { handle: showProject },
    'add-project': { handle: addProject },
    'save-project': saveProject,
    'to-funder': { handle: showFunder },
    'choose-for-funder': { handle: openSubmit },
    'check-submission': checkSubmit,
    'submit-to-funder': { handle: submitToFunder },
    'case-files': { handle: offerCase },
    request: { handle: showRequest },
    decide: { handle: openDecision },
    'save-decision': saveDecision,
    ask: { handle: openAsk },
    'save-ask': saveAsk,
  },
  jobs: [forgetSteps],
  downloads: { ledger: downloadLedger, 'business-case': downloadCase },
} satisfies Partial<Workflow>;
