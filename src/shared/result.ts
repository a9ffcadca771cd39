/** What is wrong with what was typed: a sentence for each field, all at once. */
export type Problems = Readonly<Record<string, string>>;

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Invalid {
  readonly ok: false;
  readonly problems: Problems;
}

export type Result<T> = Ok<T> | Invalid;

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function invalid(problems: Problems): Invalid {
  return { ok: false, problems };
}
