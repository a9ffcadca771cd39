/**
 * A real browser for tests: the Chromium that @sparticuz/chromium brings from npm, which also brings
 * the system libraries that a bare Linux lacks; elsewhere an installed Chrome or Chromium.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, LaunchOptions } from 'playwright-core';

const cacheFolder = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url));

const quietOffline = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
  // A page lives for a minute here: to optimise its code, and to collect garbage often, costs more than it saves.
  '--js-flags=--no-opt --no-maglev --min-semi-space-size=32',
  // Nothing but this machine: without a server's fonts, every machine draws the same.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

/**
 * Opens a headless browser; the caller closes it. The first call on a machine unpacks it (seconds),
 * later ones find it in node_modules/.cache.
 * @returns undefined when this machine has none, so that a caller can skip
 * @throws {Error} instead, when CI is set
 */
export async function openBrowser(): Promise<Browser | undefined> {
  const candidates: readonly (() => Promise<LaunchOptions>)[] = [
    chromiumFromNpm,
    () => Promise.resolve({ channel: 'chrome' }),
    () => Promise.resolve({ executablePath: '/usr/bin/chromium' }),
  ];
  const reasons: string[] = [];
  for (const candidate of candidates) {
    try {
      return await chromium.launch({ args: quietOffline, ...(await candidate()) });
    } catch (error) {
      reasons.push(String(error).split('\n')[0] ?? '');
    }
  }
  const sentence = `No browser could be opened:\n${reasons.join('\n')}`;
  if (process.env['CI']) throw new Error(sentence);
  console.warn(sentence);
  return undefined;
}

/** Unpacks Chromium once for each version of the package, and says how to launch it. */
async function chromiumFromNpm(): Promise<LaunchOptions> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('It is for Linux on x64.');
  const folder = join(cacheFolder, `chromium-${packageVersion()}`);
  if (!existsSync(folder)) await unpackInto(folder);
  keepFontSettings(folder);
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      ...definedEnvironment(),
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

/** Unpacked beside its place and moved there whole, so that a stopped run leaves no half browser. */
async function unpackInto(folder: string): Promise<void> {
  mkdirSync(cacheFolder, { recursive: true });
  const unfinished = mkdtempSync(`${folder}-`);
  const before = { ...process.env };
  // The package unpacks into the temporary folder, with its system libraries only on what it takes for
  // AWS Lambda, and it looks at the environment when it is imported.
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs22.x';
  process.env['TMPDIR'] = unfinished;
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    await packed.executablePath();
  } finally {
    restoreEnvironment(before);
  }
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another run may have been quicker.
    if (!existsSync(folder)) throw error;
  }
}

/** Written again where the folder was moved: a browser without its fonts ends at the first letter. */
function keepFontSettings(folder: string): void {
  const file = join(folder, 'fonts.conf');
  const settings = fontSettings(folder);
  if (!existsSync(file) || readFileSync(file, 'utf8') !== settings) writeFileSync(file, settings);
}

/** Only the fonts that came with it, so that pictures look the same on every machine. */
function fontSettings(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${escapeXml(join(folder, 'fonts'))}</dir>
  <cachedir>${escapeXml(join(folder, 'fonts-cache'))}</cachedir>
</fontconfig>
`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (each) => `&#${each.charCodeAt(0)};`);
}

/** The version stands beside the code; the package does not export its package.json. */
function packageVersion(): string {
  const file = new URL('../../node_modules/@sparticuz/chromium/package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function restoreEnvironment(before: Readonly<NodeJS.ProcessEnv>): void {
  for (const name of Object.keys(process.env)) {
    if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
  }
  Object.assign(process.env, before);
}
