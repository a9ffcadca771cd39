import assert from 'node:assert/strict';
import { issues } from '../../../src/workflows/bulletin/issue/issue.js';
import { newsletterOf } from '../../../src/workflows/bulletin/issue/newsletter.js';
import { itemsOf } from '../../../src/workflows/bulletin/issue/order.js';
import { bulletinItems } from '../../../src/workflows/bulletin/item/item.js';
import type { Item } from '../../../src/workflows/bulletin/item/item.js';
import { newsletterText } from '../../../src/reports/newsletter.js';
import { buttonsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { ALEX, MEGAN, newest } from './people.js';

const MONTH = '2026-11';

describe('The preview of an issue', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    await house.inside(async (tx) => {
      const issue = (await tx.get(issues, MONTH))!;
      await tx.put(issues, {
        ...issue,
        introduction: 'Welcome.',
        dates: '10 December: Group\n3 January: Talk',
      });
    });
  });
  afterEach(() => house.close());

  const titles = ({ card }: Shown): readonly string[] => buttonsOf(card).map(({ title }) => title);
  async function allPages(): Promise<readonly Shown[]> {
    const pages = [await house.send(ALEX, 'bulletin/preview', { issue: MONTH })];
    while (titles(pages.at(-1)!).includes('Show the next page')) {
      pages.push(await house.press(ALEX, pages.at(-1)!, 'Show the next page'));
    }
    return pages;
  }
  async function put(items: readonly Partial<Item>[]): Promise<void> {
    const model = await newest(house, MEGAN);
    await house.inside(async (tx) => {
      for (const [index, item] of items.entries()) {
        const one = { ...model, id: `more${index}`, version: 0, number: 50 + index, position: 50 + index };
        await tx.put(bulletinItems, { ...one, ...item });
      }
    });
  }

  it('has everything that the letter has: whole summaries, organisation, contact, link and dates', async () => {
    const summary = `${'How to spot a scam. '.repeat(30)}The end of it.`;
    await put([{ summary, audience: 'Front-line officers', startsOn: '2026-12-03' }]);

    const words = (await allPages()).flatMap(({ card }) => wordsOf(card)).join('\n');
    const letter = await house.inside(async (tx) =>
      newsletterText(
        newsletterOf((await tx.get(issues, MONTH))!, await itemsOf(tx, MONTH), house.partnership),
      ),
    );

    for (const each of [
      ...[
        'The end of it.',
        'Welcome.',
        '10 December: Group',
        'From: Kent Police',
        'For: Front-line officers',
      ],
      ...['Contact: Megan Bowen, megan.bowen@kent-police.example', 'When: 3 December 2026'],
      'https://kent-police.example/neighbourhood',
    ]) {
      assert.ok(words.includes(each), `${each} in\n${words}`);
      assert.ok(letter.replace(/\s+/g, ' ').includes(each), `${each} in\n${letter}`);
    }
  });

  it('takes as many pages as it needs, each under 28 KB, with every item once', async () => {
    const texts = ['x'.repeat(4000), '['.repeat(4000), '語'.repeat(4000), 'a\nb'.repeat(1300)];
    await put(
      Array.from({ length: 24 }, (_, index) => ({
        headline: `Item ${index}.`,
        summary: `${texts[index % texts.length]!.slice(0, 3990)} End ${index}.`,
        contact: '語'.repeat(200),
        link: `https://kent.example/${'x'.repeat(470)}`,
      })),
    );
    const pages = await allPages();
    const back = await house.press(ALEX, pages[1]!, 'Show the page before');

    const words = pages.flatMap(({ card }) => wordsOf(card));
    for (let index = 0; index < 24; index += 1) {
      assert.equal(words.filter((each) => each === `Item ${index}.`).length, 1);
      assert.equal(words.filter((each) => each.includes(` End ${index}.`)).length, 1);
    }
    assert.ok(wordsOf(pages[1]!.card).includes(`Page 2 of ${pages.length} of the preview.`));
    assert.ok(!titles(pages.at(-1)!).includes('Show the next page'));
    assert.deepEqual(wordsOf(back.card), wordsOf(pages[0]!.card));
  });

  it('fits an ordinary issue on one page', async () => {
    assert.equal((await allPages()).length, 1);
  });

  it('is where its links lead back to', async () => {
    const links = await house.press(
      ALEX,
      await house.send(ALEX, 'bulletin/preview', { issue: MONTH }),
      'As the e-mail or as text',
    );
    const back = await house.press(ALEX, links, 'Back');

    assert.ok(titles(back).includes('As the e-mail or as text'), wordsOf(back.card).join(' | '));
  });
});
