/** What somebody writes about a topic: why they want it, and who could speak. Of the same topic, nobody's words are lost. */
import { z } from 'zod';
import { optionalText } from '../../../shared/parse.js';
import { shorten } from '../../../shared/text.js';

export interface Words {
  readonly why: string;
  readonly speaker: string;
}

export const NO_WORDS: Words = { why: '', speaker: '' };

/** In characters: what a form takes. Words of several people that stand joined are longer, and can be kept. */
export function mostOf({ why, speaker }: Words = NO_WORDS): {
  readonly why: number;
  readonly speaker: number;
} {
  return { why: Math.max(600, why.length), speaker: Math.max(160, speaker.length) };
}

/** @param known what stands already */
export function wordsForm(known?: Words) {
  const most = mostOf(known);
  return z.object({
    why: optionalText('the reason', most.why),
    speaker: optionalText('the speaker', most.speaker),
  });
}

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
