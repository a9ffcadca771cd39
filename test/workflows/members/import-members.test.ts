import assert from 'node:assert/strict';
import writeExcelFile from 'write-excel-file/node';
import { runImport } from '../../../src/command-line/import.js';
import type { ImportAnswer } from '../../../src/command-line/import.js';
import { contacts, members } from '../../../src/directory.js';
import type { Member } from '../../../src/directory.js';
import { outboxRows } from '../../../src/outbox/rows.js';
import { loadPartnership } from '../../../src/partnership.js';
import { workflows } from '../../../src/workflows/index.js';
import { openHouse, wordsOf } from '../../support/house.js';
import { openMemoryStore } from '../../support/memory-store.js';
import type { MemoryStore } from '../../support/memory-store.js';

const partnership = loadPartnership('env/partnership.yaml');
const clock = { now: () => new Date('2026-11-23T09:00:00Z') };
const heading = 'name,email,organisation,roles,account';
const tenant = '7c1f5f0e-3a52-4b0e-9c1d-2f6a8e4d5b10';
const one = `${tenant}/1b6d2f3a-5c84-4f0b-8a67-c2d9e1f04a01`;
const two = `${tenant}/2e8a4c5b-7d16-4a3e-9b58-d3eaf2015b02`;
const listOf = (...rows: readonly string[]): string => [heading, ...rows].join('\n');
const ada = 'Ada Byron,ada@kent.example,Kent Police,working-group,';
const same = 'The members are the same already. Nothing changes.';

function aMember(own: Partial<Member>): Member {
  const member: Member = {
    ...{ id: 'm1', version: 0, name: 'Ada Byron', standing: 'active', organisation: 'kent-police' },
    ...{ email: 'ada@kent.example', roles: ['working-group'] },
  };
  return { ...member, ...own };
}

