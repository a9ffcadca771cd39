/** Records of information sessions for tests; what matters to a test is given by it. */
import type { Session, SessionDate } from '../../../src/workflows/info-sessions/session/session.js';

export function aDate(parts: Partial<SessionDate> = {}): SessionDate {
  return {
    id: 'd1',
    startsAt: '2027-05-12T09:00:00.000Z',
    endsAt: '2027-05-12T10:00:00.000Z',
    code: 'kmrtv',
    ...parts,
  };
}

export function aSession(parts: Partial<Session> = {}): Session {
  const dates = parts.dates ?? [aDate({ inPerson: { venue: 'Maidstone', places: 2 } })];
  return {
    ...{ id: 's1', version: 1, state: 'published', createdAt: '2027-04-01T09:00:00.000Z' },
    lastEnd: dates.at(-1)?.endsAt ?? '',
    ...{ title: 'Scams', about: '', topics: [], opensOn: '', closesOn: '', offers: 'automatic' },
    ...{ recorded: false, feedback: 'named', reservations: [], awarenessWeek: '', priority: '' },
    ...{ programme: '', action: '', audience: 'members', organisations: [], channels: [], invite: false },
    ...parts,
    dates,
  };
}
