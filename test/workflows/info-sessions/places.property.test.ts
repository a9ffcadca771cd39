import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UserError } from '../../../src/shared/errors.js';
import { placesOf, useOf } from '../../../src/workflows/info-sessions/places/places.js';
import { slotsOf } from '../../../src/workflows/info-sessions/session/session.js';
import type { Session, Slot } from '../../../src/workflows/info-sessions/session/session.js';
import * as list from '../../../src/workflows/info-sessions/places/waiting-list.js';
import type { Books } from '../../../src/workflows/info-sessions/places/waiting-list.js';
import { aDate, aSession } from './records.js';

const PEOPLE = ['police', 'police', 'police', 'council', 'council', 'fire', 'fire', 'nhs', 'nhs', 'nhs'].map(
  (organisation, index) => ({ id: `p${index}`, organisation }),
);
const SLOTS: readonly Slot[] = [
  { date: 'd1', mode: 'in-person' },
  { date: 'd1', mode: 'virtual' },
  { date: 'd2', mode: 'in-person' },
];

type Command =
  | { readonly do: 'take' | 'change mode'; readonly who: number; readonly slot: number }
  | { readonly do: 'cancel' | 'give up the wish' | 'offer by hand'; readonly who: number }
  | { readonly do: 'wait'; readonly hours: number }
  | { readonly do: 'set places'; readonly slot: number; readonly places: number }
  | { readonly do: 'remove the second date' };

const who = fc.nat(PEOPLE.length - 1);
const slot = fc.nat(SLOTS.length - 1);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom('take', 'change mode'), who, slot }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('cancel', 'give up the wish', 'offer by hand'), who }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait'), hours: fc.integer({ min: 1, max: 60 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('set places'), slot, places: fc.integer({ min: 0, max: 5 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove the second date') }) },
);
const reservations = fc.constantFrom(
  [],
  [
    {
      id: 'r1',
      organisation: 'police',
      mode: 'in-person' as const,
      places: 1,
      until: '2027-05-03',
    },
    {
      id: 'r2',
      organisation: 'nhs',
      mode: 'virtual' as const,
      places: 2,
      until: '2027-05-06',
    },
  ],
);

function start(offers: Session['offers'], reserved: Session['reservations'], virtual?: number): Books {
  const first = aDate({
    inPerson: { venue: 'Maidstone', places: 2 },
    virtual: { link: 'https://teams.example/1', ...(virtual !== undefined && { places: virtual }) },
  });
  const second = aDate({
    id: 'd2',
    startsAt: '2027-05-19T09:00:00.000Z',
    endsAt: '2027-05-19T10:00:00.000Z',
    inPerson: { venue: 'Ashford', places: 1 },
  });
  const session = aSession({ dates: [first, second], offers, reservations: reserved });
  return { session, signUps: [], now: new Date('2027-05-01T09:00:00Z'), today: '2027-05-01', holdHours: 24 };
}

function run(books: Books, command: Command): Books {
  switch (command.do) {
    case 'take':
    case 'change mode':
      return list.take(books, PEOPLE[command.who]!, SLOTS[command.slot]!, PEOPLE[command.who]!.id);
    case 'cancel':
      return list.cancel(books, PEOPLE[command.who]!.id);
    case 'give up the wish':
      return list.giveUpWish(books, PEOPLE[command.who]!.id);
    case 'offer by hand':
      return list.settle(list.offerTo(books, PEOPLE[command.who]!.id));
    case 'wait': {
      const now = new Date(books.now.getTime() + command.hours * 3_600_000);
      return list.settle({ ...books, now, today: now.toISOString().slice(0, 10) });
    }
    case 'set places':
      return setPlaces(books, SLOTS[command.slot]!, command.places);
    case 'remove the second date':
      return list.dropMissing({
        ...books,
        session: { ...books.session, dates: books.session.dates.slice(0, 1) },
      });
  }
}

/** Raises or lowers; below what is taken and held is refused, as the form does. */
function setPlaces(books: Books, slot: Slot, places: number): Books {
  const { taken, held } = useOf(books.signUps, slot);
  if (taken + held > places) return books;
  const dates = books.session.dates.map((date) => {
    if (date.id !== slot.date) return date;
    return slot.mode === 'in-person'
      ? { ...date, inPerson: { venue: 'Maidstone', places } }
      : { ...date, virtual: { link: '', places } };
  });
  return list.settle({ ...books, session: { ...books.session, dates } });
}

function mustHold(books: Books, before: Books, last: Command): void {
  const people = books.signUps.map(({ member }) => member);
  assert.equal(new Set(people).size, people.length, 'somebody is there twice');
  for (const slot of slotsOf(books.session)) {
    const { taken, held } = useOf(books.signUps, slot);
    assert.ok(taken + held <= placesOf(books.session, slot)!, `${taken} + ${held} places in ${slot.mode}`);
    if (books.session.offers === 'by hand') continue;
    for (const each of list.waitingFor(books, slot)) {
      const free = list.freePlaces(books, slot, each.organisation);
      const begun =
        books.session.dates.find(({ id }) => id === slot.date)!.startsAt <= books.now.toISOString();
      assert.ok(begun || free === 0, `${free} free while ${each.member} waits`);
    }
  }
  for (const each of books.signUps) {
    const { place, wish, ended } = each;
    assert.equal(each.waits, wish !== undefined);
    assert.equal(ended === undefined, place !== undefined || wish !== undefined, 'live or ended, never both');
    assert.ok(
      wish === undefined || place?.date !== wish.slot.date || place.mode !== wish.slot.mode,
      'waits for the place they have',
    );
    if (wish?.state === 'offered')
      assert.ok(wish.until > books.now.toISOString(), 'an offer outlived its time');
    const had = before.signUps.find(({ member }) => member === each.member)?.place;
    const gaveUp = last.do === 'cancel' || last.do === 'remove the second date';
    if (had !== undefined && !gaveUp) assert.ok(place !== undefined, 'a place was lost by a change');
  }
}

describe('Places and waiting lists, whatever people do in whatever order', () => {
  for (const offers of ['automatic', 'by hand'] as const) {
    it(`hold with offers made ${offers}`, () => {
      fc.assert(
        fc.property(
          reservations,
          fc.option(fc.nat(2), { nil: undefined }),
          fc.array(command, { minLength: 5, maxLength: 60, size: 'max' }),
          (reserved, virtual, commands) => {
            let books = start(offers, reserved, virtual);
            for (const each of commands) {
              const before = books;
              try {
                books = run(books, each);
              } catch (error) {
                // A rule that refuses changes nothing.
                if (!(error instanceof UserError)) throw error;
              }
              mustHold(books, before, each);
            }
          },
        ),
        { numRuns: 1000 },
      );
    });
  }
});
