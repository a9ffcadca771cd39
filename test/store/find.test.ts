import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createTables, type Table } from '../../src/store/memory.js';
import { collection, type Query, type Stored } from '../../src/store/store.js';
import { aNote, notes, type Note } from './support.js';

type Step = { readonly put: Note } | { readonly remove: string };

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
const topic = fc.constantFrom('parks', 'roads', 'road');
const rank = fc.integer({ min: -3, max: 3 });
const done = fc.option(fc.boolean(), { nil: undefined });
const put = fc.record({ id, topic, rank, done }).map((fields): Step => ({ put: aNote(fields) }));
const step = fc.oneof(
  { weight: 3, arbitrary: put },
  { weight: 1, arbitrary: id.map((remove): Step => ({ remove })) },
);

const range = {
  from: fc.option(rank, { nil: undefined }),
  to: fc.option(rank, { nil: undefined }),
  order: fc.constantFrom('ascending' as const, 'descending' as const),
  limit: fc.option(fc.nat(5), { nil: undefined }),
};
const question: fc.Arbitrary<Query<Note>> = fc.oneof(
  fc.record({ by: fc.constant('rank' as const), ...range }),
  fc.record({ where: fc.record({ topic }), by: fc.constant('rank' as const), ...range }),
  fc.record({ where: fc.record({ done: fc.boolean() }), by: fc.constant('rank' as const), ...range }),
  fc.record({ where: fc.record({ topic }), order: range.order, limit: range.limit }),
);

describe('find', () => {
  it('answers as a search through all records would, whatever was put and removed', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.array(question, { maxLength: 8 }),
        (steps, questions) => {
          const table = aTable();
          const model = new Map<string, Note>();

          steps.forEach((taken) => take(taken, table, model));

          assert.equal(table.shards.size, model.size);
          for (const query of questions)
            assert.deepEqual(table.find(query as Query<Stored>), naive([...model.values()], query));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('changes nothing when a record cannot be indexed', () => {
    const table = aTable();
    table.set(aNote({ version: 1 }));

    assert.throws(() => table.set({ ...aNote(), rank: 9, text: [] } as unknown as Note), /text is indexed/);

    assert.deepEqual(table.find({ by: 'rank' } as object), [aNote({ version: 1 })]);
  });
});

describe('Collections', () => {
  it('have different names, which can be part of a file name', () => {
    assert.throws(() => createTables([notes, notes], 3), /Two collections are named test\.notes/);
    assert.throws(() => createTables([collection('../etc')], 3), /cannot name a collection/);
  });
});

function aTable(): Table {
  return createTables([notes], 3).get(notes.name)!;
}

function take(taken: Step, table: Table, model: Map<string, Note>): void {
  if ('put' in taken) {
    table.set(taken.put);
    model.set(taken.put.id, taken.put);
  } else {
    table.delete(taken.remove);
    model.delete(taken.remove);
  }
}

function naive(
  all: readonly Note[],
  { where = {}, by, from, to, order, limit }: Query<Note>,
): readonly Note[] {
  const sign = order === 'descending' ? -1 : 1;
  return all
    .filter((note) => Object.entries(where).every(([field, value]) => note[field as keyof Note] === value))
    .filter((note) => by === undefined || note[by] !== undefined)
    .filter((note) => from === undefined || note.rank >= (from as number))
    .filter((note) => to === undefined || note.rank < (to as number))
    .sort((a, b) => sign * ((by ? a.rank - b.rank : 0) || (a.id < b.id ? -1 : 1)))
    .slice(0, limit);
}
