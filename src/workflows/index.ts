/** The registry: every workflow, in the order of help. To add one, see README.md. */
import { bulletin } from './bulletin/index.js';
import { checkIns } from './check-ins/index.js';
import { grants } from './grants/index.js';
import { infoSessions } from './info-sessions/index.js';
import { members } from './members/index.js';
import type { Workflow } from './workflow.js';

export const workflows: readonly Workflow[] = [checkIns, bulletin, infoSessions, grants, members];