describe('importMembers', () => {
  let store: MemoryStore;

  beforeEach(() => {
    store = openMemoryStore();
  });

  function bring(content: string | Uint8Array, apply = true): Promise<ImportAnswer> {
    const file = { name: 'members.csv', content: Buffer.from(content) };
    return runImport({ store, partnership, clock }, workflows, { kind: 'members', file, apply });
  }
  async function faultsOf(...rows: readonly string[]): Promise<readonly string[]> {
    const answer = await bring(listOf(...rows));
    return answer.ok ? [] : answer.faults;
  }
  async function given(...list: readonly Member[]): Promise<void> {
    await store.transact('test', 'given', async (tx) => {
      for (const member of list) await tx.put(members, member);
    });
  }
  const list = (): readonly Member[] =>
    [...store.all(members)].sort((first, other) => (first.name < other.name ? -1 : 1));

  it('shows what it would add, and writes nothing until it is told to', async () => {
    const answer = await bring(listOf(ada), false);

    assert.deepEqual(answer, {
      ok: true,
      changes: ['add     Ada Byron, Kent Police'],
      summary: '1 member added, 0 changed, 0 unchanged. Who is not in the file stays.',
    });
    assert.deepEqual(store.journal, []);
  });

  it('adds members, with what the file says of them', async () => {
    await bring(
      listOf(`Ada  Byron,ADA@kent.example,kent-police,Working Group; COORDINATOR,${one.toUpperCase()}`),
    );

    const [{ id, ...added } = aMember({})] = list();
    assert.match(id, /^[a-z0-9]{16}$/);
    assert.deepEqual(added, {
      ...{ version: 1, name: 'Ada Byron', standing: 'active', organisation: 'kent-police' },
      ...{ email: 'ada@kent.example', account: one, roles: ['coordinator', 'working-group'] },
    });
  });

  it('changes nothing when the same file comes a second time, as CSV or as a workbook', async () => {
    const rows = [ada, `Bo Lee,,Probation Service,,${two}`, 'Cy Fox,cy@kent.example,OPCC,Working Group,'];
    await bring(listOf(...rows));
    const before = list();

    const data = [heading, ...rows].map((row) => row.split(','));
    const answers = [await bring(listOf(...rows)), await bring(await writeExcelFile(data).toBuffer())];

    for (const answer of answers) assert.deepEqual(answer, { ok: true, changes: [], summary: same });
    assert.deepEqual(list(), before);
    assert.equal(store.journal.length, 1);
  });

  it('knows an organisation by its id, its name and a name that it used to have, in any case', async () => {
    const names = ['NHS-Kent-and-Medway', 'nhs kent and medway integrated care board'];
    names.push('NHS Kent and Medway Clinical Commissioning Group');

    await bring(listOf(...names.map((name, index) => `P${index},p${index}@kent.example,${name},,`)));

    assert.deepEqual(
      list().map(({ organisation }) => organisation),
      names.map(() => 'nhs-kent-and-medway'),
    );
  });

  it('knows a member by the account first, and says what changes', async () => {
    await given(aMember({ account: one }));

    const answer = await bring(listOf(`Ada King,ada.king@kent.example,OPCC,,${one}`));

    assert.deepEqual(answer.ok && answer.changes, [
      'change  Ada Byron: their name, their address, their organisation and their roles',
    ]);
    assert.deepEqual(
      list().map(({ id, name, email, roles }) => [id, name, email, roles]),
      [['m1', 'Ada King', 'ada.king@kent.example', []]],
    );
  });

  it('knows a member by the address, and notes their account', async () => {
    await given(aMember({}));

    await bring(listOf(`${ada}${one}`));

    assert.deepEqual(list(), [aMember({ version: 2, account: one })]);
  });

  it('keeps an address and an account that the file does not say', async () => {
    await given(aMember({ account: one }));

    const answers = [
      await bring(listOf(ada)),
      await bring(listOf(`Ada Byron,,Kent Police,working-group,${one}`)),
    ];

    assert.deepEqual(
      answers.map((answer) => answer.ok && answer.summary),
      [same, same],
    );
  });

  it('leaves members alone whom the file does not name', async () => {
    const other = aMember({ id: 'm2', name: 'Bo Lee', email: 'bo@kent.example' });
    await given(other);

    await bring(listOf(ada));

    assert.deepEqual(list()[1], { ...other, version: 1 });
  });

  it('lets two members exchange their addresses', async () => {
    await given(aMember({ account: one }), aMember({ id: 'm2', email: 'bo@kent.example', account: two }));

    const answer = await bring(
      listOf(`Ada,bo@kent.example,OPCC,,${one}`, `Bo,ada@kent.example,OPCC,,${two}`),
    );

    assert.ok(answer.ok);
    assert.deepEqual(
      list().map(({ id, email }) => [id, email]),
      [
        ['m1', 'bo@kent.example'],
        ['m2', 'ada@kent.example'],
      ],
    );
  });

  it('brings back somebody who had left, and says so', async () => {
    await given(aMember({ standing: 'left', roles: [], account: one }));

    const answer = await bring(listOf(ada));

    assert.deepEqual(answer.ok && answer.changes, ['add     Ada Byron, Kent Police (had left)']);
    assert.deepEqual(list(), [aMember({ version: 2, account: one })]);
  });

  it('tells what is wrong with each row, all at once', async () => {
    const faults = await faultsOf(
      ',ada,Surrey Police,chair,1234',
      'Ada,ada,Surrey Police,chair,1234',
      'Bo,,Kent Police,,',
      `${'x'.repeat(101)},bo@kent.example,Kent Police,,`,
    );

    assert.deepEqual(faults, [
      "Line 2: 'name' is empty.",
      "Line 3: 'ada' is no e-mail address like name@organisation.gov.uk.",
      "Line 3: 'Surrey Police' is no organisation of the partnership file.",
      "Line 3: 'chair' is no role. The roles are coordinator, Kent Community Safety Team, working-group or Working Group.",
      "Line 3: '1234' is no account. Write it as tenant id/object id, or leave it empty.",
      "Line 4: 'email' and 'account' are empty. Fill in one of them.",
      "Line 5: 'name' has 101 characters; shorten it to 100 characters.",
    ]);
    assert.deepEqual(store.journal, []);
  });

  it('asks which organisation is meant when two had the name', async () => {
    const organisations = ['north', 'south'].map((id) => ({
      ...{ id, kind: 'other' as const, domains: [], names: [{ name: 'Kent Council' }, { name: id }] },
    }));
    const file = { name: 'members.csv', content: Buffer.from(listOf('Ada,ada@kent.example,Kent Council,,')) };

    const answer = await runImport(
      { store, partnership: { ...partnership, organisations }, clock },
      workflows,
      { kind: 'members', file, apply: true },
    );

    assert.deepEqual(answer, {
      ok: false,
      faults: ["Line 2: 'Kent Council' is a name of north and south. Write one of these ids."],
    });
  });

  it('refuses a file without a column, and one without members', async () => {
    const cut = await bring('name,email,organisation,roles\n');
    const empty = await bring(heading);

    assert.deepEqual(cut.ok || cut.faults, [
      "Line 1: the heading has no column 'account'. The columns are name, email, organisation, roles, account.",
    ]);
    assert.deepEqual(empty.ok || empty.faults, ['members.csv holds no members.']);
  });

  it('refuses an address, an account or a person that stands in the file twice', async () => {
    await given(aMember({ account: one }));

    const faults = await faultsOf(
      `Ada,new@kent.example,OPCC,,${one}`,
      'Ada,ada@kent.example,OPCC,,',
      `Bo,bo@kent.example,OPCC,,${two}`,
      `Cy,cy@kent.example,OPCC,,${two}`,
      'Di,BO@kent.example,OPCC,,',
    );

    assert.deepEqual(faults, [
      `Line 3: the account ${one} stands in line 2 already.`,
      `Line 5: the account ${two} stands in line 4 already.`,
      'Line 6: the address bo@kent.example stands in line 4 already.',
    ]);
  });

  it('refuses an address that another member has, and an account that is not the one of the address', async () => {
    await given(
      aMember({ account: one }),
      aMember({ id: 'm2', name: 'Bo Lee', email: 'bo@kent.example', account: two }),
    );
    const third = two.replace('/2', '/3');

    assert.deepEqual(await faultsOf(`Ada,bo@kent.example,OPCC,,${one}`), [
      'Line 2: Bo Lee has the address bo@kent.example already.',
    ]);
    assert.deepEqual(await faultsOf(`Ada,ada@kent.example,OPCC,,${third}`), [
      'Line 2: Ada Byron has the address ada@kent.example and another account.',
    ]);
  });

  it('refuses to leave nobody who is a coordinator, but not to hand the role over', async () => {
    await given(aMember({ roles: ['coordinator'] }));

    const faults = await faultsOf(ada);
    const handedOver = await bring(listOf(ada, 'Bo,bo@kent.example,OPCC,coordinator,'));

    assert.deepEqual(faults, [
      'Line 2: Ada Byron would not be a coordinator any more, and nobody else is. Leave them the role, or give it to somebody.',
    ]);
    assert.ok(handedOver.ok);
  });

  it('counts the invited first coordinator as one', async () => {
    await given(aMember({ standing: 'invited', roles: ['coordinator'], account: one }));

    assert.equal((await faultsOf(`${ada}${one}`)).length, 1);
    assert.ok((await bring(listOf(`Ada,ada@kent.example,OPCC,coordinator,${one}`))).ok);
    assert.equal(list()[0]?.standing, 'active');
  });

  it('lets in who waits with the account, and tells them', async () => {
    await given(aMember({ standing: 'waiting', name: 'A. Byron', account: one, roles: [] }));

    const answer = await bring(listOf(`${ada}${one}`));

    assert.deepEqual(answer.ok && answer.changes, ['add     Ada Byron, Kent Police (asked to join)']);
    assert.deepEqual(list(), [aMember({ version: 2, account: one })]);
    assert.deepEqual(
      store.all(outboxRows).map(({ recipient }) => recipient),
      ['m1'],
    );
  });

  it('gives the account of who waits to the member who is on the list by the address', async () => {
    await given(
      aMember({}),
      aMember({ id: 'm2', standing: 'waiting', email: 'other@kent.example', account: one, roles: [] }),
    );

    await bring(listOf(`${ada}${one}`));

    assert.deepEqual(list(), [aMember({ version: 2, account: one })]);
  });

  it('does not make a member of who merely typed the address of somebody in the file', async () => {
    await given(aMember({ standing: 'waiting', name: 'Mallory', account: two, roles: [] }));

    const answer = await bring(listOf('Ada Byron,ada@kent.example,Kent Police,coordinator,'));

    assert.deepEqual(answer.ok && answer.changes, [
      'add     Ada Byron, Kent Police (somebody asked to join with this address; a coordinator decides whether it is them)',
    ]);
    assert.deepEqual(
      list().map(({ name, standing, account }) => [name, standing, account]),
      [
        ['Ada Byron', 'active', undefined],
        ['Mallory', 'waiting', two],
      ],
    );
  });

  it('lets in who waits with an address that Teams vouches for', async () => {
    await given(aMember({ standing: 'waiting', account: two, roles: [] }));
    await store.transact('test', 'given', async (tx) => {
      const contact = { id: two, version: 0, user: '29:a', bot: '28:b', serviceUrl: 'https://x.example/' };
      await tx.put(contacts, { ...contact, email: 'ada@kent.example', state: 'open' });
    });

    await bring(listOf(ada));

    assert.deepEqual(list(), [aMember({ version: 2, account: two })]);
  });
});

describe('An import of members, while the bot runs', () => {
  it('answers who waits and closes the request on the coordinators’ cards', async () => {
    const house = await openHouse();
    await house.meet('Alex Wilber');
    await house.meet('Nestor Wilke', 'nestor@probation.example');
    const form = await house.say('Nestor Wilke', 'hello');
    await house.press('Nestor Wilke', form, 'Ask to join', {
      organisation: 'probation-service',
      email: 'nestor@probation.example',
    });
    const file = {
      name: 'm.csv',
      content: Buffer.from(listOf('Nestor Wilke,nestor@probation.example,Probation Service,,')),
    };

    await runImport({ store: house.store, partnership, clock }, workflows, {
      kind: 'members',
      file,
      apply: true,
    });
    await house.meet('Nestor Wilke', 'nestor@probation.example');

    assert.match(house.inbox('Nestor Wilke')[0]!.text, /^You are a member of .* for Probation Service\./);
    assert.ok(
      wordsOf(house.inbox('Alex Wilber').at(-1)!.card).includes(
        'They came onto the list with an imported file.',
      ),
    );
    assert.match((await house.say('Nestor Wilke', 'hello')).text, /^Hello\. I am Roundtable/);
    await house.close();
  });
});
