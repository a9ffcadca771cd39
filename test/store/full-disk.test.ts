import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { personNamed } from '../../env/local/people.js';
import { collections } from '../../src/collections.js';
import { readRecords } from '../../src/store/records.js';
import { verifyFolder } from '../../src/store/verify.js';
import { answers } from '../../src/workflows/check-ins/answer/answer.js';
import { anActivity } from '../bot/activities.js';
import { startBot, temporaryFolder, type RunningBot } from '../support/command-line.js';
import { startConnector, type ConnectorStandIn } from '../support/connector.js';
import { buttonsOf } from '../support/house.js';

interface Answer {
  readonly type: string;
  readonly value: object | string;
}

interface Button {
  readonly verb: string;
  readonly data: object;
}

const CARD = 'application/vnd.microsoft.card.adaptive';

interface Fault {
  begin(): void;
  end(): void;
}

/** Where the data folder lies, and how it fills up. */
interface Disk extends Fault {
  readonly place: string;
  remove(): void;
}

/** A file system of 2 MB of its own: only root may make one, and only on Linux. */
function aSmallDisk(folder: string): Disk | undefined {
  const place = path.join(folder, 'disk');
  mkdirSync(place);
  try {
    run('mount', '-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', place);
  } catch {
    return undefined;
  }
  const ballast = path.join(place, 'ballast');
  return {
    place,
    begin: () => fillUp(ballast),
    end: () => rmSync(ballast),
    remove: () => run('umount', place),
  };
}

function run(program: string, ...words: readonly string[]): void {
  execFileSync(program, words, { stdio: 'ignore' });
}

function fillUp(file: string): void {
  const handle = openSync(file, 'w');
  try {
    for (;;) writeSync(handle, Buffer.alloc(4096));
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC');
  } finally {
    closeSync(handle);
  }
}

/** What the module does that each bot here is started with, while its sign is there. */
function signalled(sign: string, code: 'ENOSPC' | 'EIO'): Fault {
  return { begin: () => writeFileSync(sign, code), end: () => rmSync(sign) };
}

describe('A bot whose disk fails', function () {
  this.timeout(60_000);

  const megan = personNamed('Megan Bowen');
  const module = new URL('../support/failing-disk.mjs', import.meta.url).href;
  let dataFolder: string;
  let sign: string;
  let disk: Disk;
  let remove: () => Promise<void>;
  let connector: ConnectorStandIn;
  let bot: RunningBot;

  before(async () => {
    const { folder, remove: removeFolder } = await temporaryFolder();
    remove = removeFolder;
    sign = path.join(folder, 'the-disk-fails');
    disk = aSmallDisk(folder) ?? { place: folder, ...signalled(sign, 'ENOSPC'), remove: () => undefined };
    dataFolder = path.join(disk.place, 'data');
    connector = await startConnector();
    await start();
  });

  after(async () => {
    await bot?.kill();
    await connector.close();
    disk.remove();
    await remove();
  });

  async function start(): Promise<void> {
    const env = { FAILING_DISK: sign, NODE_OPTIONS: `--import=${module}` };
    bot = await startBot({ dataFolder, env });
  }

  async function press({ verb, data }: Button): Promise<Answer> {
    const activity = anActivity(connector.serviceUrl, {
      type: 'invoke',
      name: 'adaptiveCard/action',
      from: { id: megan.user, name: megan.name, aadObjectId: megan.objectId },
      conversation: { id: 'a:megan', conversationType: 'personal', tenantId: megan.tenant },
      channelData: { tenant: { id: megan.tenant } },
      value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    });
    const response = await fetch(`${bot.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
    return (await response.json()) as Answer;
  }

  function buttonOf({ value }: Answer, verb: string): Button {
    const found = buttonsOf(value as object).find((each) => each.verb === verb);
    assert.ok(found, `no button ${verb} on ${JSON.stringify(value)}`);
    return found;
  }

  /** What Megan's answer says in the folder. */
  async function recorded(): Promise<readonly string[]> {
    return (await readRecords(dataFolder, collections)).of(answers).map(({ done }) => done);
  }

  const faults: readonly (readonly [string, () => Fault])[] = [
    ['is full', () => disk],
    ['no longer keeps what it was given', () => signalled(sign, 'EIO')],
  ];

  const kept: string[] = [];

  // One after the other on the same folder, an action each: each bot that comes back is the next one's to lose.
  for (const [rule, make] of faults) {
    it(`that ${rule}, says that nothing was saved, ends, and comes back with everything it had acknowledged`, async () => {
      const fault = make();
      const list = await press({ verb: 'roundtable/say', data: { phrase: 'my actions' } });
      const form = await press(buttonOf(list, 'check-ins/update'));
      const { verb, data } = buttonOf(form, 'check-ins/save');
      const save = (done: string): Promise<Answer> =>
        press({ verb, data: { ...data, status: 'complete', rag: 'green', done } });
      let acknowledged = `All of it, before the disk that ${rule}`;
      assert.equal((await save(acknowledged)).type, CARD);

      fault.begin();
      let refused: Answer | undefined;
      // What is left of a block may still take a press or two, and those are saved.
      for (let count = 1; refused === undefined && count < 50; count += 1) {
        const words = `${'Some more words, so that a block is soon full. '.repeat(20)}${count}`;
        const answer = await save(words);
        if (answer.type === CARD) acknowledged = words;
        else refused = answer;
      }
      const ready = await fetch(`${bot.url}/readyz`);
      const reading = await press({ verb: 'roundtable/say', data: { phrase: 'my actions' } });

      const nothing = /^I cannot write to my disk, so nothing was saved\. Keep what you typed and/;
      assert.match(refused?.value as string, nothing);
      assert.match(reading.value as string, nothing);
      assert.equal(ready.status, 503);
      assert.match(await bot.ended, /ended with exit code 1\.$/);

      fault.end();
      kept.push(acknowledged);
      assert.deepEqual([...(await recorded())].sort(), kept.toSorted());
      await start();
      const after = await press(buttonOf(list, 'check-ins/update'));
      assert.match(JSON.stringify(after.value), new RegExp(acknowledged.slice(-20)));
    });
  }

  it('stops in order afterwards, with every entry as it was written', async () => {
    const kept = await recorded();
    await bot.stop();

    assert.deepEqual(await recorded(), kept);
    assert.equal((await verifyFolder(dataFolder)).ok, true);
  });
});
