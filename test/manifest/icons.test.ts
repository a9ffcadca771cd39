import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { drawIcon } from '../../manifest/draw-icons.js';
import { faultsOfIcons } from '../../manifest/icons.js';
import type { IconName, Icons } from '../../manifest/icons.js';
import { sharedBrowser } from '../support/stage.js';

const icons: Icons = {
  color: readFileSync('manifest/color.png'),
  outline: readFileSync('manifest/outline.png'),
};

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** An icon with one pixel of another colour. */
function dotted(name: IconName, x: number, y: number, colour: Colour): Uint8Array {
  const picture = PNG.sync.read(Buffer.from(icons[name]));
  picture.data.set(colour, (y * picture.width + x) * 4);
  return PNG.sync.write(picture);
}

/** A square of one colour. */
function square(side: number, colour: Colour): Uint8Array {
  const picture = new PNG({ width: side, height: side });
  for (let index = 0; index < side * side; index++) picture.data.set(colour, index * 4);
  return PNG.sync.write(picture);
}

describe('the icons', () => {
  it('are as Teams wants them', () => {
    assert.deepEqual(faultsOfIcons(icons), []);
  });

  it('are what their sources draw', async function () {
    const browser = await sharedBrowser();
    if (browser === undefined) return this.skip();

    for (const name of ['color', 'outline'] as const) {
      const kept = PNG.sync.read(Buffer.from(icons[name])).data;
      const drawn = PNG.sync.read(Buffer.from(await drawIcon(browser, name))).data;
      const furthest = kept.reduce(
        (most, value, at) => Math.max(most, Math.abs(value - (drawn[at] ?? 0))),
        0,
      );
      // Another browser may soften an edge a little differently.
      assert.ok(furthest <= 24, `${name}.png is old: draw the icons again (they differ by ${furthest})`);
    }
  });
});

describe('the check of the icons', () => {
  const white: Colour = [255, 255, 255, 255];
  const cases: readonly (readonly [string, Partial<Icons>, string])[] = [
    ['a file that is no picture', { color: new Uint8Array([1, 2, 3]) }, 'color.png is not a PNG picture.'],
    ['another size', { outline: square(64, white) }, 'outline.png is 64 by 64 pixels. Teams wants 32 by 32.'],
    [
      'a hole in the colour icon',
      { color: dotted('color', 96, 96, [0, 0, 0, 0]) },
      'color.png is transparent in places. Fill the whole square.',
    ],
    [
      'a mark that Teams may cut off',
      { color: dotted('color', 35, 96, white) },
      'color.png shows more than its background, #12405A, outside the middle 120 pixels.',
    ],
    [
      'a coloured line in the outline',
      { outline: dotted('outline', 16, 16, [244, 185, 66, 255]) },
      'outline.png has a colour other than white.',
    ],
    ['a filled outline', { outline: square(32, white) }, 'outline.png has no transparent background.'],
    ['an empty outline', { outline: square(32, [0, 0, 0, 0]) }, 'outline.png is empty.'],
  ];

  for (const [what, changes, fault] of cases) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(faultsOfIcons({ ...icons, ...changes }), [fault]);
    });
  }
});
