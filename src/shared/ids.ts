import { randomBytes } from 'node:crypto';

// No vowels (no words by accident), no 0, 1 or l (no mix-ups when read aloud).
const ALPHABET = 'bcdfghjkmnpqrstvwxz23456789';

/** Asked of the system for a hundred ids at once: asking takes longer than making one. */
const BYTES = 2048;
let bytes = Buffer.alloc(0);
let used = 0;

function nextByte(): number {
  if (used === bytes.length) {
    bytes = randomBytes(BYTES);
    used = 0;
  }
  used += 1;
  return bytes[used - 1] ?? 0;
}

/** A random id: 16 characters of a 27-letter alphabet, 76 bits. */
export function newId(): string {
  let id = '';
  while (id.length < 16) {
    const byte = nextByte();
    // 243 = 9 * 27: bytes above it would favour the first letters.
    if (byte < 243) id += ALPHABET[byte % ALPHABET.length];
  }
  return id;
}
