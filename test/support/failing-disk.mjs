/**
 * For node's --import: a disk that fails under the journal once the file that FAILING_DISK names is
 * there. The file holds the error's code: ENOSPC fails a write half-way, EIO fails the flush after it.
 */
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const anyFile = await open(fileURLToPath(import.meta.url));
const handles = Object.getPrototypeOf(anyFile);
await anyFile.close();
const { appendFile, datasync } = handles;

function fault() {
  try {
    return readFileSync(process.env.FAILING_DISK, 'utf8');
  } catch {
    return '';
  }
}

function failed(code) {
  return Object.assign(new Error(`${code}: the disk of this test fails`), { code });
}

handles.appendFile = async function (text) {
  if (fault() !== 'ENOSPC') return appendFile.call(this, text);
  await appendFile.call(this, text.slice(0, text.length / 2));
  throw failed('ENOSPC');
};

handles.datasync = async function () {
  if (fault() === 'EIO') throw failed('EIO');
  return datasync.call(this);
};
