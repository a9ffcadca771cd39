/** A lead answers for several actions at once, in their own words: read, checked in a form, then kept. */
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import { inWords } from '../../../shared/text.js';
import type { Action, ActorContext, Card, Handler, Hearing } from '../../workflow.js';
import { actionListCard } from './lead-cards.js';
import { loadAsk, loadCase } from './case.js';
import type { Asked } from './early.js';
import { askedNow } from './early.js';
import { detailsOf, keepWords } from './keep.js';
import { movedSentence } from '../pass-on/moved-posts.js';
import { BEGINS_WITH_NUMBER, readOwnWords } from './own-words.js';
import {
  MOST_AT_ONCE,
  checkWordsCard,
  fits,
  noticesOf,
  ownWordsCard,
  parseRows,
  rowsTyped,
  startOf,
  versionAt,
} from './own-words-form.js';
import type { Heard, Row } from './own-words-form.js';
import { seenActionNamed } from '../plan/sight.js';
import { planActions } from '../plan/plan.js';
import { updatePosted } from '../results/posting.js';
import { mustBeOpen } from '../round/round.js';

const LONGEST = 2000;
const TOO_LONG = `Nothing is recorded yet. Send this in messages of up to ${LONGEST.toLocaleString('en-GB')} characters, each action in one of them.`;
const HOW =
  'Begin each action with its number, like: 1.2 done, 3 seminars; 1.4 delayed, dates agreed, no venue';

/** The field to say it in, for who has no chat. */
export const openOwnWords: Handler = async (input, context) => {
  const { round } = await loadAsk(input, context);
  mustBeOpen(round);
  return { reply: ownWordsCard(round, '', '') };
};

/** What was typed into that field. */
export const readTyped: Action = {
  async handle(input, context) {
    const asked = await loadAsk(input, context);
    mustBeOpen(asked.round);
    const said = textOf(input.data, 'said').trim();
    if (said.length > LONGEST) {
      return invalid({ said: `Shorten this to ${LONGEST.toLocaleString('en-GB')} characters` });
    }
    const reading = await read(context, asked, said);
    if (reading.said.length === 0)
      return invalid({ said: reading.unknown.length === 0 ? HOW : unknownLine(reading) });
    return { reply: await checkCard(context, asked, reading) };
  },
  form: async (typed, { problems, refusal }, context) => {
    const { round } = await loadAsk(typed, context);
    return ownWordsCard(round, textOf(typed.data, 'said'), problems.said ?? '', refusal);
  },
};

/** The same, said in the chat. */
export const ownWords: Hearing = {
  matches: (text) => BEGINS_WITH_NUMBER.test(text),
  async handle(input, context) {
    const asked = await askedNow(context);
    if (asked === undefined) {
      return {
        reply:
          'You lead no action of the plan now, so there is nothing to record. Say help to see what I can do.',
      };
    }
    const said = textOf(input.data, 'said').trim();
    if (said.length > LONGEST) return { reply: TOO_LONG };
    const reading = await read(context, asked, said);
    if (reading.said.length === 0) return { reply: ownWordsCard(asked.round, said, unknownLine(reading)) };
    return { reply: await checkCard(context, asked, reading) };
  },
};

/** Keeps what was checked: all of it, or nothing when a field needs the lead. */
export const saveOwnWords: Action = {
  async handle(input, context) {
    const { round, ask } = await loadAsk(input, context);
    mustBeOpen(round);
    const rows = await rowsTyped(input.data, context);
    const words = parseRows(rows);
    if (!words.ok) return words;
    const notify = [];
    const numbers: string[] = [];
    const notices: string[] = [];
    for (const [place, { found }] of rows.entries()) {
      const said = words.value[place];
      if (said === undefined) continue;
      const moved = await movedSentence(context, found);
      if (moved !== '') {
        notices.push(moved);
        continue;
      }
      const press = { version: versionAt(input.data, place), nonce: textOf(input.data, 'nonce') };
      const answer = await keepWords(context, found, { ...detailsOf(found), ...said }, press);
      notify.push(...(await updatePosted(context, answer)));
      numbers.push(found.action.number);
    }
    notices.unshift(numbers.length === 0 ? 'Nothing was recorded.' : `Recorded for ${inWords(numbers)}.`);
    return { reply: await actionListCard(context, round, ask, { notice: notices.join(' ') }), notify };
  },
  form: async (typed, trouble, context) => {
    const { round } = await loadAsk(typed, context);
    return checkWordsCard(round, await rowsTyped(typed.data, context), [], newId(), trouble);
  },
};

async function read(context: ActorContext, { ask }: Asked, said: string): Promise<Heard> {
  const { store } = context;
  const own: { id: string; number: string }[] = [];
  for (const id of ask.actions) {
    const action = await store.get(planActions, id);
    if (action !== undefined) own.push({ id, number: action.number });
  }
  const reading = readOwnWords(said, own);
  const missing: string[] = [];
  for (const number of reading.unknown) {
    if (!(await planNames(context, number))) missing.push(number);
  }
  return { ...reading, missing };
}

/** Whether the plan in force has the action, as far as the actor may know. */
async function planNames(context: ActorContext, number: string): Promise<boolean> {
  try {
    await seenActionNamed(context, number);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

async function checkCard(context: ActorContext, { round }: Asked, reading: Heard): Promise<Card> {
  const rows: Row[] = [];
  const left: string[] = [];
  const long: string[] = [];
  const moved: string[] = [];
  for (const said of reading.said) {
    const input = { data: { round: round.id, action: said.action }, personal: true };
    const found = await loadCase(input, context);
    const checked = startOf(found, said);
    const instead = await movedSentence(context, found);
    if (instead !== '') moved.push(instead);
    else if (!fits(checked)) long.push(found.action.number);
    else if (rows.length === MOST_AT_ONCE) left.push(found.action.number);
    else rows.push({ found, checked });
  }
  const notices = [...moved, ...noticesOf(reading, left, long)];
  if (rows.length === 0) return ownWordsCard(round, '', notices.join(' '));
  return checkWordsCard(round, rows, notices, newId());
}

function unknownLine(reading: Heard): string {
  return [...noticesOf(reading), HOW].join(' ');
}
