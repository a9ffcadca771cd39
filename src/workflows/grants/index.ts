/** Grants: proposals, the Working Group's vote, and what becomes of the money. README.md tells the journey. */
import type { Workflow } from '../workflow.js';
import { ballots, votes } from './ballot/ballot.js';
import { declarations } from './ballot/interests.js';
import { downloadDecision } from './ballot/shortlisting.js';
import { ballotVerbs } from './ballot/verbs.js';
import { showBallot } from './ballot/voting.js';
import { downloadCase } from './funder/case-files.js';
import { requests } from './funder/request.js';
import { submissions } from './funder/submission.js';
import { funderVerbs } from './funder/verbs.js';
import { items } from './items.js';
import { closeBallotsOnTheDay, closeOnTheDay } from './jobs.js';
import { downloadLedger, showFunding } from './money/desk.js';
import { importLedger } from './money/import.js';
import { entries } from './money/ledger.js';
import { forgetSteps, moneySteps } from './money/step.js';
import { moneyVerbs } from './money/verbs.js';
import { mayManageGrants } from './policy.js';
import { projectNews, showOwnProjects } from './project/delivery-desk.js';
import { deliveryReminders, projectItems } from './project/delivery-reminders.js';
import { showProjects } from './project/desk.js';
import { projects } from './project/project.js';
import { updates } from './project/update.js';
import { projectVerbs } from './project/verbs.js';
import { downloadProposal } from './proposal/copy.js';
import { showProposals } from './proposal/desk.js';
import { applicants, proposals } from './proposal/proposal.js';
import { propose, showOwn } from './proposal/proposing.js';
import { references } from './proposal/reference.js';
import { proposalVerbs } from './proposal/verbs.js';
import { reminders } from './reminders.js';
import { newRound, showRounds } from './round/coordinator.js';
import { grantRounds } from './round/round.js';
import { roundVerbs } from './round/verbs.js';
import { sample } from './sample.js';

export const grants: Workflow = {
  name: 'grants',
  title: 'Grants',
  help: 'Propose a project, and see what becomes of it.',
  collections: [
    grantRounds,
    proposals,
    applicants,
    references,
    ballots,
    votes,
    declarations,
    entries,
    moneySteps,
    projects,
    requests,
    submissions,
    updates,
  ],
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
    {
      phrases: ['ballot', 'vote', 'ballots'],
      help: 'the ballot under way, and your vote in it',
      offeredTo: ({ roles }) => roles.length > 0,
      handle: showBallot,
    },
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
    {
      phrases: ['projects', 'project', 'all projects', 'funded projects'],
      help: "the year's funded projects, and how far each is",
      handle: showProjects,
    },
  ],
  actions: {
    ...roundVerbs,
    ...proposalVerbs,
    ...ballotVerbs,
    ...funderVerbs,
    ...moneyVerbs,
    ...projectVerbs,
  },
  jobs: [closeOnTheDay, closeBallotsOnTheDay, forgetSteps],
  downloads: {
    proposal: downloadProposal,
    decision: downloadDecision,
    ledger: downloadLedger,
    'business-case': downloadCase,
  },
  items: async (context) => [...(await items(context)), ...(await projectItems(context))],
  reminders: async (context) => [...(await reminders(context)), ...(await deliveryReminders(context))],
  imports: { ledger: importLedger },
  materials: { project: projectNews },
  sample,
};
