/** The e-bulletin: from a partner's line to the issue in everyone's inbox. README.md tells the journey. */
import type { Workflow } from '../workflow.js';
import { approve, finish, reopen } from './issue/approve.js';
import {
  listIssues,
  moveDown,
  moveUp,
  openPosition,
  openWords,
  savePosition,
  saveWords,
  showIssue,
} from './issue/compile.js';
import { downloadIssue, preview, previewLinks } from './issue/preview.js';
import { accept, answer, ask, decline, hold, showDesk } from './item/desk.js';
import { followSending } from './sending/follow.js';
import { handOver } from './sending/hand-over.js';
import { items, setChannel, setInvite, showChannels, showHome } from './home.js';
import { issues } from './issue/issue.js';
import { bulletinItems } from './item/item.js';
import { turnTheMonth } from './jobs.js';
import { letters } from './sending/letters.js';
import {
  approvePerson,
  askTakeOff,
  bounce,
  declinePerson,
  find,
  openAdd,
  openChange,
  openFind,
  openSuccessor,
  putBack,
  savePerson,
  showList,
  showPerson,
  successor,
  takeOff,
  worksAgain,
} from './list/desk.js';
import { downloadList, importBounces, importList, offerList } from './list/file.js';
import { pages } from './pages.js';
import { recipients } from './sending/recipient.js';
import { askSend, askStop, pause, resume, send, showProgress, stop } from './sending/send.js';
import { subscribers } from './list/subscriber.js';
import { showSubscription, subscribe, unsubscribe } from './list/subscription.js';
import { downloadNotReached, offerNotReached, showNotReached } from './sending/not-reached.js';
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
} from './item/submit.js';

export const bulletin: Workflow = {
  name: 'bulletin',
  title: 'E-bulletin',
  help: 'Send in news for other practitioners, and get the monthly e-bulletin.',
  collections: [bulletinItems, issues, places, preferences, recipients, subscribers],
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
    {
      phrases: ['distribution list', 'bulletin list', 'mailing list'],
      help: 'who gets the e-bulletin',
      offeredTo: mayEditBulletin,
      handle: showList,
    },
    {
      phrases: ['subscribe', 'subscribe me', 'subscription'],
      help: 'get the e-bulletin by e-mail',
      handle: subscribe,
    },
    {
      phrases: ['unsubscribe', 'unsubscribe me'],
      help: 'get no further e-bulletin',
      handle: unsubscribe,
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
    'hold-form': { handle: hold.open },
    hold: hold.save,
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
    'send-form': { handle: askSend },
    send: { handle: send },
    progress: { handle: showProgress },
    'not-reached': { handle: showNotReached },
    'not-reached-links': { handle: offerNotReached },
    pause: { handle: pause },
    resume: { handle: resume },
    stop: { handle: askStop },
    'confirm-stop': { handle: stop },
    subscription: { handle: showSubscription },
    subscribe: { handle: subscribe },
    unsubscribe: { handle: unsubscribe },
    list: { handle: showList },
    'list-links': { handle: offerList },
    person: { handle: showPerson },
    'find-person': { handle: openFind },
    find,
    'add-person': { handle: openAdd },
    'change-person': { handle: openChange },
    'save-person': savePerson,
    'approve-person': { handle: approvePerson },
    'decline-person': { handle: declinePerson },
    'take-off': { handle: askTakeOff },
    'confirm-take-off': { handle: takeOff },
    'put-back': { handle: putBack },
    'works-again': { handle: worksAgain },
    bounce: { handle: bounce },
    'successor-form': { handle: openSuccessor },
    successor,
  },
  jobs: [turnTheMonth, followSending, handOver],
  reminders,
  downloads: { issue: downloadIssue, list: downloadList, 'not-reached': downloadNotReached },
  imports: { 'distribution-list': importList, bounces: importBounces },
  letters,
  pages,
  offers: { news },
  items,
  sample: (_read, context) => sample(context),
};
