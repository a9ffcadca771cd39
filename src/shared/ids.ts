import { randomBytes } from 'node:crypto';

// No vowels (no words by accident), no 0, 1 or l (no mix-ups when read aloud).
const ALPHABET = 'bcdfghjkmnpqrstvwxz23456789';

/** A random id: 16 characters of a 27-letter alphabet, 76 bits. */
export function newId(): string {
  let id = '';
  while (id.length < 16) {
    for (const byte of randomBytes(24)) {
      // 243 = 9 * 27: bytes above it would favour the first letters.
      if (byte < 243 && id.length < 16) id += ALPHABET[byte % ALPHABET.length];
    }
  }
  return id;
}
