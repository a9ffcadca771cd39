import assert from 'node:assert/strict';
import { collection, VersionConflict, type AnyCollection, type Store } from '../../src/store/store.js';
import { findIds, findRules } from './contract-find.js';
import { allNotes, aNote, getNote, notes, putNote, type Note } from './support.js';

export interface Opened {
  readonly store: Store;
  /** Closes the store and opens it again. */
  reopen(): Promise<Store>;
}

const DISCARDED = new Error('run once to be thrown away');

/** Runs every work twice and throws the first run away, which a store is free to do. */
function twice(store: Store): Store {
  return {
    close: () => store.close(),
    async transact(author, action, work) {
      const first = store.transact(author, action, async (tx) => {
        await work(tx);
        throw DISCARDED;
      });
      // Whatever the first run threw, the second throws it again.
      await first.catch(() => undefined);
      return store.transact(author, action, work);
    },
  };
}

/** The rules that every store keeps. `open` gives an empty one each time. */
export function storeContract(
  name: string,
  open: (collections: readonly AnyCollection[]) => Promise<Opened>,
): void {
  describe(`the store contract: ${name}`, () => {
    let opened: Opened;
    let store: Store;

    beforeEach(async () => {
      opened = await open([notes]);
      store = twice(opened.store);
    });
    afterEach(() => store.close());

    describe('get, put and remove', () => {
      it('gives back what was put, as version 1', async () => {
        const put = await putNote(store, { text: 'Thanet', done: false });

        assert.deepEqual(put, aNote({ version: 1, text: 'Thanet', done: false }));
        assert.deepEqual(await getNote(store), put);
      });

      it('gives undefined for an id that is not there', async () => {
        assert.equal(await getNote(store, 'nobody'), undefined);
      });

      it('counts the versions of a record', async () => {
        const first = await putNote(store);

        const second = await putNote(store, { ...first, rank: 2 });

        assert.equal(second.version, 2);
      });

      it('refuses a record that was changed since it was read', async () => {
        const read = await putNote(store);
        await putNote(store, { ...read, rank: 2 });

        await assert.rejects(putNote(store, { ...read, rank: 3 }), VersionConflict);
        assert.equal((await getNote(store))?.rank, 2);
      });

      it('refuses a new record under an id that is taken', async () => {
        await putNote(store);

        await assert.rejects(putNote(store), VersionConflict);
      });

      it('removes a record from every question, and removes it again without harm', async () => {
        await putNote(store);

        const remove = () => store.transact('m1', 'test/remove', (tx) => tx.remove(notes, 'n1'));
        await remove();
        await remove();

        assert.equal(await getNote(store), undefined);
        assert.deepEqual(await findIds(store, { where: { topic: 'roads' } }), []);
      });

      it('starts a removed record again at version 1', async () => {
        await putNote(store);
        await store.transact('m1', 'test/remove', (tx) => tx.remove(notes, 'n1'));

        assert.equal((await putNote(store)).version, 1);
      });

      it('leaves out what is undefined', async () => {
        await putNote(store, { text: undefined });

        assert.equal('text' in (await getNote(store))!, false);
      });

      it('refuses what is not plain JSON, and says where it is', async () => {
        const note = { ...aNote(), due: new Date(0) };

        await assert.rejects(putNote(store, note), /test\.notes n1\.due is not plain JSON/);
        assert.equal(await getNote(store), undefined);
      });

      it('is not changed by changing what it was given or gave', async () => {
        const given = { ...aNote(), tags: ['a'] };
        const put = await putNote(store, given);
        given.tags.push('b');
        assert.throws(() => (put as unknown as { tags: string[] }).tags.push('c'), TypeError);

        assert.deepEqual(await getNote(store), { ...aNote({ version: 1 }), tags: ['a'] });
      });

      it('refuses a collection that it was not opened with', async () => {
        const others = collection<Note>('test.others');

        await assert.rejects(
          store.transact('m1', 'test/get', (tx) => tx.get(others, 'n1')),
          /test\.others/,
        );
      });
    });

    findRules(() => store);

    describe('a transaction', () => {
      it('sees its own writes', async () => {
        const seen = await store.transact('m1', 'test/own', async (tx) => {
          await tx.put(notes, aNote());
          const before = await tx.find(notes, { where: { topic: 'roads' } });
          await tx.remove(notes, 'n1');
          return { before, after: await tx.get(notes, 'n1') };
        });

        assert.equal(seen.before.length, 1);
        assert.equal(seen.after, undefined);
      });

      it('changes nothing when its work throws', async () => {
        const kept = await putNote(store);
        const failing = store.transact('m1', 'test/fail', async (tx) => {
          await tx.put(notes, { ...kept, topic: 'parks' });
          await tx.put(notes, aNote({ id: 'n2' }));
          await tx.remove(notes, 'n1');
          throw new Error('the rule says no');
        });

        await assert.rejects(failing, /the rule says no/);
        assert.deepEqual(await allNotes(store), [kept]);
        assert.deepEqual(await findIds(store, { where: { topic: 'parks' } }), []);
      });

      it('runs alone: no change is lost among many at once', async () => {
        await putNote(store, { rank: 0 });

        const addOne = () =>
          store.transact('m1', 'test/count', async (tx) => {
            const note = (await tx.get(notes, 'n1'))!;
            await tx.put(notes, { ...note, rank: note.rank + 1 });
          });
        await Promise.all(Array.from({ length: 25 }, addOne));

        assert.equal((await getNote(store))?.rank, 25);
      });

      it('ends with a fault that says why when another transaction is inside it', async () => {
        const nested = store.transact('m1', 'test/outer', () => putNote(store));

        await assert.rejects(nested, /transact inside transact/);
        assert.equal((await putNote(store)).version, 1);
      });

      it('is over when its work has returned', async () => {
        let late: () => Promise<unknown> = async () => undefined;
        await store.transact('m1', 'test/leak', async (tx) => {
          late = () => tx.put(notes, aNote());
        });

        await assert.rejects(late(), /transaction is over/);
      });
    });

    describe('close', () => {
      it('keeps everything for the next start', async () => {
        await putNote(store);
        await putNote(store, { id: 'n2', topic: 'parks' });

        store = twice(await opened.reopen());

        assert.deepEqual(
          (await allNotes(store)).map(({ id }) => id),
          ['n1', 'n2'],
        );
        assert.deepEqual(await findIds(store, { where: { topic: 'parks' } }), ['n2']);
      });

      it('lets what was begun finish and takes nothing more', async () => {
        const begun = opened.store.transact('m1', 'test/put', (tx) => tx.put(notes, aNote()));
        await store.close();

        assert.equal((await begun).version, 1);
        await assert.rejects(putNote(store), /closed/);
      });
    });
  });
}
