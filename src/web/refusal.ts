/** A request that is not taken: a status and a sentence for whoever reads the page. */
export class PageRefusal extends Error {
  constructor(
    readonly status: number,
    readonly sentence: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(sentence);
    this.name = 'PageRefusal';
  }
}
