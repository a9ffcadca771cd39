import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type * as Library from 'adaptivecards';
import { digest } from '../../src/digest/index.js';
import { workflows } from '../../src/workflows/index.js';
import { SAY } from '../../src/router/general.js';
import { OFFER } from '../../src/router/offers.js';
import { nodesOf } from '../support/house.js';
import { cardOf, everythingShown, sampleOf, templates } from './card-samples.js';

/** Not by its name: the modules it would give to Node lack parts. */
const AdaptiveCards = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as typeof Library;
const verbs = new Set([
  SAY,
  OFFER,
  ...[...workflows, digest].flatMap(({ name, actions }) =>
    Object.keys(actions).map((action) => `${name}/${action}`),
  ),
]);
const MOST_BYTES = 28 * 1024;
const MOST_MAIN_BUTTONS = 3;

describe('every card template', () => {
  it('there are some', () => {
    assert.ok(templates.length > 10, templates.join());
  });

  for (const template of templates) {
    describe(template, () => {
      const variants = [sampleOf(template), everythingShown(sampleOf(template))];

      it('leaves no placeholder and stays under 28 KB', () => {
        for (const variant of variants) {
          const text = JSON.stringify(cardOf(template, variant));

          assert.ok(!text.includes('${'), text);
          assert.ok(Buffer.byteLength(text) < MOST_BYTES, `${Buffer.byteLength(text)} bytes`);
        }
      });

      it('is an Adaptive Card 1.5 that the library reads without a complaint', () => {
        const card = new AdaptiveCards.AdaptiveCard();
        const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);

        // The library keeps one pattern for all cards, and goes on where the last one ended.
        Object.assign(AdaptiveCards.CardElement.langProperty.regEx ?? {}, { lastIndex: 0 });
        card.parse(cardOf(template), context);
        const complaints = [
          ...Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message),
          ...card.validateProperties().validationEvents.map((event) => event.message),
        ];

        assert.deepEqual(complaints, []);
      });

      it('starts from a heading, wraps its text, and speaks English', () => {
        const card = cardOf(template) as { lang?: string; fallbackText?: string };
        const texts = nodesOf(card).filter(({ type }) => type === 'TextBlock');

        // Adaptive Cards take the two-letter code alone.
        assert.equal(card.lang, 'en');
        assert.ok(card.fallbackText);
        for (const text of texts) assert.equal(text.wrap, true, String(text.text));
        const sentence = texts.length === 1;
        assert.ok(sentence || texts.some(({ style }) => style === 'heading'), 'no heading');
      });

      it('labels each input, says what is wrong with it, and keeps what was typed', () => {
        const sample = sampleOf(template) as { values?: object; problems?: object };
        const inputs = nodesOf(cardOf(template)).filter(({ type }) => String(type).startsWith('Input.'));

        for (const input of inputs) {
          const id = String(input.id);
          assert.ok(input.label, `${id} has no label`);
          assert.ok(input.errorMessage, `${id} has no message of its own`);
          assert.ok(Object.hasOwn(sample.values ?? {}, id), `${id} is not filled from values`);
          assert.ok(Object.hasOwn(sample.problems ?? {}, id), `${id} does not show its problem`);
          const shown = JSON.stringify(
            cardOf(template, { ...sample, problems: { ...sample.problems, [id]: 'Mark 7' } }),
          );
          assert.ok(shown.includes('Mark 7'), `${id} hides its problem`);
        }
        const labels = inputs.map(({ label, isRequired }) => ({ label: String(label), isRequired }));
        for (const { label, isRequired } of labels) {
          assert.ok(
            isRequired === true || /\((optional|needed when .*)\)$/.test(label),
            `${label}: say that it is optional`,
          );
        }
      });

      it('has only buttons that somebody answers, and at most three main ones', () => {
        const nodes = nodesOf(cardOf(template));
        const buttons = nodes.filter(({ type }) => String(type).startsWith('Action.'));

        for (const button of buttons) {
          if (button.type === 'Action.OpenUrl') {
            assert.match(String(button.url), /^https:/);
            continue;
          }
          assert.equal(button.type, 'Action.Execute', String(button.title));
          assert.ok(verbs.has(String(button.verb)), `nobody answers ${String(button.verb)}`);
        }
        for (const set of nodes.filter(({ type }) => type === 'ActionSet')) {
          const count = (set.actions as unknown[]).length;
          assert.ok(count <= MOST_MAIN_BUTTONS, `${count} buttons in one row`);
        }
      });

      it('describes its pictures', () => {
        for (const image of nodesOf(cardOf(template)).filter(({ type }) => type === 'Image')) {
          assert.ok(image.altText, String(image.url));
        }
      });
    });
  }
});
