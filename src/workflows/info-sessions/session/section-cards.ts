/** The forms of a session's sections. */
import { longDate } from '../../../shared/calendar.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { newId } from '../../../shared/ids.js';
import type { Card, Context } from '../../workflow.js';
import { dateValues, draftOf } from './draft.js';
import {
  ABOUT_FIELDS,
  AUDIENCE_FIELDS,
  DATE_FIELDS,
  NEW_FIELDS,
  PLACES_FIELDS,
  RESERVATION_FIELDS,
  SIGN_UP_FIELDS,
  TOPIC_FIELDS,
} from './form.js';
import type { How } from './form.js';
import type { Kept } from './kept-places.js';
import type { Session, SessionDate } from './session.js';

const NOTHING = { title: '', about: '', day: '', from: '10:00', to: '11:00', how: 'virtual' };

interface NewPress {
  readonly session: string;
  readonly version: number;
  /** The id of the first date. */
  readonly date: string;
  readonly kept?: Kept;
}

export function newFormCard(
  press: NewPress,
  trouble: Trouble,
  start: Readonly<Record<(typeof NEW_FIELDS)[number], string>> = NOTHING,
): Card {
  return form('new-form', 'New session', { ...formData(NEW_FIELDS, start, trouble), press });
}

export function aboutFormCard(session: Session, { partnership }: Context, trouble: Trouble): Card {
  const choices = [
    { title: 'None', value: 'none' },
    ...partnership.priorities.map((each) => ({ title: each, value: each })),
  ];
  const draft = draftOf(session);
  const start = { ...draft, priority: draft.priority === '' ? 'none' : draft.priority };
  return form('about-form', 'What it is about', {
    choices,
    ...formData(ABOUT_FIELDS, start, trouble),
    press: pressOf(session),
  });
}

/** @param backVerb where *Go back* leads */
export function dateFormCard(
  session: Session,
  date: SessionDate | undefined,
  { partnership }: Context,
  trouble: Trouble,
  backVerb: string,
): Card {
  const start =
    date === undefined
      ? { ...dateValues(draftOf(session).dates.at(-1), partnership.time_zone), day: '' }
      : dateValues(date, partnership.time_zone);
  return form('date-form', date === undefined ? 'Add a date' : 'Change the date', {
    heading: date === undefined ? 'Add a date' : 'Change the date',
    ...formData(DATE_FIELDS, start, trouble),
    backVerb,
    press: { ...pressOf(session), date: date?.id ?? '' },
  });
}

/**
 * @param back where *Go back* leads when there is nothing `kept`
 * @param kept given when it is the second of the two first forms: *Go back* leads to the first, and takes along what is typed
 */
export function placesFormCard(
  session: Session,
  date: SessionDate,
  how: How,
  trouble: Trouble,
  back: string,
  kept?: Kept,
): Card {
  // A new date starts from the one before it: most training is held in one place.
  const earlier = draftOf(session)
    .dates.filter(({ id }) => id !== date.id)
    .at(-1);
  const inPerson = date.inPerson ?? earlier?.inPerson;
  const virtual = date.virtual ?? earlier?.virtual;
  return form('places-form', 'Where, and for how many', {
    inPerson: how !== 'virtual',
    virtual: how !== 'in-person',
    ...formData(
      PLACES_FIELDS,
      {
        venue: inPerson?.venue ?? '',
        places: inPerson === undefined ? '' : String(inPerson.places),
        link: virtual?.link ?? '',
        virtualPlaces: virtual?.places === undefined ? '' : String(virtual.places),
        ...kept,
      },
      trouble,
    ),
    // Going back must not wait for fields that are still empty; saving says what is missing all the same.
    required: kept === undefined,
    backVerb: kept === undefined ? back : 'info-sessions/back-to-new',
    backSends: kept === undefined ? 'none' : 'auto',
    press: { ...pressOf(session), date: date.id, how, ...(kept && { kept }) },
  });
}

export function topicFormCard(session: Session, topic: string, trouble: Trouble): Card {
  const known = draftOf(session).topics.find(({ id }) => id === topic);
  const start = known ?? { title: '', speaker: '', organisation: '', email: '' };
  return form('topic-form', 'A topic and its speaker', {
    ...formData(TOPIC_FIELDS, start, trouble),
    remove: known !== undefined,
    press: { ...pressOf(session), topic: topic === '' ? newId() : topic },
  });
}

export function signUpFormCard(session: Session, trouble: Trouble): Card {
  const draft = draftOf(session);
  return form('sign-up-form', 'How people sign up', {
    ...formData(SIGN_UP_FIELDS, { ...draft, recorded: draft.recorded ? 'yes' : 'no' }, trouble),
    press: pressOf(session),
  });
}

export function reservationFormCard(session: Session, context: Context, trouble: Trouble): Card {
  const { directory, partnership, today } = context;
  const name = (id: string): string => directory.organisationName(id, today);
  const start = { organisation: '', mode: 'in-person', places: '', until: '' };
  return form('reservation-form', 'Places kept for an organisation', {
    choices: partnership.organisations.map(({ id }) => ({ title: name(id), value: id })),
    kept: draftOf(session).reservations.map(({ id, organisation, mode, places, until }) => ({
      text: `${places} ${mode === 'virtual' ? 'virtual' : 'in person'} for ${name(organisation)} until ${longDate(until)}`,
      press: { ...pressOf(session), reservation: id },
    })),
    ...formData(RESERVATION_FIELDS, start, trouble),
    press: { ...pressOf(session), reservation: newId() },
  });
}

/** @param backVerb where *Go back* leads */
export async function audienceFormCard(
  session: Session,
  context: Context,
  trouble: Trouble,
  backVerb: string,
): Promise<Card> {
  const { directory, partnership, today } = context;
  const draft = draftOf(session);
  const channels = await directory.channels();
  return form('audience-form', 'Who it is for, and who hears of it', {
    organisationChoices: partnership.organisations.map(({ id }) => ({
      title: directory.organisationName(id, today),
      value: id,
    })),
    channelChoices: channels.map(({ id, name }) => ({ title: name === '' ? 'General' : name, value: id })),
    nowhere: channels.length === 0 ? 'I am in no channel yet: add me to one to announce sessions there.' : '',
    ...formData(
      AUDIENCE_FIELDS,
      {
        audience: draft.audience,
        organisations: draft.organisations.join(','),
        channels: draft.channels.join(','),
        invite: draft.invite ? 'yes' : 'no',
      },
      trouble,
    ),
    backVerb,
    press: pressOf(session),
  });
}

function form(template: string, summary: string, data: object): Card {
  return { template: `info-sessions/${template}`, summary, data };
}

function pressOf({ id, version }: Session): { readonly session: string; readonly version: number } {
  return { session: id, version };
}
