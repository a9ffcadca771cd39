/** The settings of one installation, read once from the environment. env/.env.example explains them. */
import { z } from 'zod';
import { fromAddress, smtpUrl } from './mail/settings.js';
import type { MailSettings } from './mail/settings.js';
import { SetupError } from './shared/errors.js';

/** The bot's registration with Microsoft. Without it the bot runs in local mode. */
export interface BotRegistration {
  readonly id: string;
  readonly password: string;
  readonly tenant: string;
  readonly type: 'SingleTenant' | 'MultiTenant';
}

/** How links outside Teams are made. */
export interface LinkSettings {
  /** Where people's browsers find this bot, without a slash at the end. */
  readonly publicUrl: string;
  /** The first signs, all are known. Empty in local mode, where the data folder keeps one of its own. */
  readonly secrets: readonly string[];
}

export interface Config {
  readonly port: number;
  readonly dataFolder: string;
  readonly partnershipFile: string;
  /** Absent in local mode: no token is asked for, and only this machine is listened to. */
  readonly bot?: BotRegistration;
  /** Microsoft 365 tenants whose people may speak to the bot; empty means any, in local mode only. */
  readonly allowedTenants: readonly string[];
  /** The account that may become the first coordinator, `<tenant>/<object id>`. */
  readonly firstCoordinator?: string;
  readonly logLevel: string;
  /** Absent in an installation without web pages. */
  readonly links?: LinkSettings | undefined;
  /** Absent in an installation without mail. */
  readonly mail?: MailSettings | undefined;
  /** Local mode only: what the clock reads at the start. */
  readonly startClockAt?: Date;
}

const guid = z.guid('must be a GUID, like 11111111-2222-3333-4444-555555555555');

