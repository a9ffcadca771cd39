/**
 * Who may speak to the bot. The SDK proves that a token comes from the Bot Service; the rest is
 * ours: it would accept another tenant's people, another channel, and an address no token names.
 */
import type { Activity } from 'botbuilder';
import type { Config } from '../config.js';
import type { Incoming } from './activity.js';
import type { Adapter } from './adapter.js';
import type { Admission } from './cloud.js';
import { Refusal, TRY_LATER } from './refusal.js';

/** Resolves when an activity may come in; rejects with a {@link Refusal} (401, 403 or 503). */
export type Admit = (incoming: Incoming, activity: Activity, header: string) => Promise<Admission>;

/** The SDK asks for the signing keys without a limit of time. */
const KEYS_TIMEOUT = 10_000;

/** The check at the door, for this installation's tenants. */
export function openAdmission(config: Config, adapter: Adapter): Admit {
  const authenticate = oneAtATimeUntilWarm(adapter);

  return async (incoming, activity, header) => {
    checkClaims(config, adapter, incoming);
    const admission = await authenticate(activity, header);
    // A token of another kind (the emulator's) passes the SDK without naming a service address.
    const named = admission.claimsIdentity.getClaimValue('serviceurl');
    if (config.bot !== undefined && named !== incoming.serviceUrl) {
      throw new Refusal(401, 'The token is not for this service address.');
    }
    return admission;
  };
}

function checkClaims(config: Config, adapter: Adapter, incoming: Incoming): void {
  if (incoming.channelId !== 'msteams') throw new Refusal(403, 'Only Microsoft Teams is listened to here.');
  if (!adapter.allows(incoming.serviceUrl)) {
    throw new Refusal(403, 'The service address is not one that this bot sends to.');
  }
  const tenants = tenantsOf(config);
  const anyTenant = config.bot === undefined && tenants.length === 0;
  if (!anyTenant && !tenants.includes(incoming.tenant)) {
    throw new Refusal(403, 'This organisation is not one that the bot serves.');
  }
}

function tenantsOf({ allowedTenants, bot }: Config): readonly string[] {
  if (allowedTenants.length > 0) return allowedTenants.map((tenant) => tenant.toLowerCase());
  return bot === undefined || bot.tenant === '' ? [] : [bot.tenant.toLowerCase()];
}

/**
 * Two hundred cold requests fetch the signing keys four hundred times. So until one has got
 * through they follow each other, and when the keys cannot be had all who wait hear it at once.
 */
function oneAtATimeUntilWarm(adapter: Adapter): (activity: Activity, header: string) => Promise<Admission> {
  let warm = false;
  let first: Promise<Admission> | undefined;

  return async (activity, header) => {
    while (!warm && first !== undefined) {
      const fault = await first.then(
        () => undefined,
        (error: unknown) => error,
      );
      if (fault instanceof Refusal && fault.status === 503) throw fault;
    }
    const checking = authenticateInTime(adapter, activity, header);
    if (warm) return checking;
    first = checking;
    try {
      const admission = await checking;
      warm = true;
      return admission;
    } finally {
      first = undefined;
    }
  };
}

async function authenticateInTime(adapter: Adapter, activity: Activity, header: string): Promise<Admission> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The signing keys did not come in time.')), KEYS_TIMEOUT);
  });
  try {
    return await Promise.race([adapter.authenticate(activity, header), late]);
  } catch (error) {
    throw refusalFor(error);
  } finally {
    clearTimeout(timer);
  }
}

/** The SDK answers 500 with the reason for half of these; a caller learns no more than its own fault. */
function refusalFor(error: unknown): Refusal {
  const { name, statusCode } = error as { name?: unknown; statusCode?: unknown };
  // By name: the classes belong to packages that are not ours to import.
  const ofToken = ['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError', 'SyntaxError'];
  if (statusCode === 401 || ofToken.includes(String(name))) {
    return new Refusal(401, 'The token was not accepted.', { 'www-authenticate': 'Bearer' });
  }
  return new Refusal(503, 'The token could not be checked just now.', TRY_LATER);
}
