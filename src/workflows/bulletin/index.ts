/** The e-bulletin: from a partner's line to the issue in everyone's inbox. README.md tells the journey. */
import type { Workflow } from '../workflow.js';
import { approve, finish, reopen } from './approve.js';
import {
  downloadIssue,
  listIssues,
  moveDown,
  moveUp,
  openPosition,
  openWords,
  preview,
  previewLinks,
  savePosition,
  saveWords,
  showIssue,
} from './compile.js';
import { accept, answer, ask, decline, hold, showDesk } from './desk.js';
import { items, setChannel, setInvite, showChannels, showHome } from './home.js';
import { issues } from './issue.js';
import { bulletinItems } from './item.js';
import { turnTheMonth } from './jobs.js';
import { news } from './offers.js';
import { reminders } from './reminders.js';
import { places, preferences } from './places.js';
import { mayEditBulletin } from './policy.js';
import { sample } from './sample.js';
import {
  changeItem,
  newItem,
  openDetails,
  saveDetails,
  saveItem,
  sendItem,
  showItem,
  withdraw,
} from './submit.js';

export const bulletin: Workflow = {
  name: 'bulletin',
  title: 'E-bulletin',
  help: 'Send in news for other practitioners, and get the monthly e-bulletin.',
  collections: [bulletinItems, issues, places, preferences],
  commands: [
    {
      phrases: ['bulletin', 'e-bulletin', 'ebulletin', 'newsletter'],
      help: 'the open issue and your items',
      handle: showHome,
    },
    {
      phrases: ['submit item', 'submit an item', 'new item', 'submit'],
      help: 'send in an item for the e-bulletin',
      handle: newItem,
    },
    {
      phrases: ['bulletin desk', 'desk'],
      help: 'items to accept, edit, hold or decline',
      offeredTo: mayEditBulletin,
      handle: showDesk,
    },
    {
      phrases: ['compile bulletin', 'compile', 'compile the bulletin'],
      help: 'order, preview, approve and send the issue',
      offeredTo: mayEditBulletin,
      handle: showIssue,
    },
  ],
  actions: {
    home: { handle: showHome },
    invite: { handle: setInvite },
    channels: { handle: showChannels },
    'set-channel': { handle: setChannel },
    'new-item': { handle: newItem },
    item: { handle: showItem },
    'change-item': { handle: changeItem },
    'save-item': saveItem,
    details: { handle: openDetails },
    'save-details': saveDetails,
    'send-item': { handle: sendItem },
    withdraw: { handle: withdraw },
    desk: { handle: showDesk },
    accept: { handle: accept },
    hold: { handle: hold },
    'decline-form': { handle: decline.open },
    decline: decline.save,
    'ask-form': { handle: ask.open },
    ask: ask.save,
    'answer-form': { handle: answer.open },
    answer: answer.save,
    compile: { handle: showIssue },
    issues: { handle: listIssues },
    'move-up': { handle: moveUp },
    'move-down': { handle: moveDown },
    'position-form': { handle: openPosition },
    position: savePosition,
    'words-form': { handle: openWords },
    'save-words': saveWords,
    preview: { handle: preview },
    'preview-links': { handle: previewLinks },
    finish: { handle: finish },
    approve: { handle: approve },
    reopen: { handle: reopen },
  },
  jobs: [turnTheMonth],
  reminders,
  downloads: { issue: downloadIssue },
  offers: { news },
  items,
  sample: (_read, context) => sample(context),
};
