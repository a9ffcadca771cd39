import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadPartnership } from '../src/partnership.js';
import { seedSample } from '../src/sample.js';
import { SetupError } from '../src/shared/errors.js';
import { workflows } from '../src/workflows/index.js';
import { runBot, temporaryFolder } from './support/command-line.js';
import { openMemoryStore } from './support/memory-store.js';

const shipped = readFileSync('env/partnership.yaml', 'utf8');

/** A small partnership file, whole but for the lines that a test replaces. */
const whole = `name: Kent Community Safety Partnership
short_name: KCSP
team: { name: Kent Community Safety Team, short_name: KCST, mailbox: team@kcst.example }
time_zone: Europe/London
organisations:
  - id: kent-police
    names: [{ name: Kent Police }]
    kind: responsible authority
  - id: kcc-public-health
    names: [{ name: KCC Public Health }]
    kind: standing member
    counts_for: kent-police
priorities: [Road Safety]
themes: [Early intervention]
roles: { coordinator: Kent Community Safety Team, working-group: Working Group }
working_group:
  quorum: 1
  meetings: [2026-12-10]
reminders: { from_hour: 8, to_hour: 18 }
check_ins:
  due_days_before_meeting: 10
  chase: { leads: [-3, 0, 2], deputies: 3, coordinators: 4, passed_on: 2 }
`;

