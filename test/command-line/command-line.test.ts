import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { commands, help, overview } from '../../src/command-line/commands.js';
import { roundtable, runBot, startBot, temporaryFolder } from '../support/command-line.js';
import type { RunningBot } from '../support/command-line.js';

const heading = 'number,priority,priority_lead,aim,action,cross_cutting_themes';
const plan = `${heading}\n1.1,Road Safety,TBC,Fewer casualties,Run a workshop,Education\n`;
const same = 'The plan is the same already. Nothing changes.\n';

describe('the command line', function () {
  this.timeout(60_000);

  let folder: string;
  let remove: () => Promise<void>;

  beforeEach(async () => {
    ({ folder, remove } = await temporaryFolder());
  });

  afterEach(() => remove());

  const inFolder = (name: string): string => path.join(folder, name);

  async function file(name: string, content: string): Promise<string> {
    await writeFile(inFolder(name), content);
    return inFolder(name);
  }

  it('imports a plan: shows it, does nothing unasked, does it with --yes, and the second time finds nothing', async () => {
    const settings = { DATA_DIR: inFolder('data') };
    const name = await file('plan.csv', plan);
    const words = ['import', 'plan', name];

    const shown = await roundtable(words, settings);
    const done = await roundtable([...words, '--yes'], settings);
    const again = await roundtable([...words, '--yes'], settings);

    const change = 'add     1.1  Run a workshop\n1 action added, 0 changed, 0 removed.\n';
    const nobody = 'Nobody can be asked here. Add --yes to do it without asking.\n';
    assert.deepEqual(shown, { code: 1, stdout: change, stderr: nobody });
    assert.deepEqual(done, {
      code: 0,
      stdout: `${change}Done. 1 action added, 0 changed, 0 removed.\n`,
      stderr: '',
    });
    assert.deepEqual(again, { code: 0, stdout: same, stderr: '' });
  });

  it('says in a sentence what is wrong with a command, a file or a folder', async () => {
    const faulty = await file('faulty.csv', `${heading}\n1.1,,Chief Officer,A,T,\n1.1,P,TBC,A,T,\n`);
    const beyond = path.join(faulty, 'data');
    const data = { DATA_DIR: inFolder('data') };

    const [command, imported, missing, unwritable, noData] = await Promise.all([
      roundtable(['improt', 'plan', faulty], data),
      roundtable(['import', 'plan', faulty, '--yes'], data),
      roundtable(['import', 'plan', inFolder('none.csv')], data),
      roundtable(['import', 'plan', faulty], { DATA_DIR: beyond }),
      roundtable(['verify', inFolder('nowhere')], data),
    ]);

    assert.equal(
      command.stderr,
      "There is no command 'improt'. Say npm run roundtable -- help to see them all.\n",
    );
    assert.deepEqual(imported.stderr.split('\n'), [
      "Line 2: 'priority' is empty.",
      "Line 2: 'Chief Officer' is no post of the partnership file. Add it under posts, or write TBC.",
      'Line 3: the number 1.1 stands in line 2 already.',
      'Nothing was imported.',
      '',
    ]);
    assert.equal(missing.stderr, `${inFolder('none.csv')} cannot be read. Check the name of the file.\n`);
    assert.match(
      unwritable.stderr,
      /^The data folder \S+ cannot be made \(.+\)\. Make it yourself, or set DATA_DIR to a folder that this user may write to\.\n$/,
    );
    assert.equal(
      noData.stdout + noData.stderr,
      `There is no data of Roundtable in ${inFolder('nowhere')}.\n`,
    );
    assert.deepEqual(
      [command, imported, missing, unwritable, noData].map(({ code }) => code),
      [1, 1, 1, 1, 1],
    );
  });
});

describe('the help of the command line', function () {
  this.timeout(60_000);

  it('lists every command, and every command explains itself', () => {
    const all = overview();

    for (const command of commands) {
      assert.ok(all.includes(`  ${command.usage} `), command.name);
      assert.ok(all.includes(command.summary), command.name);
      assert.ok(help(command).startsWith(`npm run roundtable -- ${command.usage}\n\n${command.summary}\n\n`));
    }
    assert.deepEqual(commands.map(({ name }) => name).sort(), [
      ...['backup', 'doctor', 'export', 'import', 'load', 'restore', 'verify'],
    ]);
  });

  it('is shown for help, for no words at all, and for --help behind a command, with exit code 0', async () => {
    const [nothing, asked, ofOne, alsoOfOne] = await Promise.all([
      roundtable([], {}),
      roundtable(['help'], {}),
      roundtable(['load', '--help'], {}),
      roundtable(['help', 'load'], {}),
    ]);

    const whole = { code: 0, stdout: `${overview()}\n`, stderr: '' };
    assert.deepEqual([nothing, asked], [whole, whole]);
    assert.match(ofOne.stdout, /^npm run roundtable -- load <file>\n/);
    assert.deepEqual(alsoOfOne, ofOne);
  });
});

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
    await bot.kill();
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
      roundtable(['verify'], settings),
      roundtable(['backup', copy], settings),
    ]);
    const [intoUsed, intoNew] = await Promise.all([
      roundtable(['restore', copy], settings),
      roundtable(['restore', copy], { DATA_DIR: inFolder('new') }),
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

    const exported = await roundtable(['export', one], settings);
    const [loaded, again, inUse] = await Promise.all([
      roundtable(['load', one], other),
      roundtable(['export', one], settings),
      roundtable(['load', one], settings),
    ]);
    const [toFile, toOutput, verified, twice] = await Promise.all([
      roundtable(['export', two], other),
      roundtable(['export', '-'], other),
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

    const done = await roundtable([...words, '--yes'], settings);
    const throughTheBot = await roundtable(words, settings);
    const printed = bot.output();
    await bot.kill();
    const alone = await roundtable(words, settings);

    assert.match(done.stdout, /\nDone\. 0 actions added, 1 changed, 24 removed\.\n$/);
    assert.deepEqual([done.code, done.stderr], [0, '']);
    assert.doesNotMatch(printed, /Error/);
    assert.deepEqual(throughTheBot, { code: 0, stdout: same, stderr: '' });
    assert.deepEqual(alone, throughTheBot);
  });
});
