/** The environment and the partnership file. */
import { readConfig } from '../../config.js';
import type { Config } from '../../config.js';
import { loadPartnership } from '../../partnership.js';
import type { Partnership } from '../../partnership.js';
import { SetupError } from '../../shared/errors.js';
import { count } from '../../shared/text.js';
import { about } from './finding.js';
import type { Finding } from './finding.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Settings {
  readonly findings: readonly Finding[];
  /** Absent when the environment has a fault. */
  readonly config?: Config;
  /** Absent when the file has a fault. */
  readonly partnership?: Partnership;
  /** Known even then. */
  readonly dataFolder: string;
}

export function checkSettings(environment: Environment): Settings {
  const settings = attempt('Settings', () => readConfig(environment));
  const config = settings.value;
  const file = config?.partnershipFile ?? (environment.PARTNERSHIP || './env/partnership.yaml');
  const partnership = attempt('Partnership', () => loadPartnership(file));
  return {
    config,
    partnership: partnership.value,
    dataFolder: config?.dataFolder ?? (environment.DATA_DIR || './data'),
    findings: [
      ...settings.findings,
      ...(config === undefined ? [] : whatIsSet(config)),
      ...partnership.findings,
      ...(partnership.value === undefined ? [] : [whoIsThere(file, partnership.value)]),
    ],
  };
}

function attempt<T>(
  thing: string,
  read: () => T,
): { readonly value?: T; readonly findings: readonly Finding[] } {
  try {
    return { value: read(), findings: [] };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { findings: error.faults.map(about(thing).problem) };
  }
}

function whatIsSet({ bot, port, allowedTenants, firstCoordinator }: Config): readonly Finding[] {
  const { ok, problem } = about('Settings');
  const mode = bot === undefined ? 'Local mode' : `The bot ${bot.id}, ${bot.type}`;
  const tenants = allowedTenants.length > 0 || bot === undefined ? allowedTenants : [bot.tenant];
  const tenant = firstCoordinator?.split('/')[0]?.toLowerCase() ?? '';
  const outside =
    tenant !== '' && tenants.length > 0 && !tenants.some((each) => each.toLowerCase() === tenant);
  if (!outside) return [ok(`${mode}, on port ${port}.`)];
  return [
    problem(
      `FIRST_COORDINATOR is somebody of the tenant ${tenant}, whose people may not speak to the bot. Add the tenant to ALLOWED_TENANTS, or name somebody of an allowed tenant.`,
    ),
  ];
}

function whoIsThere(file: string, { name, organisations }: Partnership): Finding {
  return about('Partnership').ok(`${name}, with ${count(organisations.length, 'organisation')}, in ${file}.`);
}
