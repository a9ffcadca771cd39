/** What is pressed about funded projects and their delivery. */
import type { Workflow } from '../../workflow.js';
import { openContact, saveContact } from './contact-desk.js';
import { askForUpdate, openUpdate, saveFeedback, saveUpdate, showOwnProjects } from './delivery-desk.js';
import { addProject, saveProject, showProject, showProjects } from './desk.js';

export const projectVerbs: Workflow['actions'] = {
  projects: { handle: showProjects },
  project: { handle: showProject },
  'add-project': { handle: addProject },
  'save-project': saveProject,
  contact: { handle: openContact },
  'save-contact': saveContact,
  'my-projects': { handle: showOwnProjects },
  update: { handle: openUpdate },
  'save-update': saveUpdate,
  'save-feedback': saveFeedback,
  'ask-update': { handle: askForUpdate },
};
