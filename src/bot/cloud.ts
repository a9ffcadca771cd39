/** The cloud that the bot speaks with: who vouches for what arrives, and which addresses may be sent to. */
import {
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder';
import type { Config } from '../config.js';
import { SetupError } from '../shared/errors.js';
import { isPlaygroundAddress, isTeamsAddress } from './service-addresses.js';

export interface Cloud {
  readonly authentication: ConfigurationBotFrameworkAuthentication;
  readonly allows: (serviceUrl: string) => boolean;
}

/** What the SDK found out about an activity that it let in. */
export type Admission = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication['authenticateRequest']>>;

type Identity = Parameters<ConfigurationBotFrameworkAuthentication['createUserTokenClient']>[0];
type TokenClient = ReturnType<ConfigurationBotFrameworkAuthentication['createUserTokenClient']>;

/**
 * The SDK makes a client for people's own sign-in with each activity. It is not used here, and
 * took a sixth of a turn: it is made once.
 */
class Authentication extends ConfigurationBotFrameworkAuthentication {
  private tokenClient: TokenClient | undefined;

  override createUserTokenClient(identity: Identity): TokenClient {
    return (this.tokenClient ??= super.createUserTokenClient(identity));
  }
}

/** Microsoft's cloud for a registered bot; the Playground on this machine in local mode. */
export function cloudOf({ bot }: Config): Cloud {
  // An empty app id is how the SDK is told to check nothing: right in local mode, and only there.
  if (bot?.id === '') throw new SetupError(['BOT_ID is empty. Set it, or remove it for local mode.']);
  const credentials = new ConfigurationServiceClientCredentialFactory(
    bot === undefined
      ? {}
      : {
          MicrosoftAppId: bot.id,
          MicrosoftAppPassword: bot.password,
          MicrosoftAppTenantId: bot.tenant,
          MicrosoftAppType: bot.type,
        },
  );
  return {
    authentication: new Authentication({}, credentials),
    allows: bot === undefined ? isPlaygroundAddress : isTeamsAddress,
  };
}
