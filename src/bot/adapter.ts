/** The SDK's adapter, and the only way to its connector: no repeats, no redirects, known addresses. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { CloudAdapter } from 'botbuilder';
import type { Activity, InvokeResponse, TurnContext } from 'botbuilder';
import type { Config } from '../config.js';
import { cloudOf } from './cloud.js';
import type { Admission, Cloud } from './cloud.js';

export type Connector = Awaited<ReturnType<NonNullable<Admission['connectorFactory']>['create']>>;

/** An address that the bot must not send to. */
export class UntrustedAddress extends Error {}

interface PipedRequest {
  readonly url: string;
  agent?: HttpAgent | HttpsAgent;
}

/** What the connector's type keeps private. */
interface Piped {
  readonly client: {
    readonly pipeline: {
      removePolicy(policy: { name: string }): unknown;
      addPolicy(policy: {
        readonly name: string;
        sendRequest<T>(request: PipedRequest, next: (request: PipedRequest) => T): T;
      }): unknown;
    };
  };
}

/**
 * A message on a connection that the other side is just closing is lost: nobody knows whether it arrived. So ours are
 * closed when nothing was sent for a while, before any server would.
 */
const IDLE = { keepAlive: true, timeout: 3000 };
const agents = { 'http:': new HttpAgent(IDLE), 'https:': new HttpsAgent(IDLE) } as const;

export class Adapter extends CloudAdapter {
  private readonly connectors = new Map<string, Promise<Connector>>();

  constructor(
    private readonly cloud: Cloud,
    private readonly botId: string,
  ) {
    super(cloud.authentication);
  }

  allows(serviceUrl: string): boolean {
    // A connector is opened for nothing but an address that is allowed.
    return this.connectors.has(serviceUrl) || this.cloud.allows(serviceUrl);
  }

  /** Checks the token (none in local mode). Rejects with the SDK's error: see admission.ts. */
  authenticate(activity: Activity, header: string): Promise<Admission> {
    return this.cloud.authentication.authenticateRequest(activity, header);
  }

  /** Runs one turn for an activity that was let in; an invoke's response is the answer. */
  take(
    activity: Activity,
    admission: Admission,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    const connectorFactory = { create: (serviceUrl: string) => this.connector(serviceUrl) };
    return this.processActivity({ ...admission, connectorFactory }, activity, logic);
  }

  /**
   * The client for one service address.
   * @throws {UntrustedAddress} when it is not on the list, whatever was stored
   */
  async connector(serviceUrl: string): Promise<Connector> {
    if (!this.allows(serviceUrl)) throw new UntrustedAddress('The service address is not one of Teams.');
    const known = this.connectors.get(serviceUrl);
    if (known !== undefined) return known;
    // A handful of addresses exist; the limit is for paths that somebody invents.
    if (this.connectors.size >= 50) this.connectors.clear();
    const opening = this.openConnector(serviceUrl);
    this.connectors.set(serviceUrl, opening);
    return opening;
  }

  private async openConnector(serviceUrl: string): Promise<Connector> {
    const identity = this.createClaimsIdentity(this.botId);
    const connector = await this.cloud.authentication.createConnectorFactory(identity).create(serviceUrl, '');
    const { pipeline } = (connector as unknown as Piped).client;
    // Left in, one send that meets a 503 is posted four times; and a redirect leaves the list of hosts.
    pipeline.removePolicy({ name: 'defaultRetryPolicy' });
    pipeline.removePolicy({ name: 'redirectPolicy' });
    pipeline.addPolicy({
      name: 'roundtableAgent',
      sendRequest(request, next) {
        request.agent = agents[request.url.startsWith('https:') ? 'https:' : 'http:'];
        return next(request);
      },
    });
    return connector;
  }
}

/**
 * The adapter of this installation.
 * @param cloud another cloud than Microsoft's, for tests: no setting leads here
 */
export function openAdapter(config: Config, cloud: Cloud = cloudOf(config)): Adapter {
  return new Adapter(cloud, config.bot?.id ?? '');
}
