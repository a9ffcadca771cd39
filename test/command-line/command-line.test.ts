import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { commands, overview } from '../../src/command-line/commands.js';
import { roundtable, roundtableProgram, temporaryFolder } from '../support/command-line.js';

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

    const shown = await roundtableProgram(words, settings);
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
      roundtableProgram(['improt', 'plan', faulty], data),
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

  it('lists every command, and every command explains itself', async () => {
    const all = overview();

    for (const command of commands) {
      assert.ok(all.includes(`  ${command.usage} `), command.name);
      assert.ok(all.includes(command.summary), command.name);
      const { stdout } = await roundtable(['help', command.name], {});
      assert.ok(stdout.startsWith(`npm run roundtable -- ${command.usage}\n\n${command.summary}\n\n`));
    }
    assert.deepEqual(commands.map(({ name }) => name).sort(), [
      ...['about', 'backup', 'doctor', 'export', 'import', 'load', 'restore', 'verify'],
    ]);
  });

  it('is shown for help, for no words at all, and for --help behind a command, with exit code 0', async () => {
    const [nothing, asked, ofOne, alsoOfOne] = await Promise.all([
      roundtableProgram([], {}),
      roundtableProgram(['help'], {}),
      roundtableProgram(['load', '--help'], {}),
      roundtableProgram(['help', 'load'], {}),
    ]);

    const whole = { code: 0, stdout: `${overview()}\n`, stderr: '' };
    assert.deepEqual([nothing, asked], [whole, whole]);
    assert.match(ofOne.stdout, /^npm run roundtable -- load <file>\n/);
    assert.deepEqual(alsoOfOne, ofOne);
  });
});
