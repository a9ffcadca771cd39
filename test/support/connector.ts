/** A stand-in for Teams' connector: keeps what it is sent, and fails in the ways that Teams does. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface ConnectorCall {
  readonly what: 'post' | 'edit' | 'open chat' | 'members' | 'member';
  readonly conversation: string;
  readonly activity: string;
  readonly body: Record<string, unknown>;
  readonly authorization: string | undefined;
}

/** How the next call is answered: a status with its headers and error code, or no answer at all. */
export type Trouble =
  | 'hang'
  | 'reset'
  /** Accepts the message, then loses the answer. */
  | 'half an answer'
  | { readonly status: number; readonly code?: string; readonly headers?: Record<string, string> };

export interface ConnectorStandIn {
  readonly serviceUrl: string;
  readonly calls: readonly ConnectorCall[];
  /** Troubles for the next calls, one each; calls after them succeed. */
  fail(...troubles: readonly Trouble[]): void;
  /** Pages of the roster of every team. */
  roster(...pages: readonly (readonly object[])[]): void;
  /** What the service knows of one person, asked for by their id; nobody is known without. */
  knows(user: string, details: object): void;
  /** Resolves with the calls once there are so many. */
  received(count: number): Promise<readonly ConnectorCall[]>;
  /** Resolves when a caller has closed its connection, which the connector itself keeps for a minute. */
  readonly hungUp: Promise<void>;
  close(): Promise<void>;
}

/** Starts on an ephemeral port of this machine, under the path that the Agents Playground uses. */
export async function startConnector(): Promise<ConnectorStandIn> {
  const calls: ConnectorCall[] = [];
  const troubles: Trouble[] = [];
  let pages: readonly (readonly object[])[] = [];
  const people = new Map<string, object>();
  let waiting: { count: number; resolve: (calls: readonly ConnectorCall[]) => void }[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://connector');
    const call = callIn(request, url, await bodyOf(request));
    // Reading one person sends nothing, so it is neither kept nor does it use up a trouble.
    if (call.what === 'member') {
      const person = people.get(call.activity);
      return reply(response, person === undefined ? 404 : 200, person ?? {});
    }
    const trouble = troubles.shift();
    if (trouble === undefined) reply(response, call.what === 'members' ? 200 : 201, answerTo(call, url));
    else misbehave(response, trouble);
    calls.push(call);
    waiting = waiting.filter(({ count, resolve }) => calls.length < count || resolve(calls));
  }

  function answerTo(call: ConnectorCall, url: URL): object {
    if (call.what === 'open chat') return { id: `a:chat-${calls.length}` };
    if (call.what !== 'members') return { id: `sent-${calls.length}` };
    const page = Number(url.searchParams.get('continuationToken') ?? 0);
    return {
      members: pages[page] ?? [],
      ...(page + 1 < pages.length && { continuationToken: `${page + 1}` }),
    };
  }

  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void answer(request, response);
  });
  const hungUp = new Promise<void>((resolve) => {
    server.on('connection', (socket) => void socket.once('end', resolve));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/_connector`,
    calls,
    hungUp,
    knows: (user, details) => void people.set(user, { id: user, ...details }),
    fail: (...next) => void troubles.push(...next),
    roster: (...next) => void (pages = next),
    received(count) {
      if (calls.length >= count) return Promise.resolve(calls);
      return new Promise((resolve) => void waiting.push({ count, resolve }));
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  if (request.method === 'GET') return {};
  return (await json(request)) as Record<string, unknown>;
}

function callIn(request: IncomingMessage, url: URL, body: Record<string, unknown>): ConnectorCall {
  const [conversation = '', kind = '', activity = ''] = url.pathname
    .replace('/_connector/v3/conversations', '')
    .split('/')
    .slice(1)
    .map(decodeURIComponent);
  const what =
    kind === 'pagedmembers'
      ? 'members'
      : kind === 'members'
        ? 'member'
        : kind === ''
          ? 'open chat'
          : activity === ''
            ? 'post'
            : 'edit';
  return { what, conversation, activity, body, authorization: request.headers.authorization };
}

function misbehave(response: ServerResponse, trouble: Trouble): void {
  if (trouble === 'hang') return;
  if (trouble === 'reset') return void response.socket?.resetAndDestroy();
  if (trouble === 'half an answer') {
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': '1000' });
    return void response.write('{"id":');
  }
  const { status, code = 'ServiceError', headers } = trouble;
  reply(response, status, { error: { code, message: 'A message of the service.' } }, headers);
}

function reply(response: ServerResponse, status: number, body: object, headers: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
