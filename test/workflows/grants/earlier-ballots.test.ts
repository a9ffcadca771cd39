import assert from 'node:assert/strict';
import { ballots } from '../../../src/workflows/grants/ballot/ballot.js';
import { seatsIn, seatsToday } from '../../../src/workflows/grants/ballot/seats.js';
import type { Seat } from '../../../src/workflows/grants/ballot/seats.js';
import { openHouse } from '../../support/house.js';

describe('A ballot kept before its last day could be moved', () => {
  it('was never moved, and its proposals are read as they are', () => {
    const [migrate] = ballots.migrations;

    assert.deepEqual(migrate?.({ id: 'b' }), { id: 'b', stood: [], moves: [] });
  });

  it('reads in the partnership file which organisations are one body, as it was meant when it ended', async () => {
    const house = await openHouse({ empty: true });

    const kept = await house.inside(async (_tx, context) => {
      const seats = seatsToday(context);
      const old = seats.map(({ tied: _tied, ...seat }) => seat) as unknown as readonly Seat[];
      return seatsIn(context, { state: 'closed', seats: old });
    });
    await house.close();

    const tiedTo = (id: string): readonly string[] =>
      kept.find(({ organisation }) => organisation === id)?.tied ?? [];
    const units = house.partnership.organisations.filter(({ id }) => id.startsWith('kcc-'));
    assert.deepEqual(
      tiedTo('kent-county-council'),
      units.map(({ id }) => id),
    );
    assert.deepEqual(tiedTo('kcc-public-health'), ['kent-county-council']);
  });
});