const schema = z.object({
  PORT: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be from 1 to 65535')
    .max(65535, 'must be from 1 to 65535')
    .default(3978),
  DATA_DIR: z.string().default('./data'),
  PARTNERSHIP: z.string().default('./env/partnership.yaml'),
  BOT_ID: guid.optional(),
  BOT_PASSWORD: z.string().optional(),
  BOT_TENANT_ID: guid.optional(),
  BOT_TYPE: z
    .enum(['SingleTenant', 'MultiTenant'], 'must be SingleTenant or MultiTenant')
    .default('SingleTenant'),
  ALLOWED_TENANTS: z
    .string()
    .default('')
    .transform((text) => text.split(',').map((each) => each.trim().toLowerCase()))
    .transform((list) => list.filter((each) => each !== ''))
    .pipe(z.array(guid)),
  FIRST_COORDINATOR: z
    .string()
    .toLowerCase()
    .regex(
      /^[0-9a-f-]{36}\/[0-9a-f-]{36}$/,
      'must be a tenant id and an object id with a slash between, each a GUID',
    )
    .optional(),
  PUBLIC_URL: z
    .url({
      protocol: /^https?$/,
      error: 'must be a web address like https://roundtable.example.org',
    })
    .refine((text) => !/[?#@]/.test(text), 'must be an address without a query, a fragment or a password')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  LINK_SECRET: z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim()))
    .transform((list) => list.filter((each) => each !== ''))
    .pipe(
      z
        .array(
          z.string().min(32, 'must be a secret of at least 32 characters, or several with commas between'),
        )
        .min(1, 'must hold a secret'),
    )
    .optional(),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: fromAddress.optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
      'must be fatal, error, warn, info, debug or silent',
    )
    .default('info'),
  NOW: z.iso.datetime({ offset: true, error: 'must be an instant like 2026-11-20T09:00:00Z' }).optional(),
  NODE_ENV: z.string().optional(),
});

type Settings = z.output<typeof schema>;
type Environment = Readonly<Record<string, string | undefined>>;

/** Every variable there is, for env/.env.example to explain. */
export const variables: readonly string[] = Object.keys(schema.shape);

/**
 * Reads the environment; an empty variable counts as not set.
 * @throws {SetupError} with every fault at once
 */
export function readConfig(environment: Environment): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const read = schema.safeParse(given);
  const wrong = read.error?.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`) ?? [];
  const faults = [...wrong, ...faultsBetween(given)];
  if (!read.success || faults.length > 0) throw new SetupError(faults);

  const settings = read.data;
  return {
    port: settings.PORT,
    dataFolder: settings.DATA_DIR,
    partnershipFile: settings.PARTNERSHIP,
    bot: registration(settings),
    allowedTenants: settings.ALLOWED_TENANTS,
    firstCoordinator: settings.FIRST_COORDINATOR,
    logLevel: settings.LOG_LEVEL,
    links: linkSettings(settings),
    mail: mailSettings(settings),
    startClockAt: settings.NOW === undefined ? undefined : new Date(settings.NOW),
  };
}

/** What is wrong with settings together, whether or not each is right alone. */
function faultsBetween(given: Environment): string[] {
  const local = given.BOT_ID === undefined;
  const faults: string[] = [];
  if (local && given.NODE_ENV === 'production') {
    faults.push(
      'BOT_ID is not set, so this would be local mode, which NODE_ENV=production refuses. Set BOT_ID.',
    );
  }
  if (!local && given.BOT_PASSWORD === undefined) {
    faults.push('BOT_PASSWORD is not set. Set the client secret that belongs to BOT_ID.');
  }
  if (!local && given.BOT_TENANT_ID === undefined) {
    if (given.BOT_TYPE !== 'MultiTenant') {
      faults.push('BOT_TENANT_ID is not set. Set the tenant in which a SingleTenant bot is registered.');
    } else if (!/[^,\s]/.test(given.ALLOWED_TENANTS ?? '')) {
      faults.push('ALLOWED_TENANTS is not set. List the tenants whose people may speak to the bot.');
    }
  }
  if (!local && (given.PUBLIC_URL === undefined) !== (given.LINK_SECRET === undefined)) {
    faults.push(
      given.PUBLIC_URL === undefined
        ? 'PUBLIC_URL is not set. Set the address under which browsers find the bot, or remove LINK_SECRET.'
        : 'LINK_SECRET is not set. Set a random text of 32 characters or more, or remove PUBLIC_URL.',
    );
  }
  if (!local && /^http:/i.test(given.PUBLIC_URL ?? '')) {
    faults.push(
      'PUBLIC_URL must begin with https:// when BOT_ID is set: its links are as good as a password.',
    );
  }
  if (given.SMTP_URL !== undefined && given.MAIL_FROM === undefined) {
    faults.push('MAIL_FROM is not set. Set the address that letters come from, or remove SMTP_URL.');
  }
  if (!local && given.MAIL_FROM !== undefined && given.SMTP_URL === undefined) {
    faults.push('SMTP_URL is not set. Set the mail server that takes the letters, or remove MAIL_FROM.');
  }
  if (!local && given.NOW !== undefined) {
    faults.push(
      'NOW is set together with BOT_ID. NOW moves the clock and works in local mode only. Remove it.',
    );
  }
  return faults;
}

function linkSettings({ BOT_ID, PORT, PUBLIC_URL, LINK_SECRET = [] }: Settings): LinkSettings | undefined {
  if (PUBLIC_URL !== undefined) return { publicUrl: PUBLIC_URL, secrets: LINK_SECRET };
  if (BOT_ID !== undefined) return undefined;
  return { publicUrl: `http://127.0.0.1:${PORT}`, secrets: LINK_SECRET };
}

function mailSettings({ BOT_ID, SMTP_URL, MAIL_FROM }: Settings): MailSettings | undefined {
  if (SMTP_URL === undefined && BOT_ID !== undefined) return undefined;
  return { ...(SMTP_URL && { smtp: SMTP_URL }), ...(MAIL_FROM !== undefined && { from: MAIL_FROM }) };
}

function registration(settings: Settings): BotRegistration | undefined {
  if (settings.BOT_ID === undefined) return undefined;
  return {
    id: settings.BOT_ID,
    password: settings.BOT_PASSWORD ?? '',
    tenant: settings.BOT_TENANT_ID ?? '',
    type: settings.BOT_TYPE,
  };
}
