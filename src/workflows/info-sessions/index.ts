/** Information sessions: places, waiting lists, reminders and feedback. README.md tells the journey. */
import type { Workflow } from '../workflow.js';
import { openMaterials, saveMaterials } from './afterwards/after.js';
import { attended, openHere, openList, saveHere, saveList } from './afterwards/attendance.js';
import { calendarLetter, downloadCalendar, openCalendar } from './places/calendar.js';
import { duplicate } from './session/duplicate.js';
import {
  closeFeedback,
  feedback,
  openFeedback,
  salts,
  sendAnonymous,
  sendNamed,
  showResults,
} from './afterwards/feedback.js';
import { invitations, notComing } from './places/invitation.js';
import { items } from './items.js';
import { askForFeedback, refreshCards, releaseLeavers, settleWaitingLists } from './jobs.js';
import { mySessions, showSessions } from './list.js';
import { announcement, figures } from './materials.js';
import {
  acceptOffer,
  change,
  confirmGiveUp,
  giveUp,
  leaveList,
  openColleague,
  saveColleague,
  show,
  takePlace,
} from './places/member.js';
import { eraseNeeds, erasures, needs } from './places/kept-needs.js';
import { openNeeds, saveNeeds } from './places/needs.js';
import { tellOfNoPlace } from './places/no-place.js';
import { downloadPeople, offerDownload, offerPlace, showPeople } from './places/people.js';
import { mayManage } from './policy.js';
import {
  cancelSession,
  confirmCancel,
  discardChanges,
  preview,
  publish,
  publishChanges,
  showMore,
  showSession,
} from './session/publish.js';
import { cancelPlace, confirmCancelPlace } from './places/release.js';
import { remindBeforeStart, reminders } from './reminders.js';
import { removeReservation, reservation } from './places/reservation.js';
import { sample } from './sample.js';
import * as sections from './session/sections.js';
import { backToNew, newSession, saveNew } from './session/start.js';
import { sessions } from './session/session.js';
import { signUps } from './places/sign-up.js';
import { speakerLetter, writeToSpeakers } from './speaker-letters.js';
import { suggestions, supports } from './topics/topic.js';
import * as topics from './topics/topics.js';

export const infoSessions: Workflow = {
  name: 'info-sessions',
  title: 'Information sessions',
  help: 'Take a place in a session, training or conference, and find it in your calendar.',
  collections: [
    suggestions,
    supports,
    sessions,
    signUps,
    invitations,
    needs,
    erasures,
    attended,
    feedback,
    salts,
  ],
  commands: [
    {
      phrases: ['sessions', 'session', 'information sessions', 'events', 'training'],
      help: 'what is on, and a place in one press',
      handle: showSessions,
    },
    {
      phrases: ['my sessions', 'my places', 'my events'],
      help: 'the sessions you have a place in, to change or cancel',
      handle: mySessions,
    },
    {
      phrases: ['suggest topic', 'suggest a topic', 'suggest speaker', 'suggest a speaker'],
      help: 'say what a session should be about',
      handle: topics.suggestTopic,
    },
    {
      phrases: ['topics', 'suggested topics'],
      help: 'what others suggested, to support it',
      handle: topics.showTopics,
    },
    {
      phrases: ['i am here', "i'm here", 'here', 'attend'],
      help: 'say that you are in a session, by its code',
      handle: openHere,
    },
    {
      phrases: ['new session', 'announce a session'],
      help: 'announce a session, training or conference',
      offeredTo: mayManage,
      handle: newSession,
    },
  ],
  actions: {
    list: { handle: showSessions },
    'my-sessions': { handle: mySessions },
    show: { handle: show },
    change: { handle: change },
    take: { handle: takePlace },
    accept: { handle: acceptOffer },
    'leave-list': { handle: leaveList },
    'give-up': { handle: giveUp },
    'confirm-give-up': { handle: confirmGiveUp },
    colleague: { handle: openColleague },
    'save-colleague': saveColleague,
    'not-coming': { handle: notComing },
    new: { handle: newSession },
    'save-new': saveNew,
    'back-to-new': { handle: backToNew },
    sections: { handle: sections.showSections },
    about: sections.about.open,
    'save-about': sections.about.save,
    date: sections.date.open,
    'save-date': sections.date.save,
    'remove-date': { handle: sections.removeDate },
    places: sections.places.open,
    'save-places': sections.places.save,
    topic: sections.topic.open,
    'save-topic': sections.topic.save,
    'remove-topic': { handle: sections.removeTopic },
    'sign-up': sections.signUpRules.open,
    'save-sign-up': sections.signUpRules.save,
    reservation: reservation.open,
    'save-reservation': reservation.save,
    'remove-reservation': { handle: removeReservation },
    audience: sections.audience.open,
    'save-audience': sections.audience.save,
    session: { handle: showSession },
    more: { handle: showMore },
    preview: { handle: preview },
    publish: { handle: publish },
    'publish-changes': { handle: publishChanges },
    'discard-changes': { handle: discardChanges },
    'cancel-session': { handle: cancelSession },
    'confirm-cancel-session': confirmCancel,
    duplicate: { handle: duplicate },
    people: { handle: showPeople },
    'offer-place': { handle: offerPlace },
    'cancel-place': { handle: cancelPlace },
    'confirm-cancel-place': { handle: confirmCancelPlace },
    'download-people': { handle: offerDownload },
    calendar: { handle: openCalendar },
    needs: { handle: openNeeds },
    'save-needs': saveNeeds,
    here: { handle: openHere },
    'save-here': saveHere,
    attendance: { handle: openList },
    'save-attendance': saveList,
    topics: { handle: topics.showTopics },
    suggest: { handle: topics.suggestTopic },
    'save-suggestion': topics.saveSuggestion,
    support: { handle: topics.supportTopic },
    unsupport: { handle: topics.unsupportTopic },
    'change-suggestion': { handle: topics.changeTopic },
    withdraw: { handle: topics.withdrawTopic },
    'confirm-withdraw': { handle: topics.confirmWithdraw },
    decide: { handle: topics.openDecision },
    'save-decision': topics.saveDecision,
    feedback: { handle: openFeedback },
    'send-feedback': sendNamed,
    'send-anonymous-feedback': sendAnonymous,
    results: { handle: showResults },
    materials: { handle: openMaterials },
    'save-materials': saveMaterials,
  },
  jobs: [
    releaseLeavers,
    settleWaitingLists,
    tellOfNoPlace,
    refreshCards,
    remindBeforeStart,
    writeToSpeakers,
    askForFeedback,
    closeFeedback,
    eraseNeeds,
  ],
  reminders,
  items,
  sample,
  downloads: { people: downloadPeople, calendar: downloadCalendar },
  letters: { calendar: calendarLetter, speaker: speakerLetter },
  materials: { figures, announcement },
};
