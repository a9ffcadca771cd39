/** Passing an action to a colleague, who accepts or declines; the lead may take it back until then. */
import { z } from 'zod';
import { longDate } from '../../../shared/calendar.js';
import { UserError } from '../../../shared/errors.js';
import { optionalText, parse, requiredText, textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Action, ActorContext, Handler, Input, Notification, Outcome } from '../../workflow.js';
import { answerId, answers } from '../answer/answer.js';
import { actionListCard } from '../answer/lead-cards.js';
import { listAsItStands, showActions } from '../answer/lead.js';
import { loadCase } from '../answer/case.js';
import type { Case } from '../answer/case.js';
import { EARLY } from '../answer/early.js';
import { addToAsk, takeFromAsk } from './handover.js';
import { mustBeToAnswer } from './moved-posts.js';
import {
  askedOverCard,
  colleaguesOf,
  passOnFormCard,
  passedOnCard,
  sentenceCard,
  settledCard,
} from './cards.js';
import type { PassedOn } from './cards.js';
import { isOffered, passOnId, passOnKey, passOns } from './records.js';
import type { PassOn } from './records.js';
import { maySeeAction } from '../plan/sight.js';
import { planActions } from '../plan/plan.js';
import { askId, asks, rounds } from '../round/round.js';

const fields = z.object({
  colleague: requiredText('the name', 100, 'Choose a colleague'),
  note: optionalText('the message', 500),
});

/** *Pass to a colleague*: the form, or how it stands when it was passed on already. */
export const openPassOn: Handler = async (input, context) => {
  const found = await loadOwnCase(input, context);
  const current = await context.store.get(passOns, idOf(found, context));
  if (current !== undefined && isOffered(current, context)) {
    return { reply: passedOnCard(context, await withNames(context, current)) };
  }
  return { reply: await passOnFormCard(context, found) };
};

export const savePassOn: Action = {
  async handle(input, context) {
    const form = parse(fields, input.data);
    if (!form.ok) return form;
    const found = await loadOwnCase(input, context);
    const current = await context.store.get(passOns, idOf(found, context));
    if (current !== undefined && isOffered(current, context)) {
      return { reply: passedOnCard(context, await withNames(context, current)) };
    }
    const colleague = (await colleaguesOf(context)).find(({ id }) => id === form.value.colleague);
    if (colleague === undefined) return invalid({ colleague: 'Choose a colleague from the list' });
    const away = await context.awayUntil(colleague.id);
    if (away !== '') {
      const message = `${colleague.name} is away until ${longDate(away)}: choose somebody else`;
      return invalid({ colleague: message });
    }
    const passOn = await context.store.put(passOns, {
      ...{ id: idOf(found, context), version: current?.version ?? 0 },
      ...{ round: found.round.id, action: found.action.id, from: context.actor.id, to: colleague.id },
      ...{ state: 'waiting', on: context.today, turn: (current?.turn ?? 0) + 1, note: form.value.note },
      shownIn: (input.personal ? await input.messageKey?.() : undefined) ?? '',
    });
    const named = await withNames(context, passOn);
    const to = { kind: 'member', id: colleague.id } as const;
    const ask = { to, card: askedOverCard(context, named), key: passOnKey(passOn) };
    return { reply: passedOnCard(context, named), notify: [ask] };
  },
  form: async (typed, trouble, context) => {
    try {
      return await passOnFormCard(context, await loadOwnCase(typed, context), {
        typed: typed.data,
        ...trouble,
      });
    } catch (error) {
      // Nothing is left to pass on: a form that can never be sent helps nobody.
      if (!(error instanceof UserError)) throw error;
      return listAsItStands(typed, { ...trouble, refusal: error.message }, context);
    }
  },
};

/** *Back to my actions*: from then on the message is the lead's to type in. */
export const leavePassedOn: Handler = async (input, context) => {
  const passOn = await context.store.get(passOns, textOf(input.data, 'passOn'));
  if (passOn?.from === context.actor.id && passOn.shownIn !== '') {
    await context.store.put(passOns, { ...passOn, shownIn: '' });
  }
  return showActions(input, context);
};

/** How it stands, for whoever of the two asks. */
export const showAskedOver: Handler = async (input, context) => {
  const found = await load(input, context);
  if (!isAsked(found, context)) return { reply: settledCard(found, context.actor.id) };
  const mine = found.passOn.to === context.actor.id;
  return { reply: mine ? askedOverCard(context, found) : passedOnCard(context, found) };
};

/** The action leaves the lead's list and joins the colleague's. */
export const acceptAction: Handler = async (input, context) => {
  const found = await load(input, context);
  const { passOn, round, action, ask, from } = found;
  if (passOn.to !== context.actor.id) throw notYours();
  if (passOn.state === 'accepted') return showOwnActions(found, context);
  if (!isAsked(found, context) || ask?.actions.includes(action.id) !== true) {
    return { reply: settledCard(found, context.actor.id) };
  }
  if ((await context.store.get(answers, answerId(round.id, action.id))) !== undefined) {
    return {
      reply: sentenceCard(action, `${action.number} is answered already: nothing is left for you to do.`),
    };
  }
  const accepted = await context.store.put(passOns, { ...passOn, state: 'accepted' });
  await takeFromAsk(context, ask, action.id);
  const own = await addToAsk(context, round, context.actor, [action.id], 'own');
  const notice = `${action.number} is yours in this check-in now: it has left the list of ${from}.`;
  return {
    reply: await actionListCard(context, round, own, { notice }),
    notify: toldTo({ ...found, passOn: accepted }),
  };
};

