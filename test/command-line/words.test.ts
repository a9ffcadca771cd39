import assert from 'node:assert/strict';
import { readWords } from '../../src/command-line/words.js';

const usage = 'import <kind> <file> [--yes]';

function faultOf(usageOfCommand: string, ...typed: readonly string[]): string {
  try {
    readWords(usageOfCommand, typed);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe('readWords', () => {
  it('gives the words, and the options that stand anywhere among them', () => {
    assert.deepEqual(readWords(usage, ['plan', 'a.csv']), { given: ['plan', 'a.csv'], options: [] });
    assert.deepEqual(readWords(usage, ['--yes', 'plan', 'a.csv']), {
      given: ['plan', 'a.csv'],
      options: ['--yes'],
    });
    assert.deepEqual(readWords('verify [folder]', []), { given: [], options: [] });
  });

  it('takes a file whose name begins with a hyphen behind --', () => {
    assert.deepEqual(readWords(usage, ['plan', '--', '--yes']), { given: ['plan', '--yes'], options: [] });
  });

  it('names the word that is missing, and shows the whole command', () => {
    const right = 'Say it like this: npm run roundtable -- import <kind> <file> [--yes]';

    assert.equal(faultOf(usage), `The kind is missing. ${right}`);
    assert.equal(faultOf(usage, 'plan', '--yes'), `The file is missing. ${right}`);
    assert.match(faultOf('backup <folder>'), /^The folder is missing\. /);
    assert.match(faultOf('restore <backup>'), /^The backup is missing\. /);
  });

  it('names the word that is too many', () => {
    assert.match(
      faultOf(usage, 'plan', 'a.csv', 'b.csv'),
      /^'b\.csv' is one word too many\. Say it like this: /,
    );
    assert.match(faultOf('verify [folder]', 'a', 'b'), /^'b' is one word too many\. /);
  });

  it('refuses an option that the command does not have', () => {
    assert.match(faultOf(usage, 'plan', 'a.csv', '--force'), /^There is no option --force\. /);
    assert.match(faultOf('backup <folder>', '--yes', 'a'), /^There is no option --yes\. /);
    assert.match(faultOf(usage, '-y', 'plan', 'a.csv'), /^There is no option -y\. /);
    assert.match(faultOf(usage, 'plan', 'a.csv', '--yes=no'), /^There is no option --yes\. /);
  });
});
