import assert from 'node:assert/strict';
import type { Query, Store } from '../../src/store/store.js';
import { aNote, getNote, notes, putNote, type Note } from './support.js';

/** What every store answers to `find`: a part of the store contract. */
export function findRules(store: () => Store): void {
  function find(query: Query<Note>): Promise<readonly string[]> {
    return findIds(store(), query);
  }

  describe('find', () => {
    beforeEach(() =>
      store().transact('m1', 'test/seed', async (tx) => {
        await tx.put(notes, aNote({ id: 'c', topic: 'roads', rank: 20, done: true }));
        await tx.put(notes, aNote({ id: 'a', topic: 'roads', rank: 20, text: 'x' }));
        await tx.put(notes, aNote({ id: 'b', topic: 'roads', rank: 3, done: false }));
        await tx.put(notes, aNote({ id: 'd', topic: 'parks', rank: 1, done: false }));
      }),
    );

    it('answers in the order of the field, then of the id', async () => {
      assert.deepEqual(await find({ by: 'rank' }), ['d', 'b', 'a', 'c']);
    });

    it('answers backwards, ids as well', async () => {
      assert.deepEqual(await find({ by: 'rank', order: 'descending' }), ['c', 'a', 'b', 'd']);
    });

    it('compares the fields of where for equality', async () => {
      assert.deepEqual(await find({ where: { topic: 'roads' } }), ['a', 'b', 'c']);
      assert.deepEqual(await find({ where: { topic: 'roads' }, by: 'rank' }), ['b', 'a', 'c']);
      assert.deepEqual(await find({ where: { done: false }, by: 'rank' }), ['d', 'b']);
      assert.deepEqual(await find({ where: { topic: 'none' } }), []);
    });

    it('takes from as inclusive and to as exclusive, in both orders', async () => {
      assert.deepEqual(await find({ by: 'rank', from: 3, to: 20 }), ['b']);
      assert.deepEqual(await find({ by: 'rank', from: 3 }), ['b', 'a', 'c']);
      assert.deepEqual(await find({ by: 'rank', to: 20, order: 'descending' }), ['b', 'd']);
      assert.deepEqual(await find({ where: { topic: 'roads' }, by: 'rank', from: 4 }), ['a', 'c']);
    });

    it('stops at the limit', async () => {
      assert.deepEqual(await find({ by: 'rank', limit: 2 }), ['d', 'b']);
      assert.deepEqual(await find({ by: 'rank', limit: 0 }), []);
    });

    it('lists a whole collection that declares the empty index', async () => {
      assert.deepEqual(await find({}), ['a', 'b', 'c', 'd']);
    });

    it('leaves out records without the field', async () => {
      assert.deepEqual(await find({ by: 'text' }), ['a']);
    });

    it('finds a changed record under its new values only', async () => {
      const note = (await getNote(store(), 'd'))!;
      await putNote(store(), { ...note, topic: 'roads', rank: 5 });

      assert.deepEqual(await find({ where: { topic: 'parks' } }), []);
      assert.deepEqual(await find({ where: { topic: 'roads' }, by: 'rank' }), ['b', 'd', 'a', 'c']);
    });

    it('refuses a question without an index and says which to declare', async () => {
      await assert.rejects(
        find({ where: { topic: 'roads' }, by: 'text' }),
        /test\.notes.*\['topic', 'text'\]/,
      );
    });

    it('refuses an undefined value in where', async () => {
      await assert.rejects(find({ where: { topic: undefined } }), /where\.topic is undefined/);
    });
  });
}

/** The ids that answer a query, in order. */
export async function findIds(store: Store, query: Query<Note>): Promise<readonly string[]> {
  const found = await store.transact('m1', 'test/find', (tx) => tx.find(notes, query));
  return found.map(({ id }) => id);
}
