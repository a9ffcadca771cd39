import assert from 'node:assert/strict';
import { personWith, recordsAbout } from '../../src/command-line/about.js';
import type { Records, StoredRecord } from '../../src/store/records.js';

const MEMBERS = [
  {
    id: 'm1',
    version: 1,
    name: 'Ann Lee',
    email: 'Ann@kent.example',
    account: 'tenant/ann',
    standing: 'left',
  },
  { id: 'm2', version: 1, name: 'Jo Ann', email: 'joann@kent.example', standing: 'active' },
];

function recordsOf(...given: readonly object[]): Records {
  const all = [...MEMBERS, ...given].map(
    (record) => ({ collection: 'any', schema: 1, record: { version: 1, ...record } }) as StoredRecord,
  );
  const of = (): never[] => MEMBERS as never[];
  return { count: all.length, inOrder: () => all, of };
}

function idsAbout(address: string, ...given: readonly object[]): readonly string[] {
  const records = recordsOf(...given);
  return recordsAbout(records, personWith(records, address)).map(({ record }) => record.id);
}

describe('records about a person', () => {
  it('are those that name their address, member or account, wherever it stands', () => {
    const ids = idsAbout(
      ' ann@KENT.example ',
      { id: 'answer', by: 'm1' },
      { id: 'round.m1', asked: 3 },
      { id: 'list', people: [{ who: { member: 'm1' } }] },
      { id: 'seen', at: { m1: '2026-11-22' } },
      { id: 'contact', user: 'tenant/ann' },
      { id: 'words', text: 'Write to ann@kent.example.' },
    );

    assert.deepEqual(ids, ['m1', 'answer', 'round.m1', 'list', 'seen', 'contact', 'words']);
  });

  it('are not those of somebody whose name begins or ends alike', () => {
    const ids = idsAbout(
      'ann@kent.example',
      { id: 'other', by: 'm2', email: 'joann@kent.example' },
      { id: 'longer', by: 'm11', user: 'tenant/anne' },
      { id: 'elsewhere', text: 'jo.ann@kent.example, ann@kent.example.org' },
    );

    assert.deepEqual(ids, ['m1']);
  });

  it('are found for an address that no member has', () => {
    assert.deepEqual(idsAbout('sam@charity.example', { id: 'reader', email: 'sam@charity.example' }), [
      'reader',
    ]);
  });
});
