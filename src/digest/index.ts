/** The verbs and commands of the daily digest: put it off, or be away. README.md tells how it goes. */
import type { Action, Command } from '../workflows/workflow.js';
import { away, back, saveAway } from './away.js';
import { show, snooze } from './snooze.js';

/** What the router takes from the digest: shaped like a workflow, and no workflow. */
export const digest: {
  readonly name: string;
  readonly commands: readonly Command[];
  readonly actions: Readonly<Record<string, Action>>;
} = {
  name: 'digest',
  commands: [
    {
      phrases: ['away', "i'm away", 'i am away', 'on leave', 'holiday'],
      takesMore: true,
      help: 'no reminders until you are back',
      handle: away,
    },
    {
      phrases: ["i'm back", 'i am back', 'back'],
      help: 'reminders again, after you were away',
      handle: back,
    },
  ],
  actions: {
    snooze: { handle: snooze },
    show: { handle: show },
    away: { handle: away },
    'save-away': saveAway,
    back: { handle: back },
  },
};
