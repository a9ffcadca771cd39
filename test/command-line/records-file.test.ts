import assert from 'node:assert/strict';
import { linesOf, readFileInto } from '../../src/command-line/records-file.js';
import { SetupError } from '../../src/shared/errors.js';
import { openFilling } from '../../src/store/fill.js';
import { notes } from '../store/support.js';

const head = (records: number, format = 1): string =>
  JSON.stringify({ roundtable: 'records', format, records });

function line(record: object = {}, others: object = {}): string {
  const whole = { id: 'n1', version: 3, topic: 'roads', rank: 1, ...record };
  return JSON.stringify({ collection: 'test.notes', schema: 1, record: whole, ...others });
}

async function* pieces(content: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

/** Reads it in pieces that end anywhere. */
function read(content: string | Uint8Array, size = 7): Promise<number> {
  return readFileInto(openFilling([notes]), linesOf(pieces(Buffer.from(content), size)));
}

async function faultsOf(content: string | Uint8Array): Promise<readonly string[]> {
  const error = await read(content).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof SetupError);
  return error.faults;
}

describe('a file of records', () => {
  it('is read whatever its text holds and its lines end with', async () => {
    const odd = line({ text: 'one\u2028two\u2029three ü 🦊' });
    const windows = `\ufeff${head(2)}\r\n${odd}\r\n${line({ id: 'n2' })}`;

    assert.equal(await read(`${head(1)}\n${odd}\n`), 1);
    assert.equal(await read(windows), 2);
    assert.equal(await read(head(0)), 0);
  });

  it('is refused at once when it is not ours, or of a format from the future', async () => {
    assert.deepEqual(await faultsOf(''), ['The file is empty.']);
    assert.deepEqual(await faultsOf(`${line()}\n`), [
      'Line 1: this is not the beginning of a file that export wrote.',
    ]);
    assert.deepEqual(await faultsOf(`${head(1, 2)}\nnonsense\n`), [
      'Line 1: this has format 2, which this version of Roundtable does not know. Load it with the version that wrote it, or a newer one.',
    ]);
  });

  it('is refused with every fault and its line', async () => {
    const lines = [
      head(10),
      line(),
      'nonsense',
      line({}, { collection: 'test.unknown' }),
      line({ id: 'n2' }, { schema: 2 }),
      line(),
      line({ id: 'n3', version: 0 }),
      line({ id: 'n4', topic: ['a', 'list'] }),
      line({ id: 'n5' }, { extra: true }),
      line({ id: 'n6' }).replace('"rank"', '"__proto__"'),
    ];

    assert.deepEqual(await faultsOf(lines.join('\n')), [
      'Line 3: this is not JSON.',
      'Line 4: "test.unknown" is no collection that this version of Roundtable knows.',
      'Line 5: "test.notes" is of schema 2; this version of Roundtable knows only up to 1.',
      'Line 6: test.notes n1 is there twice.',
      'Lines 7 and 9: this is no record: it takes a collection, a schema, and a record with its id and version.',
      'Line 8: test.notes n4 cannot be taken (topic is indexed, so it cannot hold a list or an object).',
      'Line 10: test.notes n6 cannot be taken (n6 has a property named __proto__).',
      'Line 1: the file was made with 10 records and holds 9: its end is missing.',
    ]);
  });

  it('is refused when its end is missing, when something was added, and when its bytes are no text', async () => {
    assert.deepEqual(await faultsOf(`${head(2)}\n${line()}\n`), [
      'Line 1: the file was made with 2 records and holds 1: its end is missing.',
    ]);
    assert.deepEqual(await faultsOf(`${head(0)}\n${line()}\n`), [
      'Line 1: the file was made with 0 records and holds 1: something was added.',
    ]);
    const bytes = Buffer.from(`${head(1)}\n${line({ text: 'X' })}\n`);
    bytes[bytes.indexOf('X')] = 0xff;
    assert.deepEqual(await faultsOf(bytes), ['Line 2: this is not JSON.']);
  });

  it('names many lines with the same fault in one sentence', async () => {
    const content = [head(20), ...Array.from({ length: 20 }, () => 'nonsense')].join('\n');

    assert.deepEqual(await faultsOf(content), ['Lines 2, 3, 4 and 17 more: this is not JSON.']);
  });
});