export const declineAction: Handler = async (input, context) => {
  const found = await load(input, context);
  if (found.passOn.to !== context.actor.id) throw notYours();
  if (!isAsked(found, context)) return { reply: settledCard(found, context.actor.id) };
  const declined = await context.store.put(passOns, { ...found.passOn, state: 'declined' });
  const after = { ...found, passOn: declined };
  return { reply: settledCard(after, context.actor.id), notify: toldTo(after) };
};

/** By the lead, while it waits: the colleague's message says so. */
export const takeBackAction: Handler = async (input, context) => {
  const found = await load(input, context);
  const { passOn, round, ask } = found;
  if (passOn.from !== context.actor.id) throw notYours();
  if (passOn.state !== 'waiting' || ask === undefined) return { reply: settledCard(found, context.actor.id) };
  const back = await context.store.put(passOns, { ...passOn, state: 'taken back' });
  const notice = `${found.action.number} is yours again.`;
  return {
    reply: await actionListCard(context, round, ask, { notice }),
    notify: [
      {
        to: { kind: 'member', id: passOn.to },
        card: settledCard({ ...found, passOn: back }, passOn.to),
        key: `${passOnKey(passOn)}:back`,
        replaces: passOnKey(passOn),
      },
    ],
  };
};

/** The lead's card, as long as it says that it was passed on: an edit would wipe a form that they went on to. */
function toldTo(found: PassedOn): readonly Notification[] {
  const { passOn } = found;
  if (passOn.shownIn === undefined || passOn.shownIn === '') return [];
  const card = settledCard(found, passOn.from);
  const key = `${passOnKey(passOn)}:${passOn.state}`;
  return [{ to: { kind: 'member', id: passOn.from }, card, key, replaces: passOn.shownIn }];
}

function isAsked({ passOn, round }: PassedOn, context: ActorContext): boolean {
  return round.state === 'open' && isOffered(passOn, context);
}

async function showOwnActions({ round }: PassedOn, context: ActorContext): Promise<Outcome> {
  const own = await context.store.get(asks, askId(round.id, context.actor.id));
  if (own === undefined) throw notYours();
  return { reply: await actionListCard(context, round, own) };
}

/** An action that the actor answers for in their own name, in an open round, without an answer yet. */
async function loadOwnCase(input: Input, context: ActorContext): Promise<Case> {
  const found = await loadCase(input, context);
  await mustBeToAnswer(context, found);
  if (found.round.id === EARLY) {
    throw new UserError(
      'check-ins.notAskedYet',
      'Nobody is asked yet. You can pass it on once the check-in is open.',
    );
  }
  if (found.ask.standIn?.includes(found.action.id) === true) {
    throw new UserError(
      'check-ins.standIn',
      'You answer this one in place of its lead: it is not yours to pass on.',
    );
  }
  if (found.action.restricted) {
    throw new UserError(
      'check-ins.restricted',
      'This action is restricted: only its leads and their deputies may see it, so it cannot be passed on.',
    );
  }
  if (found.answer === undefined) return found;
  throw new UserError(
    'check-ins.answered',
    `${found.action.number} is answered already, so it cannot be passed on. Say check-ins to see your answer.`,
  );
}

function idOf({ round, action }: Case, { actor }: ActorContext): string {
  return passOnId(round.id, action.id, actor.id);
}

/** @throws {UserError} for anybody but the two */
async function load(input: Input, context: ActorContext): Promise<PassedOn> {
  const passOn = await context.store.get(passOns, textOf(input.data, 'passOn'));
  if (passOn === undefined || ![passOn.from, passOn.to].includes(context.actor.id)) throw notYours();
  return withNames(context, passOn);
}

async function withNames(context: ActorContext, passOn: PassOn): Promise<PassedOn> {
  const { store, directory } = context;
  const round = await store.get(rounds, passOn.round);
  const action = await store.get(planActions, passOn.action);
  if (round === undefined || action === undefined) throw notYours();
  // Marked as restricted since it was passed on.
  if (!(await maySeeAction(context, context.actor, action))) throw notYours();
  const nameOf = async (id: string): Promise<string> =>
    (await directory.member(id))?.name ?? 'Somebody who has left';
  const ask = await store.get(asks, askId(round.id, passOn.from));
  return { passOn, round, action, ask, from: await nameOf(passOn.from), to: await nameOf(passOn.to) };
}

function notYours(): UserError {
  return new UserError(
    'check-ins.notPassedOn',
    'Nothing was passed on to you here. Say my items to see what waits for you.',
  );
}
