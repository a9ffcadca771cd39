/** Calendar files (iCalendar, RFC 5545): what somebody's own calendar keeps of an event, and takes back. */
import { createEvents } from 'ics';
import type { EventAttributes } from 'ics';
import { cleanLine, cleanText } from '../shared/typed.js';
import type { CalendarEvent, CalendarFile } from './document.js';

/** Times are written in UTC: every calendar shows them in its own zone, before and after the clocks change. */
export async function writeCalendar(file: CalendarFile): Promise<Uint8Array> {
  const cancelled = file.events.every((each) => each.cancelled);
  const method = cancelled ? 'CANCEL' : file.as === 'publish' ? 'PUBLISH' : 'REQUEST';
  const { error, value } = createEvents(
    file.events.map((each) => attributesOf(each, method)),
    { method, productId: 'roundtable' },
  );
  if (error !== null && error !== undefined) throw error;
  return new TextEncoder().encode(value ?? '');
}

function attributesOf(event: CalendarEvent, method: string): EventAttributes {
  const { uid, sequence, startsAt, endsAt, link, organiser, attendee, remindBefore, cancelled } = event;
  const place = cleanLine(event.place);
  const description = cleanText(event.description);
  return {
    ...{ uid, sequence, method },
    ...{ start: startsAt.getTime(), startInputType: 'utc', startOutputType: 'utc' },
    ...{ end: endsAt.getTime(), endInputType: 'utc', endOutputType: 'utc' },
    title: cleanLine(event.title),
    ...(description !== '' && { description }),
    ...(place !== '' && { location: place }),
    ...(link !== '' && { url: link }),
    organizer: { name: nameOf(organiser.name), email: organiser.email },
    ...(attendee !== undefined && {
      attendees: [
        { name: nameOf(attendee.name), email: attendee.email, partstat: 'ACCEPTED', role: 'REQ-PARTICIPANT' },
      ],
    }),
    status: cancelled ? 'CANCELLED' : 'CONFIRMED',
    busyStatus: cancelled ? 'FREE' : 'BUSY',
    ...(remindBefore > 0 &&
      !cancelled && {
        alarms: [
          {
            action: 'display',
            description: 'Reminder',
            trigger: { minutes: remindBefore, before: true },
          },
        ],
      }),
  };
}

/** A name stands in quotation marks, which cannot be escaped inside them. */
function nameOf(name: string): string {
  return cleanLine(name).replaceAll('"', "'");
}
