import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { withProgress } from '../../src/command-line/progress.js';

function aTerminal(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

describe('progress', () => {
  it('is shown on a terminal for long work, and wiped away after it', async () => {
    const terminal = aTerminal(true);

    const result = await withProgress(terminal, 'Copying', async (report) => {
      await sleep(600);
      report(0.456);
      await sleep(300);
      return 'done';
    });

    assert.equal(result, 'done');
    assert.match(terminal.written.join(''), /\r\x1b\[2KCopying: 45 %, 1 s/);
    assert.equal(terminal.written.at(-1), '\r\x1b[2K');
  });

  it('is wiped away when the work fails', async () => {
    const terminal = aTerminal(true);
    const work = async (): Promise<never> => {
      await sleep(900);
      throw new Error('no');
    };

    await assert.rejects(withProgress(terminal, 'Copying', work), /no/);

    assert.equal(terminal.written.at(-1), '\r\x1b[2K');
  });

  it('is not shown for short work', async () => {
    const terminal = aTerminal(true);

    await withProgress(terminal, 'Copying', async (report) => report(1));

    assert.deepEqual(terminal.written, []);
  });

  it('is not written where nobody watches', async () => {
    const terminal = aTerminal(false);

    await withProgress(terminal, 'Copying', async (report) => {
      await sleep(700);
      report(1);
    });

    assert.deepEqual(terminal.written, []);
  });
});