describe('loadPartnership', () => {
  let folder: string;
  let file: string;
  let remove: () => Promise<void>;

  beforeEach(async () => {
    ({ folder, remove } = await temporaryFolder());
    file = path.join(folder, 'partnership.yaml');
  });

  afterEach(() => remove());

  function faultsOf(source: string): string[] {
    writeFileSync(file, source);
    try {
      loadPartnership(file);
    } catch (error) {
      if (error instanceof SetupError) return error.faults.map((fault) => fault.replace(file, 'FILE'));
      throw error;
    }
    return [];
  }

  function replaced(...pairs: readonly (readonly [string, string])[]): string {
    return pairs.reduce((source, [old, by]) => {
      assert.ok(source.includes(old), old);
      return source.replace(old, by);
    }, whole);
  }

  it('reads the file that is shipped', () => {
    const partnership = loadPartnership('env/partnership.yaml');

    const authorities = partnership.organisations.filter(({ kind }) => kind === 'responsible authority');
    assert.equal(partnership.name, 'Kent Community Safety Partnership');
    assert.equal(authorities.length, 6);
    assert.equal(partnership.posts.length, 5);
    assert.equal(partnership.working_group.quorum, 4);
  });

  it('tells what is wrong with the e-bulletin', () => {
    const section = `bulletin:
  kinds: [{ id: news, name: News }, { id: news, name: More news }]
  opens_on_day: 20
  closes_on_day: 5
  archive: secret
`;

    assert.deepEqual(faultsOf(`${whole}${section}`), [
      'FILE, line 24: bulletin kinds 2 id is used twice (news).',
      'FILE, line 26: bulletin closes_on_day must be later than opens_on_day.',
      'FILE, line 27: bulletin archive must be public or by link.',
    ]);
  });

  it('reads a file without the parts that may be left out, in either kind of line end', () => {
    assert.deepEqual(faultsOf(whole), []);
    assert.deepEqual(faultsOf(`\uFEFF${whole.replaceAll('\n', '\r\n')}`), []);
  });

  it('reads addresses of people in lower case', () => {
    writeFileSync(file, replaced(['team@kcst.example', 'Team@KCST.example']));

    assert.equal(loadPartnership(file).team.mailbox, 'team@kcst.example');
  });

  const broken: readonly [string, readonly (readonly [string, string])[], readonly string[]][] = [
    [
      'a missing key',
      [['name: Kent Community Safety Partnership\n', '']],
      ['FILE, line 1: name is missing.'],
    ],
    [
      'a missing key further in',
      [['    kind: responsible authority\n', '']],
      ['FILE, line 6: organisations 1 kind is missing.'],
    ],
    [
      'a key that it does not know',
      [['    counts_for:', '    counts:']],
      ['FILE, line 12: organisations 2 counts is not a key that belongs here.'],
    ],
    [
      'text in place of a list',
      [['[Road Safety]', 'Road Safety']],
      ['FILE, line 13: priorities must be a list.'],
    ],
    ['an empty list', [['[Road Safety]', '[]']], ['FILE, line 13: priorities must not be empty.']],
    [
      'a number in place of text',
      [['Kent Police }', '7 }']],
      ['FILE, line 7: organisations 1 names 1 name must be text.'],
    ],
    [
      'a key without its value',
      [['short_name: KCSP', 'short_name:']],
      ['FILE, line 2: short_name must be text.'],
    ],
    [
      'a list in place of keys',
      [
        [
          '\n  due_days_before_meeting: 10\n  chase: { leads: [-3, 0, 2], deputies: 3, coordinators: 4, passed_on: 2 }',
          ' [10]',
        ],
      ],
      ['FILE, line 20: check_ins must be keys with values.'],
    ],
    [
      'a number in quotation marks',
      [['quorum: 1', 'quorum: "1"']],
      ['FILE, line 17: working_group quorum must be a whole number from 1 to 100.'],
    ],
    [
      'a date that does not exist',
      [['2026-12-10', '2026-02-30']],
      ['FILE, line 18: working_group meetings 1 must be a date like 2026-11-20.'],
    ],
    [
      'an address that is none',
      [['team@kcst.example', 'kcst.example']],
      ['FILE, line 3: team mailbox must be an e-mail address.'],
    ],
    [
      'a time zone that there is not',
      [['Europe/London', 'Kent/Maidstone']],
      ['FILE, line 4: time_zone must be a time zone like Europe/London.'],
    ],
    [
      'an id that is not written as one',
      [['id: kcc-public-health', 'id: KCC Public Health']],
      ['FILE, line 9: organisations 2 id must be lower-case words joined by hyphens.'],
    ],
    [
      'a kind of organisation that there is not',
      [['kind: standing member', 'kind: friend']],
      ['FILE, line 11: organisations 2 kind must be responsible authority, standing member or other.'],
    ],
    [
      'an id that two organisations have',
      [['id: kcc-public-health', 'id: kent-police']],
      ['FILE, line 9: organisations 2 id is used twice (kent-police).'],
    ],
    [
      'an organisation that counts for one which is no authority',
      [['counts_for: kent-police', 'counts_for: kent-fire']],
      [
        'FILE, line 12: organisations 2 counts_for names kent-fire, which is not one of the responsible authorities.',
      ],
    ],
    [
      'a quorum that can never be reached',
      [['quorum: 1', 'quorum: 2']],
      ['FILE, line 17: working_group quorum is more than the 1 responsible authorities.'],
    ],
    [
      'reminders that end before they begin',
      [['from_hour: 8, to_hour: 18', 'from_hour: 18, to_hour: 8']],
      ['FILE, line 19: reminders to_hour must be later than from_hour.'],
    ],
    [
      'several faults, each with its line, in the order of the file',
      [
        ['short_name: KCSP', 'nickname: KCSP'],
        ['id: kcc-public-health', 'id: kent-police'],
        ['quorum: 1', 'quorum: 3'],
        ['meetings: [2026-12-10]', 'meetings: [10 December]'],
        ['due_days_before_meeting: 10', 'due_days_before_meeting: 365'],
      ],
      [
        'FILE, line 1: short_name is missing.',
        'FILE, line 2: nickname is not a key that belongs here.',
        'FILE, line 9: organisations 2 id is used twice (kent-police).',
        'FILE, line 17: working_group quorum is more than the 1 responsible authorities.',
        'FILE, line 18: working_group meetings 1 must be a date like 2026-11-20.',
        'FILE, line 21: check_ins due_days_before_meeting must be a whole number from 0 to 90.',
      ],
    ],
  ];
  for (const [what, pairs, faults] of broken) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(faultsOf(replaced(...pairs)), faults);
    });
  }

  const unreadable: readonly [string, string, readonly string[]][] = [
    ['an empty file', '', ['FILE, line 1: the file must be keys with values.']],
    ['a tab', 'priorities:\n\t- Road Safety\n', ['FILE, line 2: Tabs are not allowed as indentation.']],
    ['a key that stands twice', 'name: Kent\nname: Surrey\n', ['FILE, line 2: Map keys must be unique.']],
    [
      'text that begins with a star',
      'name: *Kent\n',
      ['FILE, line 1: *Kent refers to nothing; put quotation marks around text that begins with *.'],
    ],
    [
      'two documents in one file',
      'name: Kent\n---\nname: Surrey\n',
      ['FILE, line 2: a second document begins here; remove this line.'],
    ],
  ];
  for (const [what, source, faults] of unreadable) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(faultsOf(source), faults);
    });
  }

  it('gives the line of every place where the file is no YAML', () => {
    const faults = faultsOf('name: "Kent\nteam: {\npriorities: [a\n');

    assert.ok(faults.length > 0);
    assert.deepEqual(
      faults.filter((fault) => !/^FILE, line \d+: \S.*\.$/.test(fault)),
      [],
    );
  });

  it('says which setting names a file that is not there', () => {
    const missing = path.join(folder, 'none.yaml');

    assert.throws(() => loadPartnership(missing), {
      faults: [`${missing} cannot be read. Set PARTNERSHIP to the path of the partnership file.`],
    });
  });

  it('says where the sample belongs when local mode finds none beside the file', async () => {
    writeFileSync(file, whole);
    const partnership = loadPartnership(file);
    const store = openMemoryStore();
    const now = new Date('2026-11-20T09:00:00Z');

    const seeding = seedSample({ store, partnership, partnershipFile: file, workflows, now });

    await assert.rejects(seeding, {
      faults: [
        `${path.join(folder, 'sample', 'members.yaml')} cannot be read. Local mode fills an empty data folder from there: put the sample beside the partnership file, or set BOT_ID.`,
      ],
    });
    assert.deepEqual(store.journal, []);
  });

  it('tells of somebody who stands in for a post until a day before the first', () => {
    const posts = [
      '  - name: Chair of the Board',
      '    holders: [chair@kent.example]',
      '    deputies:',
      '      - { email: sam@kent.example, from: 2026-12-01, to: 2026-12-01 }',
      '      - { email: sam@kent.example, from: 2026-12-02, to: 2026-12-01 }',
    ];

    const faults = faultsOf(`${whole}posts:\n${posts.join('\n')}\n`);

    assert.deepEqual(faults, ['FILE, line 28: posts 1 deputies 2 to must not be before from.']);
  });

  it('tells of seats that are no organisation, that are there twice, or whose deputy ends before beginning', () => {
    const seats = [
      '    - organisation: kent-police',
      '      deputies: [{ email: a@b.example, from: 2026-02-01, to: 2026-01-01 }]',
      '    - organisation: kent-police',
      '    - organisation: nobody',
    ];

    const faults = faultsOf(`${whole}grants:\n  team_organisations: [us]\n  seats:\n${seats.join('\n')}\n`);

    assert.deepEqual(faults, [
      'FILE, line 24: grants team_organisations 1 names us, which is not one of the organisations.',
      'FILE, line 27: grants seats 1 deputies 1 to must not be before from.',
      'FILE, line 28: grants seats 2 organisation has a seat already (kent-police).',
      'FILE, line 29: grants seats 3 organisation names nobody, which is not one of the organisations.',
    ]);
  });

  it('tells what is wrong with the other settings of the grants', () => {
    const section = `grants:
  urgent: { decided_by: the chair, up_to_pounds: 0 }
  update_every_weeks: 53
  voting: { rule: applause, threshold: 101, quorum_over: week }
  remind_days_before_deadline: -1
  seats:
    - organisation: kent-police
      voter: megan
      deputies: [{ email: nobody, from: 2026-13-01, to: soon }]
`;

    assert.deepEqual(faultsOf(`${whole}${section}`), [
      'FILE, line 24: grants urgent decided_by must be an e-mail address.',
      'FILE, line 24: grants urgent up_to_pounds must be a whole number from 1 to 1000000.',
      'FILE, line 25: grants update_every_weeks must be a whole number from 1 to 52.',
      'FILE, line 26: grants voting rule must be consensus, majority, threshold or ranking.',
      'FILE, line 26: grants voting threshold must be a whole number from 1 to 100.',
      'FILE, line 26: grants voting quorum_over must be ballot or proposal.',
      'FILE, line 27: grants remind_days_before_deadline must be a whole number from 0 to 30.',
      'FILE, line 30: grants seats 1 voter must be an e-mail address.',
      'FILE, line 31: grants seats 1 deputies 1 email must be an e-mail address.',
      'FILE, line 31: grants seats 1 deputies 1 from must be a date like 2026-11-20.',
      'FILE, line 31: grants seats 1 deputies 1 to must be a date like 2026-11-20.',
    ]);
    assert.deepEqual(faultsOf(`${whole}grants:\n  urgent: {}\n`), [
      'FILE, line 24: grants urgent decided_by is missing.',
      'FILE, line 24: grants urgent up_to_pounds is missing.',
    ]);
  });

  it('keeps the bot from starting, with the faults of the environment in the same breath', async () => {
    writeFileSync(file, shipped.replace('quorum: 4', 'quorum: 7').replace('short_name: KCSP\n', ''));
    const quorum = readFileSync(file, 'utf8').split('\n').indexOf('  quorum: 7') + 1;
    const dataFolder = path.join(folder, 'data');

    const ran = await runBot({ PORT: 'teams', LOG_LEVEL: 'loud', PARTNERSHIP: file, DATA_DIR: dataFolder });

    const lines = ran.stderr.replaceAll(file, 'FILE').trim().split('\n');
    assert.deepEqual(lines, [
      'PORT must be a number.',
      'LOG_LEVEL must be fatal, error, warn, info, debug or silent.',
      'FILE, line 1: short_name is missing.',
      `FILE, line ${quorum}: working_group quorum is more than the 6 responsible authorities.`,
    ]);
    assert.equal(ran.code, 1);
    assert.equal(ran.stdout, '');
    assert.throws(() => readFileSync(dataFolder), { code: 'ENOENT' });
  });
});
