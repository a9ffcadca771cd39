/** Members: who belongs to the partnership, for whom, in which role. README.md tells the journey. */
import type { Workflow } from '../workflow.js';
import {
  approve,
  change,
  confirmLeave,
  confirmRemove,
  decline,
  leave,
  remove,
  save,
  showMember,
  showMembers,
  showRoles,
} from './desk.js';
import { importMembers } from './import-members.js';
import { items } from './items.js';
import { ask, reception, withdraw } from './join.js';
import { showOrganisations, showOwn } from './own.js';
import { mayManageMembers } from './policy.js';
import { makeWebLink } from './web-link.js';

export const members: Workflow = {
  name: 'members',
  title: 'Members',
  help: 'Who belongs to the partnership, and what is kept about you.',
  collections: [],
  commands: [
    { phrases: ['my details', 'me', 'who am i'], help: 'what is kept about you', handle: showOwn },
    {
      phrases: ['members', 'people'],
      help: 'find, change or remove members, and decide about requests',
      offeredTo: mayManageMembers,
      handle: showMembers,
    },
    { phrases: ['roles'], help: 'who has which role', offeredTo: mayManageMembers, handle: showRoles },
    {
      phrases: ['organisations'],
      help: 'the organisations of the partnership, with their earlier names',
      handle: showOrganisations,
    },
    { phrases: ['leave'], help: 'leave the list of members', handle: leave },
  ],
  actions: {
    ask,
    withdraw,
    list: { handle: showMembers },
    member: { handle: showMember },
    approve: { handle: approve },
    decline: { handle: decline },
    change: { handle: change },
    save,
    remove: { handle: remove },
    'confirm-remove': { handle: confirmRemove },
    leave: { handle: leave },
    'confirm-leave': { handle: confirmLeave },
    'web-link': { handle: makeWebLink },
    organisations: { handle: showOrganisations },
  },
  items,
  imports: { members: importMembers },
  reception,
};
