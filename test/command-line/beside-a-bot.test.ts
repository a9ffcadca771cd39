import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { roundtable, roundtableProgram, runBot, startBot, temporaryFolder } from '../support/command-line.js';
import type { RunningBot } from '../support/command-line.js';

const plan = [
  'number,priority,priority_lead,aim,action,cross_cutting_themes',
  '1.1,Road Safety,TBC,Fewer casualties,Run a workshop,Education\n',
].join('\n');

describe('the command line beside a running bot', function () {
  this.timeout(60_000);

  let dataFolder: string;
  let removeData: () => Promise<void>;
  let folder: string;
  let remove: () => Promise<void>;
  let bot: RunningBot;

  // One bot for all of them: a start takes seconds.
  before(async () => {
    ({ folder: dataFolder, remove: removeData } = await temporaryFolder());
    bot = await startBot({ dataFolder });
  });

  after(async () => {
    await bot?.kill();
    await removeData();
  });

  beforeEach(async () => {
    ({ folder, remove } = await temporaryFolder());
  });

  afterEach(() => remove());

  const inFolder = (name: string): string => path.join(folder, name);

  it('verifies the data, and backs it up to be restored into an empty folder and no other', async () => {
    const settings = { DATA_DIR: dataFolder };
    const copy = inFolder('copy');

    const [checked, backedUp] = await Promise.all([
      roundtableProgram(['verify'], settings),
      roundtableProgram(['backup', copy], settings),
    ]);
    const [intoUsed, intoNew] = await Promise.all([
      roundtable(['restore', copy], settings),
      roundtableProgram(['restore', copy], { DATA_DIR: inFolder('new') }),
    ]);

    const sound = backedUp.stdout.replace('Backed up: ', '');
    assert.match(sound, /^\d+ entries, \d+ records in the checkpoint; the last entry is of .+\.\n$/);
    assert.deepEqual(checked, { code: 0, stdout: `${dataFolder} is sound: ${sound}`, stderr: '' });
    assert.deepEqual(intoNew, {
      code: 0,
      stdout: `Restored into ${inFolder('new')}: ${sound}`,
      stderr: '',
    });
    assert.deepEqual(intoUsed, {
      code: 1,
      stdout: '',
      stderr: `The folder ${dataFolder} is not empty. Name an empty or a new one: nothing is ever overwritten.\n`,
    });
  });

  it('exports every record beside the bot, loads them into an empty folder, and gives the same bytes again', async () => {
    const settings = { DATA_DIR: dataFolder };
    const other = { DATA_DIR: inFolder('other') };
    const [one, two] = [inFolder('one.jsonl'), inFolder('two.jsonl')];

    const exported = await roundtableProgram(['export', one], settings);
    const [loaded, again, inUse] = await Promise.all([
      roundtable(['load', one], other),
      roundtable(['export', one], settings),
      roundtable(['load', one], settings),
    ]);
    const [toFile, toOutput, verified, twice] = await Promise.all([
      roundtable(['export', two], other),
      roundtableProgram(['export', '-'], other),
      roundtable(['verify'], other),
      roundtable(['load', one], other),
    ]);

    const bytes = await readFile(one, 'utf8');
    const records = bytes.split('\n').length - 2;
    assert.ok(records > 30);
    assert.deepEqual(exported, { code: 0, stdout: `Exported ${records} records to ${one}.\n`, stderr: '' });
    assert.deepEqual(loaded, {
      code: 0,
      stdout: `Loaded ${records} records into ${other.DATA_DIR}.\n`,
      stderr: '',
    });
    assert.equal(await readFile(two, 'utf8'), bytes);
    assert.deepEqual(toOutput, { code: 0, stdout: bytes, stderr: '' });
    assert.deepEqual([toFile.code, verified.code], [0, 0]);
    assert.deepEqual(
      [again.code, again.stderr],
      [1, 'The file is there already: name another one. Nothing was exported.\n'],
    );
    assert.match(inUse.stderr, /^The data folder \S+ is in use by process \d+ on /);
    assert.match(twice.stderr, /^The data folder \S+ is not empty\. Set DATA_DIR to an empty or a new one/);
    assert.deepEqual([inUse.code, twice.code], [1, 1]);
  });

  it('writes what is kept about a person, and nothing for an address that nobody has', async () => {
    const settings = { DATA_DIR: dataFolder };

    const [about, nobody] = await Promise.all([
      roundtable(['about', 'Megan.Bowen@kent-police.example', '-'], settings),
      roundtable(['about', 'nobody@kent.example', inFolder('nobody.jsonl')], settings),
    ]);

    const [head = '', ...lines] = about.stdout.trimEnd().split('\n');
    assert.deepEqual(JSON.parse(head), {
      ...{ roundtable: 'about', address: 'megan.bowen@kent-police.example' },
      records: lines.length,
    });
    const found = new Set(lines.map((line) => (JSON.parse(line) as { collection: string }).collection));
    assert.ok(found.has('directory.members') && found.has('check-ins.asks'), [...found].join());
    assert.deepEqual(nobody, {
      ...{ code: 1, stdout: '' },
      stderr: 'No record names nobody@kent.example. Check the address; nothing was written.\n',
    });
  });

  it('has a doctor, who ends with 1 and a sentence for a broken set-up, and with 0 beside the bot', async () => {
    const PORT = String(bot.port);
    await writeFile(inFolder('a-file'), '');

    const [running, aFile, taken] = await Promise.all([
      roundtableProgram(['doctor', '--full'], { DATA_DIR: dataFolder, PORT }),
      roundtable(['doctor'], { DATA_DIR: inFolder('a-file'), PORT: 'many' }),
      roundtable(['doctor'], { DATA_DIR: folder, PORT }),
    ]);

    assert.match(
      running.stdout,
      new RegExp(`^ok       Port         The bot runs on ${PORT} and is ready\\.$`, 'm'),
    );
    assert.match(running.stdout, /^No problem was found\.\n$/m);
    assert.match(aFile.stdout, /^problem  Settings     PORT must be a number\.$/m);
    assert.match(aFile.stdout, /^problem  Data folder  \S+ is a file\. Set DATA_DIR to a folder\.$/m);
    assert.match(aFile.stdout, /^2 problems found\.\n$/m);
    assert.match(
      taken.stdout,
      /^problem  Port .* is in use by another Roundtable, with another data folder\./m,
    );
    assert.deepEqual(
      [running, aFile, taken].map(({ code, stderr }) => [code, stderr]),
      [
        [0, ''],
        [1, ''],
        [1, ''],
      ],
    );
  });

  it('leaves the bot alone on its folder and its port', async () => {
    const PORT = String(bot.port);

    const [folderInUse, portInUse] = await Promise.all([
      runBot({ DATA_DIR: dataFolder, LOG_LEVEL: 'silent' }),
      runBot({ DATA_DIR: inFolder('other'), LOG_LEVEL: 'silent', PORT }),
    ]);
    const ready = await fetch(`${bot.url}/readyz`);

    assert.match(
      folderInUse.stderr,
      /^The data folder \S+ is in use by process \d+ on \S+, since \S+\. Stop that one first, or set DATA_DIR to another folder\.\n$/,
    );
    assert.equal(
      portInUse.stderr,
      `Port ${PORT} is in use by another program. Stop that program, or set PORT to another number.\n`,
    );
    assert.deepEqual([folderInUse.code, folderInUse.stdout], [1, '']);
    assert.deepEqual([portInUse.code, portInUse.stdout], [1, '']);
    assert.deepEqual(await ready.json(), { ready: true });
  });

  it('lets nobody at the bot who cannot read its folder', async () => {
    const door = JSON.parse(await readFile(path.join(dataFolder, 'control.json'), 'utf8')) as {
      port: number;
    };
    const keys = ['', 'Bearer ', `Bearer ${'0'.repeat(64)}`, `Bearer ${'é'.repeat(64)}`];

    const answers = await Promise.all(
      keys.map((authorization) =>
        fetch(`http://127.0.0.1:${door.port}/import`, { method: 'POST', headers: { authorization } }),
      ),
    );

    assert.deepEqual(
      answers.map(({ status }) => status),
      [403, 403, 403, 403],
    );
  });

  it('imports through the bot, and finds the same in the folder when the bot is gone', async () => {
    const settings = { DATA_DIR: dataFolder };
    await writeFile(inFolder('plan.csv'), plan);
    const words = ['import', 'plan', inFolder('plan.csv')];

    const done = await roundtableProgram([...words, '--yes'], settings);
    const throughTheBot = await roundtable(words, settings);
    const printed = bot.output();
    await bot.kill();
    const alone = await roundtable(words, settings);

    assert.match(done.stdout, /\nDone\. 0 actions added, 1 changed, 24 removed\.\n$/);
    assert.deepEqual([done.code, done.stderr], [0, '']);
    assert.doesNotMatch(printed, /Error/);
    assert.deepEqual(throughTheBot, {
      code: 0,
      stdout: 'The plan is the same already. Nothing changes.\n',
      stderr: '',
    });
    assert.deepEqual(alone, throughTheBot);
  });
});
