/** A zip file that depends on nothing but what is in it. */
import { zipSync } from 'fflate';

/**
 * Files by name, in this order. They are stored as they are: the pictures are packed already, and no
 * version of a packer can change the bytes.
 */
export function zipOf(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  // A zip keeps local time without saying where: the parts of this date are the same everywhere.
  return zipSync({ ...files }, { level: 0, mtime: new Date(1980, 0, 1) });
}
