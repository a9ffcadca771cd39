/** What a check found: one line on the terminal. */
export interface Finding {
  readonly verdict: 'ok' | 'note' | 'problem';
  /** What was looked at: `Data folder`. */
  readonly about: string;
  /** For a problem with what to do. */
  readonly sentence: string;
}

export type Tell = (sentence: string) => Finding;

/** How a check speaks about one thing. */
export function about(thing: string): { readonly ok: Tell; readonly note: Tell; readonly problem: Tell } {
  const tell =
    (verdict: Finding['verdict']): Tell =>
    (sentence) => ({ verdict, about: thing, sentence });
  return { ok: tell('ok'), note: tell('note'), problem: tell('problem') };
}
