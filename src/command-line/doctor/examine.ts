/** Every check of `doctor`, in an order in which one explains the next. */
import { systemClock } from '../../clock.js';
import type { Config } from '../../config.js';
import type { Report } from '../progress.js';
import { checkClock } from './clock.js';
import { checkData } from './data.js';
import { about } from './finding.js';
import type { Finding } from './finding.js';
import { checkFolder, freeBytes } from './folder.js';
import type { FreeBytes } from './folder.js';
import { checkMail } from './mail.js';
import { checkNode } from './node-version.js';
import { checkPort } from './port.js';
import { checkSettings } from './settings.js';
import type { Environment } from './settings.js';
import { trySignIn } from './sign-in.js';
import type { SignIn } from './sign-in.js';

/** What surrounds the bot. The defaults are the real ones; no setting leads to others. */
export interface World {
  readonly environment: Environment;
  readonly node?: string;
  /** The sign-in service's address. */
  readonly login?: string;
  readonly free?: FreeBytes;
  readonly now?: () => Date;
  readonly report?: Report;
}

/** @param full checks every entry of the journal as well */
export async function examine(world: World, full = false): Promise<readonly Finding[]> {
  const { environment, node = process.versions.node, free = freeBytes, now = systemClock.now } = world;
  const { report = () => undefined } = world;
  const { config, partnership, dataFolder, findings } = checkSettings(environment);
  const folder = await checkFolder(dataFolder, free);
  const data = folder.readable ? await checkData(dataFolder, { config, full, report }) : { findings: [] };
  const signIn = await checkSignIn(config, world.login);
  const clock = checkClock({
    now: config?.startClockAt ?? now(),
    ours: now(),
    theirs: signIn.theirs,
    lastAt: data.lastAt,
    zone: partnership?.time_zone,
  });
  return [
    checkNode(node),
    ...findings,
    ...folder.findings,
    ...data.findings,
    ...(config === undefined ? [] : [await checkPort(config, folder.owner), await checkMail(config)]),
    signIn.finding,
    ...clock,
  ];
}

async function checkSignIn(config: Config | undefined, login?: string): Promise<SignIn> {
  const { note } = about('Sign-in');
  if (config === undefined) return { finding: note('Not tried: the settings have a fault.') };
  if (config.bot !== undefined) return trySignIn(config.bot, login);
  return {
    finding: note(
      'Local mode asks Microsoft for nothing: this computer only, and nobody proves who they are.',
    ),
  };
}
