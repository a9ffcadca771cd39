/**
 * Makes the app that an administrator uploads to Teams, for one environment:
 *
 *     npm run package -- <environment>
 *
 * Settings are those of the environment it runs in; what is not set there is taken from
 * env/.env.<environment>, when that file is there. README.md explains them.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseEnv } from 'node:util';
import { SetupError, tellFaults } from '../src/shared/errors.js';
import { workflows } from '../src/workflows/index.js';
import { faultsOfManifest } from './check.js';
import { faultsOfIcons } from './icons.js';
import { makeManifest } from './manifest.js';
import { readSettings } from './settings.js';
import { zipOf } from './zip.js';

const root = fileURLToPath(new URL('..', import.meta.url));

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The zip file's bytes: the same settings and the same code give the same bytes.
 * @throws {SetupError} with every fault of the settings, or else of the app
 */
export async function makePackage(environment: Environment): Promise<Uint8Array> {
  const manifest = makeManifest(readSettings(environment), versionOfCode(), workflows);
  const icons = { color: readIcon('color.png'), outline: readIcon('outline.png') };
  const faults = [...(await faultsOfManifest(manifest)), ...faultsOfIcons(icons)];
  if (faults.length > 0) throw new SetupError(faults);

  return zipOf({
    'manifest.json': new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`),
    'color.png': icons.color,
    'outline.png': icons.outline,
  });
}

/** The environment, completed from the file of that name. */
export function settingsOf(name: string, environment: Environment, folder = join(root, 'env')): Environment {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    throw new SetupError([
      'Name the environment in lower case, like this: npm run package -- production. ' +
        'Its settings are in env/.env.production.',
    ]);
  }
  const file = join(folder, `.env.${name}`);
  const written = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  return { ...written, ...Object.fromEntries(given) };
}

function readIcon(name: string): Uint8Array {
  return readFileSync(new URL(name, import.meta.url));
}

function versionOfCode(): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

async function main(name = ''): Promise<void> {
  const zip = await makePackage(settingsOf(name, process.env));
  const file = join('dist', `roundtable-${name}.zip`);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, file), zip);
  process.stdout.write(
    `${file} is ready (version ${versionOfCode()}, ${Math.ceil(zip.length / 1024)} KB). ` +
      'Upload it in the Teams admin centre: manifest/README.md says how.\n',
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main(process.argv[2]).catch((error: unknown) => {
    process.exitCode = 1;
    tellFaults(error);
  });
}
