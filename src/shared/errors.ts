/**
 * A refusal that the person should read: a rule of the partnership, not a fault. The router shows
 * the sentence; nothing the handler did is kept.
 */
export class UserError extends Error {
  /**
   * @param code stable, `<workflow>.<reason>` (`check-ins.roundClosed`), for tests and logs
   * @param sentence in the person's words, with what to do now
   */
  constructor(
    readonly code: string,
    sentence: string,
  ) {
    super(sentence);
    this.name = 'UserError';
  }
}

/** A fault in how the bot is set up: told on the terminal with what to do, never as a stack trace. */
export class SetupError extends Error {
  /** @param faults one sentence each, all that were found at once */
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'SetupError';
  }
}

/** Tells what is wrong with the set-up, one fault a line; anything else is passed on as the fault it is. */
export function tellFaults(
  error: unknown,
  terminal: { write(text: string): unknown } = process.stderr,
): void {
  if (!(error instanceof SetupError)) throw error;
  for (const fault of error.faults) terminal.write(`${fault}\n`);
}
