import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsOf } from '../../manifest/package.js';
import { readSettings } from '../../manifest/settings.js';
import { SetupError } from '../../src/shared/errors.js';
import { settings } from './settings.js';

type Environment = Readonly<Record<string, string | undefined>>;

function faultsOf(environment: Environment): readonly string[] {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SetupError) return error.faults;
    throw error;
  }
  return [];
}

describe("the settings of an environment's app", () => {
  it('are read from the environment', () => {
    const read = readSettings({ ...settings, PATH: '/usr/bin' });

    assert.equal(read.botId, settings.BOT_ID);
    assert.equal(read.publisher, 'Community Safety Team');
    assert.equal(read.privacyUrl, 'https://roundtable.test/privacy');
  });

  it('are told all at once when they are missing or empty, each with what to do', () => {
    const missing = faultsOf({});
    const empty = faultsOf(Object.fromEntries(Object.keys(settings).map((name) => [name, ''])));

    assert.deepEqual(empty, missing);
    assert.deepEqual(
      missing.map((fault) => fault.split(' ')[0]),
      Object.keys(settings),
    );
    for (const fault of missing) assert.match(fault, /^[A-Z_]+ is not set\. Set it to .+\.$/);
  });

  it('refuse an id that is no GUID, a name too long for Teams and an address that is not https', () => {
    const faults = faultsOf({
      ...settings,
      BOT_ID: 'roundtable',
      PUBLISHER_NAME: 'The Community Safety Team of Kent',
      TERMS_URL: 'http://roundtable.test/terms',
    });

    assert.deepEqual(faults, [
      "BOT_ID must be a GUID. Copy the application (client) id of the bot's registration.",
      'PUBLISHER_NAME is too long for Teams. Shorten it to at most 32 characters.',
      'TERMS_URL must be a web address that starts with https://. Set it to the terms on which people use the app.',
    ]);
  });
});

describe("an environment's file", () => {
  it('gives what the environment does not', () => {
    const folder = mkdtempSync(join(tmpdir(), 'roundtable-'));
    writeFileSync(join(folder, '.env.staging'), 'PUBLISHER_NAME=From the file\nTERMS_URL=https://a.test/\n');

    const found = settingsOf('staging', { PUBLISHER_NAME: 'From here', TERMS_URL: '' }, folder);

    assert.equal(found.PUBLISHER_NAME, 'From here');
    assert.equal(found.TERMS_URL, 'https://a.test/');
    rmSync(folder, { recursive: true });
  });

  it('may be absent when everything is set', () => {
    assert.deepEqual(settingsOf('nowhere', settings), { ...settings });
  });

  it('has a name that cannot lead out of its folder', () => {
    for (const name of ['', '..', '../x', 'a/b', 'Production']) {
      assert.throws(() => settingsOf(name, settings), SetupError, name);
    }
  });
});
