/** Workflows at both ends of an offer, for holding the real ones against the contract. */
import { HOSTILE_STRINGS } from './hostile-strings.js';
import type { Card, Material, Workflow } from '../../src/workflows/workflow.js';

const BARE = { title: 'For tests', help: 'For tests.', collections: [], commands: [], actions: {} };

/** Takes every kind of material. */
export const receiver: Workflow = {
  ...BARE,
  name: 'receiver',
  offers: {
    news: { title: 'Take the news', takes: 'news', start: async () => taken() },
    outcomes: { title: 'Take the outcomes', takes: 'outcomes', start: async () => taken() },
  },
};

/** Gives the material whose place in the list its id names. */
export function sourceOf(materials: readonly Material[]): Workflow {
  const each = async ([place = '']: readonly string[]): Promise<Material> => {
    const material = materials[Number(place)];
    if (material === undefined) throw new Error(`There is no material ${place}.`);
    return material;
  };
  return { ...BARE, name: 'any-source', materials: { each } };
}

/** Materials of a kind: plain, empty, far too long, and strings known for injection. */
export function materialsOf(kind: Material['kind']): readonly Material[] {
  const texts = [
    'A new advice line',
    '',
    'x'.repeat(10_000),
    ...HOSTILE_STRINGS.filter((_, index) => index % 25 === 0),
  ];
  return texts.map((text) =>
    kind === 'news'
      ? { kind, headline: text, summary: text, link: text, validUntil: text }
      : { kind, action: text.length > 100 ? '4.1' : text, sentence: text },
  );
}

function taken(): Card {
  return {
    template: 'shared/notice',
    summary: 'Taken.',
    data: { heading: 'Taken', sentence: 'Taken.' },
  };
}
