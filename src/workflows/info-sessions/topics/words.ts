/** What somebody writes about a topic: why they want it, and who could speak. Of the same topic, nobody's words are lost. */
import { shorten } from '../../../shared/text.js';

export interface Words {
  readonly why: string;
  readonly speaker: string;
}

export const NO_WORDS: Words = { why: '', speaker: '' };

export function isSilent({ why, speaker }: Words): boolean {
  return why === '' && speaker === '';
}

/** The earlier words with the later ones behind them; what was said already is not said twice. */
export function added(earlier: Words, later: Words): Words {
  return {
    why: joined(earlier.why, later.why, '\n'),
    speaker: joined(earlier.speaker, later.speaker, ', '),
  };
}

function joined(earlier: string, later: string, between: string): string {
  if (earlier.includes(later)) return earlier;
  return later.includes(earlier) ? later : `${earlier}${between}${later}`;
}

/** `It grows. Speaker: Kent Police.`, or empty. */
export function wordsLine({ why, speaker }: Words): string {
  return [shorten(why, 300), speaker === '' ? '' : `Speaker: ${shorten(speaker, 160)}.`]
    .filter((each) => each !== '')
    .join(' ');
}
