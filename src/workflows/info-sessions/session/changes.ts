/** What is different between two states of a session, in words: what people are told once. Pure. */
import type { Context } from '../../workflow.js';
import { says } from './draft.js';
import { dateOf } from './session.js';
import type { Details } from './session.js';
import { whenOf } from './words.js';

/** One phrase for each change, the ones that matter to those who come in front; empty when nothing changed. */
export function changesOf({ partnership }: Context, was: Details, is: Details): readonly string[] {
  const zone = partnership.time_zone;
  const changes: string[] = [];
  if (was.title !== is.title) changes.push(`it is called '${is.title}' now`);
  for (const old of was.dates) {
    const next = dateOf(is, old.id);
    const when = whenOf(old, zone);
    if (next === undefined) {
      changes.push(`the date ${when} is cancelled`);
      continue;
    }
    if (old.startsAt !== next.startsAt || old.endsAt !== next.endsAt) {
      changes.push(`${when} moves to ${whenOf(next, zone)}`);
    }
    changes.push(...modeChanges(old, next));
  }
  for (const added of is.dates) {
    if (dateOf(was, added.id) === undefined) changes.push(`there is another date: ${whenOf(added, zone)}`);
  }
  if (says(was.topics) !== says(is.topics)) changes.push('the topics or speakers are new');
  if (was.about !== is.about) changes.push('the description is new');
  if (was.programme !== is.programme) changes.push('the programme is new');
  if (was.opensOn !== is.opensOn || was.closesOn !== is.closesOn)
    changes.push('sign-up opens or closes on another day');
  if (was.recorded !== is.recorded) changes.push(is.recorded ? 'it is recorded' : 'it is not recorded');
  const rest: readonly (keyof Details)[] = [
    ...(['offers', 'feedback', 'reservations', 'awarenessWeek', 'priority', 'action'] as const),
    ...(['audience', 'organisations', 'channels', 'invite'] as const),
  ];
  if (rest.some((key) => says(was[key]) !== says(is[key])))
    changes.push('the settings for the coordinating team are new');
  return changes;
}

/**
 * Whether the change matters to those who come: when, where, whether. A typing mistake in the description, or more places,
 * is no reason to write to everybody.
 */
export function mattersToAll(was: Details, is: Details): boolean {
  const core = (details: Details): string =>
    says([
      details.title,
      details.dates.map(({ id, startsAt, endsAt, inPerson, virtual }) => [
        ...[id, startsAt, endsAt, inPerson?.venue ?? '', virtual === undefined ? '' : `at ${virtual.link}`],
      ]),
    ]);
  return core(was) !== core(is);
}

function modeChanges(old: Details['dates'][number], next: Details['dates'][number]): readonly string[] {
  const changes: string[] = [];
  if (old.inPerson !== undefined && next.inPerson === undefined)
    changes.push('it is not held in person any more');
  if (old.inPerson === undefined && next.inPerson !== undefined) changes.push('it is held in person too');
  if (old.virtual !== undefined && next.virtual === undefined)
    changes.push('it is not held virtually any more');
  if (old.virtual === undefined && next.virtual !== undefined) changes.push('it is held virtually too');
  if (old.inPerson && next.inPerson && old.inPerson.venue !== next.inPerson.venue) {
    changes.push(`the venue is ${next.inPerson.venue} now`);
  }
  if (old.virtual && next.virtual && old.virtual.link !== next.virtual.link)
    changes.push('the joining link is new');
  if (old.inPerson && next.inPerson && old.inPerson.places !== next.inPerson.places) {
    changes.push(`there are ${next.inPerson.places} places in person`);
  }
  if (old.virtual && next.virtual && old.virtual.places !== next.virtual.places) {
    changes.push(`there are ${next.virtual.places ?? 'unlimited'} virtual places`);
  }
  return changes;
}
