/** The sessions of the sample partnership, so that a newcomer finds one to press. */
import { addDays, instantOf } from '../../shared/calendar.js';
import { newId } from '../../shared/ids.js';
import type { Context, Notification } from '../workflow.js';
import { EMPTY, newDate, newDraft } from './session/draft.js';
import { sessions } from './session/session.js';
import type { Details, SessionDate } from './session/session.js';

/** A session of an hour in three weeks, and training on four dates. */
export async function sample(
  _read: (name: string) => Uint8Array,
  context: Context,
): Promise<readonly Notification[]> {
  const session: Partial<Details> = {
    title: 'Changes to Neighbourhood Policing',
    about: 'What the new model means for partners, and whom to call. Time for questions.',
    dates: [
      {
        ...dateIn(context, 16, '10:00', '11:00'),
        inPerson: { venue: 'County Hall, Maidstone', places: 2 },
        virtual: { link: 'https://teams.example/neighbourhood-policing' },
      },
    ],
    topics: [
      { id: newId(), title: 'The new beat teams', speaker: 'Kent Police', organisation: '', email: '' },
    ],
    recorded: true,
  };
  const training: Partial<Details> = {
    title: 'ASB Tools and Powers: CPD for partnerships',
    about: 'The same day of training on each of four dates.',
    dates: [65, 72, 79, 86].map((days) => ({
      ...dateIn(context, days, '09:30', '16:00'),
      inPerson: { venue: 'Oakwood House, Maidstone', places: 16 },
    })),
  };
  for (const details of [session, training]) {
    const draft = newDraft(newId(), context.now, { ...EMPTY, ...details });
    await context.store.put(sessions, { ...draft, state: 'published' });
  }
  return [];
}

function dateIn({ today, partnership, now }: Context, days: number, from: string, to: string): SessionDate {
  const at = (time: string): string => {
    const found = instantOf(addDays(today, days), time, partnership.time_zone);
    return (found instanceof Date ? found : now).toISOString();
  };
  return newDate({ startsAt: at(from), endsAt: at(to) });
}
