/**
 * From what a person said or pressed to what they see: finds the member and the handler, runs it
 * in one transaction, and turns refusals and faults into sentences. Knows no Teams and no web:
 * src/bot/ and src/web/ translate to and from these types.
 */
import type { Logger } from 'pino';
import type { Clock } from '../clock.js';
import { digest } from '../digest/index.js';
import { directoryIn, isActive } from '../directory.js';
import type { Directory, Member } from '../directory.js';
import type { Links } from '../links/links.js';
import type { Message } from '../message.js';
import type { Partnership } from '../partnership.js';
import type { Store } from '../store/store.js';
import type { Action, Command, Job, Workflow } from '../workflows/workflow.js';
import { findCommand, nearMisses, normalise, offeredTo } from './commands.js';
import { SAY, generalCommands, introduction, notUnderstoodCard, turnAway, welcomeCard } from './general.js';
import { OFFER, takeOffer } from './offers.js';
import type { Place, Router, Speaker } from './port.js';
import { explain, perform } from './visit.js';
import type { Deed, Visit } from './visit.js';

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly partnership: Partnership;
  readonly workflows: readonly Workflow[];
  readonly log: Logger;
  /** Absent in an installation without web pages. */
  readonly links?: Links | undefined;
  /** What anonymous answers are kept under names by (links/pseudonym.ts). */
  readonly pseudonymKey: string;
  /** Tells the outbox that there may be something to send. */
  readonly wake: () => void;
  /** Tells the scheduler what to do at once. */
  readonly begin: (jobs: readonly Job[]) => void;
}

const PERSONAL: Place = { personal: true };

export function createRouter(parts: Parts): Router {
  const { store, clock, partnership, workflows, log, links, pseudonymKey, wake, begin } = parts;
  const commands: readonly Command[] = [
    ...generalCommands(workflows, () => commands),
    ...[...workflows, digest].flatMap((part) => part.commands),
  ];
  const actions = new Map<string, Action>(
    [...workflows, digest].flatMap(({ name, actions }) =>
      Object.entries(actions).map(([key, action]) => [`${name}/${key}`, action] as const),
    ),
  );

  function say(text: string): Deed {
    const said = normalise(text);
    const found = findCommand(commands, said);
    if (found !== undefined) {
      const { command, more } = found;
      return { verb: `${SAY} ${command.phrases[0]}`, data: { more }, handle: command.handle };
    }
    const heard = workflows.flatMap(({ hears = [] }) => hears).find(({ matches }) => matches(text));
    if (heard !== undefined) return { verb: `${SAY} own words`, data: { said: text }, handle: heard.handle };
    return {
      verb: SAY,
      data: {},
      handle: async (_input, { actor }) => ({
        reply: notUnderstoodCard(text, nearMisses(offeredTo(commands, actor), said)),
      }),
    };
  }

  function pressed(verb: string, data: Readonly<Record<string, unknown>>): Deed {
    if (verb === SAY) return say(typeof data.phrase === 'string' ? data.phrase : '');
    if (verb === OFFER) return { verb, data, handle: takeOffer(workflows) };
    const action = actions.get(verb);
    return action === undefined ? outOfDate(verb) : { ...action, verb, data };
  }

  /** A button of a card that nobody answers to any more. */
  function outOfDate(verb: string): Deed {
    const notice = 'This card is out of date. Here is what I can do now.';
    return {
      verb,
      data: {},
      handle: async (_input, context) => ({ reply: await welcomeCard(workflows, context, notice) }),
    };
  }

  async function answer(deed: Deed, speaker: Speaker, place: Place): Promise<Message> {
    const now = clock.now();
    let visit: Visit | undefined;
    try {
      const known = await store.transact('roundtable', 'router/who', (tx) =>
        find(directoryIn(tx, partnership), speaker),
      );
      const actor = known ?? strangerOf(speaker);
      const may = allowed(deed, actor, speaker);
      visit = {
        ...{ actor, speaker: speaker.name, now, place, deed: may },
        ...{ store, partnership, links, pseudonymKey, workflows, begin },
      };
      const message = await perform(visit);
      wake();
      return message;
    } catch (error) {
      return explain(error, visit, partnership, log);
    }
  }

  /** Who is no member gets the reception, whatever they ask for. */
  function allowed(deed: Deed, actor: Member, speaker: Speaker): Deed {
    if (isActive(actor)) return deed;
    // Behind a link nobody asks to join: a request needs the account that Microsoft vouches for.
    if (speaker.member !== undefined) return { verb: 'roundtable/reception', data: {}, handle: turnAway };
    if (deed.forStrangers === true) return deed;
    const reception = workflows.find((workflow) => workflow.reception !== undefined)?.reception;
    return { verb: 'roundtable/reception', data: {}, handle: reception ?? turnAway };
  }

  return {
    hear: (text, speaker, place) => answer(say(text), speaker, place),
    press: (verb, data, speaker, place) => answer(pressed(verb, data), speaker, place),
    welcome: (speaker) => answer(say('hello'), speaker, PERSONAL),
    introduce: async () => ({ text: introduction(partnership, workflows) }),
  };
}

function find(directory: Directory, { account, member }: Speaker): Promise<Member | undefined> {
  return member === undefined ? directory.memberByAccount(account) : directory.member(member);
}

/** Somebody nobody has heard of: kept nowhere until they ask to join. */
function strangerOf({ account, name }: Speaker): Member {
  return { id: '', version: 0, name, account, organisation: '', roles: [], standing: 'stranger' };
}
