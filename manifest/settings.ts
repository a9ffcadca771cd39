/** What one environment's app needs to be told: five settings. README.md explains them. */
import { z } from 'zod';
import { SetupError } from '../src/shared/errors.js';

export interface Settings {
  /** The application (client) id of the bot's registration; the app has the same id. */
  readonly botId: string;
  /** Who offers the app, as Teams shows it. */
  readonly publisher: string;
  readonly websiteUrl: string;
  readonly privacyUrl: string;
  readonly termsUrl: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const https = (page: string) =>
  z.url({
    protocol: /^https$/,
    error: ({ input }) =>
      input === undefined
        ? `is not set. Set it to the address of ${page}.`
        : `must be a web address that starts with https://. Set it to ${page}.`,
  });

const schema = z.object({
  BOT_ID: z.guid({
    error: ({ input }) =>
      input === undefined
        ? "is not set. Set it to the application (client) id of the bot's registration."
        : "must be a GUID. Copy the application (client) id of the bot's registration.",
  }),
  PUBLISHER_NAME: z
    .string("is not set. Set it to the name of the team that offers the app, like 'Community Safety Team'.")
    .trim()
    .min(1, 'is empty. Set it to the name of the team that offers the app.')
    .max(32, 'is too long for Teams. Shorten it to at most 32 characters.'),
  WEBSITE_URL: https('a page about the partnership'),
  PRIVACY_URL: https("the partnership's privacy notice"),
  TERMS_URL: https('the terms on which people use the app'),
});

/**
 * Reads the environment; an empty variable counts as not set.
 * @throws {SetupError} with every fault at once, each with what to do
 */
export function readSettings(environment: Environment): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const read = schema.safeParse(given);
  if (!read.success) {
    throw new SetupError(read.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`));
  }
  return {
    botId: read.data.BOT_ID.toLowerCase(),
    publisher: read.data.PUBLISHER_NAME,
    websiteUrl: read.data.WEBSITE_URL,
    privacyUrl: read.data.PRIVACY_URL,
    termsUrl: read.data.TERMS_URL,
  };
}
