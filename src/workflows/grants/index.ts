/** Grants: proposals, the Working Group's vote, and what becomes of the money. README.md tells the journey. */
import type { Workflow } from '../workflow.js';
import { showRounds } from './coordinator.js';
import { entries } from './ledger.js';
import { applicants, proposals } from './proposal.js';
import { grantRounds } from './round.js';

export const grants: Workflow = {
  name: 'grants',
  title: 'Grants',
  help: 'Propose a project, and see what becomes of it.',
  collections: [grantRounds, proposals, applicants, entries],
  commands: [
    {
      phrases: ['grants', 'grant rounds', 'grant'],
      help: 'the grant rounds and how they stand',
      handle: showRounds,
    },
  ],
  actions: { rounds: { handle: showRounds } },
};
