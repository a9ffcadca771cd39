import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { makePackage } from '../../manifest/package.js';
import { SetupError } from '../../src/shared/errors.js';
import { settings } from './settings.js';

describe('the package of the app', () => {
  const made = makePackage(settings);

  it('holds the manifest and the two icons, and nothing else', async () => {
    const files = unzipSync(await made);

    assert.deepEqual(Object.keys(files), ['manifest.json', 'color.png', 'outline.png']);
    assert.deepEqual(Buffer.from(files['color.png']!), readFileSync('manifest/color.png'));
    assert.deepEqual(Buffer.from(files['outline.png']!), readFileSync('manifest/outline.png'));
  });

  it("has the settings' bot and the version of package.json", async () => {
    const files = unzipSync(await made);

    const manifest = JSON.parse(new TextDecoder().decode(files['manifest.json'])) as Record<string, unknown>;
    const code = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, unknown>;
    assert.equal(manifest.id, settings.BOT_ID);
    assert.equal(manifest.version, code.version);
  });

  it('has the same bytes each time, in every time zone', async () => {
    const zone = process.env.TZ;
    const zips: Uint8Array[] = [await made];

    try {
      for (const TZ of ['America/Los_Angeles', 'Pacific/Auckland']) {
        process.env.TZ = TZ;
        zips.push(await makePackage(settings));
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }

    for (const zip of zips) assert.deepEqual(zip, zips[0]);
  });

  it('is not made with a setting that was never filled in', async () => {
    await assert.rejects(
      () => makePackage({ ...settings, WEBSITE_URL: 'https://www.example.org/' }),
      (error) => error instanceof SetupError && /placeholder/.test(error.message),
    );
  });
});
