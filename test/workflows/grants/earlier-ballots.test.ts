import assert from 'node:assert/strict';
import { ballots } from '../../../src/workflows/grants/ballot.js';
import { seatsIn, seatsToday } from '../../../src/workflows/grants/seats.js';
import type { Seat } from '../../../src/workflows/grants/seats.js';
import { openHouse } from '../../support/house.js';

describe('A ballot kept before its last day could be moved', () => {
  it('was never moved, and its proposals are read as they are', () => {
    const [migrate] = ballots.migrations;

    assert.deepEqual(migrate?.({ id: 'b' }), { id: 'b', stood: [], moves: [] });
  });

  it('reads in the partnership file which organisations are one body, also when it has ended', async () => {
    const house = await openHouse({ empty: true });

    const [kept, today] = await house.inside(async (_tx, context) => {
      const seats = seatsToday(context);
      const old = seats.map(({ tied: _tied, ...seat }) => seat) as unknown as readonly Seat[];
      return [seatsIn(context, { state: 'closed', seats: old }), seats] as const;
    });
    await house.close();

    assert.ok(today.length > 0);
    assert.deepEqual(
      kept.map(({ tied }) => tied),
      today.map(({ tied }) => tied),
    );
  });
});
