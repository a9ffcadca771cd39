/**
 * A deeply frozen copy of a value as JSON will give it back, so that memory never holds what the
 * disk cannot: properties that are undefined are left out.
 * @throws {TypeError} naming the path of anything that is not plain JSON (a Date, NaN, a Map ...)
 */
export function plainCopy(value: unknown, path: string): unknown {
  try {
    return copyOf(value);
  } catch (error) {
    if (error instanceof NotPlain) throw new TypeError(`${path}${error.where} ${error.message}`);
    throw error;
  }
}

/** Gathers the path on its way up: spelling it out on the way down would cost every record. */
class NotPlain extends Error {
  where = '';
}

function copyOf(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value;
  if (Array.isArray(value)) {
    return Object.freeze(value.map((item: unknown, index) => within(item, index)));
  }
  if (!isPlainObject(value)) throw new NotPlain('is not plain JSON');
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (item === undefined) continue;
    // Assigning to `__proto__` would set the prototype and lose what was typed.
    if (key === '__proto__') throw new NotPlain('has a property named __proto__');
    copy[key] = within(item, key);
  }
  return Object.freeze(copy);
}

function within(item: unknown, key: string | number): unknown {
  try {
    return copyOf(item);
  } catch (error) {
    if (error instanceof NotPlain)
      error.where = `${typeof key === 'number' ? `[${key}]` : `.${key}`}${error.where}`;
    throw error;
  }
}

/** Freezes what JSON.parse gave, all the way down, and returns it. */
export function freezeDeep<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freezeDeep);
    Object.freeze(value);
  }
  return value;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
