/** What is pressed in a refresh: its four steps. */
import type { Workflow } from '../../workflow.js';
import { openAgreement, saveAgreement } from './agree.js';
import {
  askThrowAway,
  draftAsItStands,
  offerDraftFiles,
  openComment,
  openSend,
  saveComment,
  send,
  showComments,
  showDraft,
  throwAway,
  withdrawComment,
} from './members.js';
import { dropPriority, openPriority, restorePriority, savePriority, showPriorities } from './priorities.js';
import {
  decide,
  dropNew,
  openWords,
  retainTheRest,
  saveWords,
  showDecisions,
  showNext,
  showRefresh,
  showStep,
  startRefresh,
} from './walk.js';

export const refreshVerbs: Workflow['actions'] = {
  refresh: { handle: showRefresh },
  'refresh-start': { handle: startRefresh },
  'refresh-next': { handle: showNext },
  'refresh-step': { handle: showStep },
  'refresh-decide': { handle: decide },
  'refresh-decisions': { handle: showDecisions },
  'refresh-retain-rest': { handle: retainTheRest },
  'refresh-words': { handle: openWords },
  'refresh-save-words': saveWords,
  'refresh-drop': { handle: dropNew },
  'refresh-priorities': { handle: showPriorities },
  'refresh-priority': { handle: openPriority },
  'refresh-save-priority': savePriority,
  'refresh-restore-priority': { handle: restorePriority },
  'refresh-drop-priority': { handle: dropPriority },
  'refresh-draft': { handle: showDraft, form: draftAsItStands },
  'refresh-files': { handle: offerDraftFiles, form: draftAsItStands },
  'refresh-send-form': { handle: openSend },
  'refresh-send': send,
  'refresh-comment': { handle: openComment, form: draftAsItStands },
  'refresh-save-comment': saveComment,
  'refresh-withdraw': { handle: withdrawComment, form: draftAsItStands },
  'refresh-comments': { handle: showComments },
  'refresh-agree': { handle: openAgreement },
  'refresh-save-agreement': saveAgreement,
  'refresh-throw-away': { handle: askThrowAway },
  'refresh-confirm-throw-away': { handle: throwAway },
};
