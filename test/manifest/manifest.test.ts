import assert from 'node:assert/strict';
import { faultsOfManifest } from '../../manifest/check.js';
import { makeManifest } from '../../manifest/manifest.js';
import type { Manifest } from '../../manifest/manifest.js';
import { readSettings } from '../../manifest/settings.js';
import { workflows } from '../../src/workflows/index.js';
import { settings } from './settings.js';

function aManifest(changes: Partial<Manifest> = {}): Manifest {
  return { ...makeManifest(readSettings(settings), '1.2.3', workflows), ...changes };
}

/** A manifest with this as the last command of the list for the personal chat. */
function withCommand(title: string, description: string): Manifest {
  const manifest = aManifest();
  const [bot] = manifest.bots ?? [];
  const [list, ...others] = bot?.commandLists ?? [];
  assert.ok(bot && list);
  const changed = { ...list, commands: [...list.commands.slice(0, -1), { title, description }] };
  return { ...manifest, bots: [{ ...bot, commandLists: [changed, ...others] }] };
}

describe('the manifest', () => {
  it('has no fault, and the network is not asked', async () => {
    const { fetch } = globalThis;
    globalThis.fetch = () => Promise.reject(new Error('The network was asked.'));

    try {
      assert.deepEqual(await faultsOfManifest(aManifest()), []);
    } finally {
      globalThis.fetch = fetch;
    }
  });

  it('is of version 1.29 and speaks to a person, a team and a group chat', () => {
    const { manifestVersion, bots } = aManifest();

    assert.equal(manifestVersion, '1.29');
    assert.deepEqual(bots?.[0]?.scopes, ['personal', 'team', 'groupChat']);
  });

  it('asks for nothing that the bot does not use', () => {
    const manifest = aManifest();

    const parts = [
      'authorization',
      'webApplicationInfo',
      'devicePermissions',
      'validDomains',
      'composeExtensions',
    ];
    for (const part of parts) assert.ok(!(part in manifest), part);
    assert.deepEqual(manifest.permissions, ['identity', 'messageTeamMembers']);
    assert.equal(manifest.bots?.[0]?.supportsFiles, false);
  });

  it('tells in its description what every workflow does', () => {
    const { description } = aManifest();

    for (const { title, help } of workflows) assert.ok(description.full.includes(`${title}: ${help}`));
  });
});

describe('the check of a manifest', () => {
  const cases: readonly (readonly [string, Manifest, RegExp])[] = [
    ['what the schema does not know', { ...aManifest(), colour: 'blue' } as Manifest, /schema.*colour/],
    [
      'a short description over 80 characters',
      aManifest({ description: { short: 'x'.repeat(81), full: 'x' } }),
      /schema.*short/,
    ],
    ['a version that is not three numbers', aManifest({ version: '1.2.3-beta' }), /1\.2\.3-beta/],
    ['a command too long to be shown', withCommand('x'.repeat(33), 'Long'), /longer than 32/],
    ['a help too long to be shown', withCommand('long help', 'x'.repeat(129)), /'long help'/],
    ['a command without help', withCommand('no help', ''), /'no help'/],
    ['a command that is listed twice', withCommand('hello', 'Again'), /'hello' is listed twice/],
    [
      'an address that is not https',
      aManifest({ publisherDocsUrl: 'http://roundtable.test' }),
      /not an https/,
    ],
    [
      'a value left from a template',
      aManifest({ name: { short: 'Roundtable ${{SUFFIX}}' } }),
      /SUFFIX.*placeholder/,
    ],
    [
      'an address from a documentation page',
      aManifest({ publisherDocsUrl: 'https://www.example.org/' }),
      /placeholder/,
    ],
    ['an id of zeros', aManifest({ id: '00000000-0000-0000-0000-000000000000' }), /placeholder/],
  ];

  for (const [what, manifest, fault] of cases) {
    it(`refuses ${what}`, async () => {
      const faults = await faultsOfManifest(manifest);

      assert.equal(faults.length, 1, faults.join('\n'));
      assert.match(faults[0]!, fault);
    });
  }

  it('refuses a thirteenth command', async () => {
    const manifest = aManifest();
    const commands = Array.from({ length: 13 }, (_, n) => ({
      title: `number ${n}`,
      description: 'One more',
    }));
    const bots = manifest.bots!.map((bot) => ({ ...bot, commandLists: [{ scopes: bot.scopes!, commands }] }));

    const faults = await faultsOfManifest({ ...manifest, bots });

    assert.match(faults.join(), /more than 12/);
  });
});
