/** A request that is not taken: a status and one fixed sentence, with nothing of the request in it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly sentence: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(sentence);
    this.name = 'Refusal';
  }
}

/** How long the service should wait before it delivers again what could not be taken now. */
export const TRY_LATER = { 'retry-after': '5' } as const;
