/** Real tokens of a Bot Service of our own: a key pair, and the server from which the SDK fetches the key. */
import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder';
import type { Cloud } from '../../src/bot/cloud.js';
import type { BotRegistration } from '../../src/config.js';

const ISSUER = 'https://tokens.test';
// Made once: a pair takes a fifth of a second.
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });

export interface TokenOptions {
  readonly serviceUrl?: string | undefined;
  readonly audience?: string;
  readonly issuer?: string;
  /** Seconds from now; negative for one that has expired. */
  readonly expiresIn?: number;
  /** Signed with another key under the same name. */
  readonly forged?: boolean;
  /** Signed with the public key as a shared secret: the classic confusion of algorithms. */
  readonly symmetric?: boolean;
}

export interface TokenService {
  readonly cloud: Cloud;
  /** How often the keys were fetched. */
  readonly fetches: () => number;
  /** Whether the key server answers. */
  away(isAway: boolean): void;
  /** How the bot's own sign-in goes. */
  signIn(getToken: () => Promise<string>): void;
  token(options?: TokenOptions): string;
  close(): Promise<void>;
}

/** @param bot the registration that tokens are for; `serviceUrl` is the only address to send to */
export async function startTokenService(bot: BotRegistration, serviceUrl: string): Promise<TokenService> {
  const key = {
    ...pair.publicKey.export({ format: 'jwk' }),
    kid: 'key-1',
    use: 'sig',
    endorsements: ['msteams'],
  };
  const credentials = new FixedCredentials({
    MicrosoftAppId: bot.id,
    MicrosoftAppPassword: bot.password,
    MicrosoftAppTenantId: bot.tenant,
    MicrosoftAppType: bot.type,
  });
  let isAway = false;
  let fetches = 0;

  const server = createServer((request, response) => {
    if (isAway) return void response.socket?.destroy();
    if (request.url === '/keys') fetches++;
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(request.url === '/keys' ? { keys: [key] } : { jwks_uri: `${base}/keys` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    cloud: {
      authentication: authenticationAt(base, credentials),
      allows: (address) => address === serviceUrl,
    },
    fetches: () => fetches,
    away: (away) => void (isAway = away),
    signIn: (getToken) => void (credentials.getToken = getToken),
    token(options = {}) {
      const claims = {
        iss: options.issuer ?? ISSUER,
        aud: options.audience ?? bot.id,
        exp: Math.floor(Date.now() / 1000) + (options.expiresIn ?? 3600),
        nbf: Math.floor(Date.now() / 1000) - 7200,
        ...('serviceUrl' in options
          ? options.serviceUrl !== undefined && { serviceurl: options.serviceUrl }
          : { serviceurl: serviceUrl }),
      };
      const alg = options.symmetric ? 'HS256' : 'RS256';
      const signed = [{ alg, typ: 'JWT', kid: 'key-1' }, claims]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.');
      const pem = pair.publicKey.export({ format: 'pem', type: 'pkcs1' });
      const signature = options.symmetric
        ? createHmac('sha256', pem).update(signed).digest()
        : createSign('RSA-SHA256')
            .update(signed)
            .sign(options.forged ? other.privateKey : pair.privateKey);
      return `${signed}.${signature.toString('base64url')}`;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

type Credentials = Awaited<ReturnType<ConfigurationServiceClientCredentialFactory['createCredentials']>>;

/** Signs what is sent with a fixed token: Microsoft's sign-in cannot be stood in for without TLS. */
class FixedCredentials extends ConfigurationServiceClientCredentialFactory {
  /** What a sign-in does; rejecting is Microsoft's refusal. */
  getToken = (): Promise<string> => Promise.resolve('of-the-bot');

  override createCredentials(appId: string): Promise<Credentials> {
    const getToken = (): Promise<string> => this.getToken();
    const credentials = {
      appId,
      getToken,
      signRequest: async (request: Parameters<Credentials['signRequest']>[0]) => {
        request.headers.set('authorization', `Bearer ${await getToken()}`);
        return request;
      },
    };
    return Promise.resolve(credentials);
  }
}

function authenticationAt(
  base: string,
  credentials: FixedCredentials,
): ConfigurationBotFrameworkAuthentication {
  // All seven: any one of them switches the defaults of all off.
  const settings = {
    ToBotFromChannelOpenIdMetadataUrl: `${base}/openid`,
    ToBotFromEmulatorOpenIdMetadataUrl: `${base}/openid`,
    ToBotFromChannelTokenIssuer: ISSUER,
    ToChannelFromBotLoginUrl: `${base}/login`,
    ToChannelFromBotOAuthScope: `${base}/scope`,
    OAuthUrl: `${base}/oauth`,
    CallerId: 'urn:test',
  };
  return new ConfigurationBotFrameworkAuthentication(settings, credentials);
}
