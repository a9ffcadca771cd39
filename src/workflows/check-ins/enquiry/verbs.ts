/** What is pressed to ask about an answer, and to reply. */
import type { Workflow } from '../../workflow.js';
import { listAsItStands } from '../answer/lead.js';
import { openBlocked, saveBlocked, unblock } from './blocked.js';
import { sendReply, showEnquiry } from './enquiries.js';
import { acknowledge, askQuestion, openQuestion } from './questions.js';

export const enquiryVerbs: Workflow['actions'] = {
  blocked: { handle: openBlocked, form: listAsItStands },
  'save-blocked': saveBlocked,
  unblock: { handle: unblock },
  'take-note': { handle: acknowledge },
  question: { handle: openQuestion },
  'ask-question': askQuestion,
  enquiry: { handle: showEnquiry },
  reply: sendReply,
};
