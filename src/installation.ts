/** One installation, as the bot and the command line both find it: its settings and its partnership. */
import type { Clock } from './clock.js';
import { clockStartedAt, systemClock } from './clock.js';
import { readConfig } from './config.js';
import type { Config } from './config.js';
import { loadPartnership } from './partnership.js';
import type { Partnership } from './partnership.js';
import { SetupError } from './shared/errors.js';

export interface Installation {
  readonly config: Config;
  readonly partnership: Partnership;
  readonly clock: Clock;
}

/**
 * Reads the environment and the partnership file.
 * @throws {SetupError} with the faults of both at once
 */
export function readInstallation(environment: Readonly<Record<string, string | undefined>>): Installation {
  const faults: string[] = [];
  function attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      faults.push(...error.faults);
      return undefined;
    }
  }
  const config = attempt(() => readConfig(environment));
  // Checked too when the settings have a fault: whoever mends one should not then find the next.
  const file = config?.partnershipFile ?? (environment.PARTNERSHIP || './env/partnership.yaml');
  const partnership = attempt(() => loadPartnership(file));
  if (config === undefined || partnership === undefined) throw new SetupError(faults);
  const clock = config.startClockAt === undefined ? systemClock : clockStartedAt(config.startClockAt);
  return { config, partnership, clock };
}
