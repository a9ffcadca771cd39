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

/** Every fault, each in a place of its own: the schema takes longer to prepare than to ask. */
function faultyManifest(): Manifest {
  const manifest = aManifest({
    version: '1.2.3-beta',
    id: '00000000-0000-0000-0000-000000000000',
    name: { short: 'Roundtable ${{SUFFIX}}' },
    description: { short: 'x'.repeat(81), full: 'x' },
    publisherDocsUrl: 'http://roundtable.test',
  });
  const [bot] = manifest.bots ?? [];
  const [list, ...others] = bot?.commandLists ?? [];
  assert.ok(bot && list);
  const commands = [
    ...list.commands.slice(0, -4),
    { title: 'x'.repeat(33), description: 'Long' },
    { title: 'long help', description: 'x'.repeat(129) },
    { title: 'no help', description: '' },
    { title: 'hello', description: 'Again' },
  ];
  return {
    ...manifest,
    developer: { ...manifest.developer, termsOfUseUrl: 'https://www.example.org/' },
    bots: [{ ...bot, commandLists: [{ ...list, commands }, ...others] }],
    ...{ colour: 'blue' },
  };
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
  const cases = [
    ['what the schema does not know', /schema.*colour/],
    ['a short description over 80 characters', /schema.*short/],
    ['a version that is not three numbers', /1\.2\.3-beta/],
    ['a command too long to be shown', /longer than 32/],
    ['a help too long to be shown', /'long help'/],
    ['a command without help', /'no help'/],
    ['a command that is listed twice', /'hello' is listed twice/],
    ['an address that is not https', /not an https/],
    ['a value left from a template', /SUFFIX.*placeholder/],
    ['an address from a documentation page', /example\.org.*placeholder/],
    ['an id of zeros', /'0{8}-.*placeholder/],
  ] as const;
  let faults: readonly string[];
  before(async () => {
    faults = await faultsOfManifest(faultyManifest());
  });

  for (const [what, fault] of cases) {
    it(`refuses ${what}`, () => {
      assert.equal(faults.filter((each) => fault.test(each)).length, 1, faults.join('\n'));
    });
  }

  it('finds nothing else in them', () => {
    assert.equal(faults.length, cases.length, faults.join('\n'));
  });

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
