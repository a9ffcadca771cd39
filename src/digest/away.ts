/** Away until a day: nothing is said, nothing is lost, and the chase asks the deputy instead. */
import { textOf } from '../shared/parse.js';
import { invalid } from '../shared/result.js';
import type { Action, ActorContext, Handler, Outcome } from '../workflows/workflow.js';
import { awayCard, awayFormCard, backCard } from './cards.js';
import { dayInWords } from './day-in-words.js';
import { faultOfFirstDayBack } from './pace.js';
import { paceOf, paces } from './records.js';

/** *away* opens the form, or shows until when; *away until 4 January* records it at once. */
export const away: Handler = async (input, context) => {
  const more = textOf(input.data, 'more');
  const pace = await paceOf(context.store, context.actor.id);
  const until = pace.awayUntil > context.today ? pace.awayUntil : '';
  if (more === '') {
    const showing = until !== '' && input.data.change !== true;
    return { reply: showing ? awayCard(until) : awayFormCard(until) };
  }
  const day = dayInWords(more, context.today);
  const fault = faultOfFirstDayBack(day, context.today);
  if (fault === '') return record(context, day);
  return { reply: awayFormCard(day, { problems: { back: fault } }) };
};

export const saveAway: Action = {
  async handle(input, context) {
    const day = textOf(input.data, 'back').trim();
    const fault = faultOfFirstDayBack(day, context.today);
    return fault === '' ? record(context, day) : invalid({ back: fault });
  },
  form: async (typed, trouble) => awayFormCard('', { typed: typed.data, ...trouble }),
};

export const back: Handler = async (_input, { store, actor, today }) => {
  const pace = await paceOf(store, actor.id);
  const wasAway = pace.awayUntil > today;
  if (wasAway) await store.put(paces, { ...pace, awayUntil: '' });
  return { reply: backCard(wasAway) };
};

async function record({ store, actor }: ActorContext, day: string): Promise<Outcome> {
  const pace = await paceOf(store, actor.id);
  if (pace.awayUntil !== day) await store.put(paces, { ...pace, awayUntil: day });
  return { reply: awayCard(day) };
}
