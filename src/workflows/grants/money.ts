/** What the money adds to the workflow: the ledger, the funder's decisions, delivery. */
import type { Workflow } from '../workflow.js';
import { openAsk, saveAsk } from './ask-desk.js';
import { openContact, saveContact } from './contact-desk.js';
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
import { moneyItems, reminders } from './delivery-reminders.js';
import {
  askForUpdate,
  openUpdate,
  projectNews,
  saveFeedback,
  saveUpdate,
  showOwnProjects,
} from './delivery-desk.js';
import { updates } from './update.js';
import { importLedger } from './import-ledger.js';
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
  collections: [entries, moneySteps, projects, requests, submissions, updates],
  commands: [
    {
      phrases: ['funding', 'pots', 'budget', 'spending'],
      help: "the year's grant on one card: pots, projects and what is left",
      handle: showFunding,
    },
    {
      phrases: ['my projects', 'my project', 'project update'],
      help: 'your funded projects, and how they are delivered',
      handle: showOwnProjects,
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
    contact: { handle: openContact },
    'save-contact': saveContact,
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
    'my-projects': { handle: showOwnProjects },
    update: { handle: openUpdate },
    'save-update': saveUpdate,
    'save-feedback': saveFeedback,
    'ask-update': { handle: askForUpdate },
  },
  jobs: [forgetSteps],
  items: moneyItems,
  reminders,
  imports: { ledger: importLedger },
  materials: { project: projectNews },
  downloads: { ledger: downloadLedger, 'business-case': downloadCase },
} satisfies Partial<Workflow>;
