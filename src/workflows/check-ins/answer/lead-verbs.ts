/** What a lead presses: answering, in fields or in own words, passing on, standing in. */
import type { Workflow } from '../../workflow.js';
import { openOwnWords, readTyped, saveOwnWords } from './lead-words.js';
import {
  listAsItStands,
  nothingHasChanged,
  openDetails,
  openUpdate,
  save,
  saveDetails,
  showActions,
  showAnswer,
} from './lead.js';
import {
  acceptAction,
  declineAction,
  leavePassedOn,
  openPassOn,
  savePassOn,
  showAskedOver,
  takeBackAction,
} from '../pass-on/pass-on.js';
import { standIn } from '../round/stand-ins.js';

export const leadVerbs: Workflow['actions'] = {
  'stand-in': { handle: standIn },
  'pass-on': { handle: openPassOn, form: listAsItStands },
  'save-pass-on': savePassOn,
  'leave-passed-on': { handle: leavePassedOn },
  'asked-over': { handle: showAskedOver },
  'accept-action': { handle: acceptAction },
  'decline-action': { handle: declineAction },
  'take-back-action': { handle: takeBackAction },
  actions: { handle: showActions },
  update: { handle: openUpdate, form: listAsItStands },
  save,
  unchanged: { handle: nothingHasChanged, form: listAsItStands },
  'own-words': { handle: openOwnWords, form: listAsItStands },
  'read-words': readTyped,
  'save-words': saveOwnWords,
  figures: { handle: openDetails, form: listAsItStands },
  'save-figures': saveDetails,
  answer: { handle: showAnswer },
};
