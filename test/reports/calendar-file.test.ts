import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import { writeCalendar } from '../../src/reports/calendar-file.js';
import type { CalendarEvent } from '../../src/reports/document.js';
import { HOSTILE_STRINGS } from '../support/hostile-strings.js';

function anEvent(parts: Partial<CalendarEvent> = {}): CalendarEvent {
  return {
    ...{
      uid: 's1.m1@roundtable',
      sequence: 3,
      title: 'Scams',
      description: '',
      place: 'Maidstone',
      link: '',
    },
    ...{ startsAt: new Date('2027-05-12T09:00:00Z'), endsAt: new Date('2027-05-12T10:00:00Z') },
    organiser: { name: 'Kent Community Safety Team', email: 'team@kcst.example' },
    ...{ remindBefore: 15, cancelled: false },
    ...parts,
  };
}

async function read(event: CalendarEvent, as: 'publish' | 'request' = 'publish') {
  const file = await writeCalendar({ kind: 'calendar', title: event.title, as, events: [event] });
  const text = new TextDecoder().decode(file);
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  const events = calendar.getAllSubcomponents('vevent');
  return { text, method: calendar.getFirstPropertyValue('method'), events, event: new ICAL.Event(events[0]) };
}

/** What a calendar does with what it gets (RFC 5546): one entry a UID, an older sequence changes nothing. */
async function applied(events: readonly CalendarEvent[]): Promise<readonly ICAL.Event[]> {
  const kept = new Map<string, ICAL.Event>();
  for (const each of events) {
    const { event, method } = await read(each);
    const known = kept.get(event.uid);
    if (known !== undefined && known.sequence >= event.sequence) continue;
    if (method === 'CANCEL') kept.delete(event.uid);
    else kept.set(event.uid, event);
  }
  return [...kept.values()];
}

describe('A calendar file, read back by another program', () => {
  it('is the event at its instants, in summer as in winter', async () => {
    for (const [startsAt, endsAt] of [
      ['2027-03-28T00:30:00.000Z', '2027-03-28T01:30:00.000Z'],
      ['2027-07-01T09:00:00.000Z', '2027-07-01T10:00:00.000Z'],
      ['2027-12-01T10:00:00.000Z', '2027-12-01T11:00:00.000Z'],
    ] as const) {
      const { event } = await read(anEvent({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) }));

      assert.equal(event.startDate.toJSDate().toISOString(), startsAt);
      assert.equal(event.endDate.toJSDate().toISOString(), endsAt);
    }
  });

  it('keeps a line break of a text inside the text', async () => {
    const { event, events } = await read(
      anEvent({
        title: 'Scams\r\nSTATUS:CANCELLED',
        description: 'One\nEND:VEVENT\nTwo',
        place: 'Hall;\nRoom, 2',
      }),
    );

    assert.equal(events.length, 1);
    assert.equal(event.summary, 'Scams STATUS:CANCELLED');
    assert.equal(event.description, 'One\nEND:VEVENT\nTwo');
    assert.equal(event.location, 'Hall; Room, 2');
    assert.equal(event.component.getFirstPropertyValue('status'), 'CONFIRMED');
  });

  it('stays one event for each whatever is typed into its fields', async () => {
    const events = HOSTILE_STRINGS.map((typed, index) =>
      anEvent({
        ...{ uid: `s${index}@roundtable`, title: typed, description: typed, place: typed },
        organiser: { name: typed, email: 'team@kcst.example' },
        attendee: { name: typed, email: 'megan@kent-police.example' },
      }),
    );

    const text = new TextDecoder().decode(
      await writeCalendar({ kind: 'calendar', title: 'All', as: 'request', events }),
    );

    const found = new ICAL.Component(ICAL.parse(text) as never).getAllSubcomponents('vevent');
    assert.deepEqual(
      found.map((each) => String(each.getFirstPropertyValue('uid'))),
      events.map(({ uid }) => uid),
    );
    for (const each of found) assert.equal(new ICAL.Event(each).attendees.length, 1);
    for (const line of text.split('\r\n')) assert.doesNotMatch(line, /[\n\r]/);
  });

  it('is one event after any series of changes, and none after the cancellation', async () => {
    const first = anEvent();
    const moved = anEvent({
      sequence: 4,
      startsAt: new Date('2027-05-19T09:00:00Z'),
      endsAt: new Date('2027-05-19T10:00:00Z'),
    });
    const renamed = anEvent({ ...moved, sequence: 6, title: 'Scams and fraud' });
    const cancelled = anEvent({ ...renamed, sequence: 7, cancelled: true });

    const [kept, ...others] = await applied([first, moved, renamed, moved, first]);

    assert.deepEqual(others, []);
    assert.equal(kept!.summary, 'Scams and fraud');
    assert.equal(kept!.startDate.toJSDate().toISOString(), '2027-05-19T09:00:00.000Z');
    assert.deepEqual(await applied([first, moved, renamed, cancelled]), []);
    assert.equal((await read(cancelled)).event.component.getFirstPropertyValue('status'), 'CANCELLED');
  });

  it('reminds before the start, and not of what is cancelled', async () => {
    const { events } = await read(anEvent());
    const cancelled = await read(anEvent({ cancelled: true }));

    assert.equal(events[0]!.getAllSubcomponents('valarm').length, 1);
    assert.equal(cancelled.events[0]!.getAllSubcomponents('valarm').length, 0);
  });
});
