/** The HTTP side: three addresses, and answers that give nothing away. */
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import restify from 'restify';
import type { Next, Request, Response, ServerOptions } from 'restify';
import { SetupError } from '../shared/errors.js';
import { logFault } from './background.js';
import { strangerIn } from './local-only.js';
import { Refusal } from './refusal.js';

/** What a request is answered: `body` goes out as JSON. */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** What else is served on the same port: src/web/. */
export interface Pages {
  /** What their addresses begin with, like `/card/`. */
  readonly under: readonly string[];
  /** Answers one request, whatever is wrong with it. Never rejects. */
  take(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export interface ServerParts {
  readonly port: number;
  /** No token is asked for, so only this machine is answered. */
  readonly local: boolean;
  readonly log: Logger;
  /** Why the bot is not ready, as a sentence; nothing when it is. */
  readonly ready: () => string | undefined;
  /** Takes one POST to /api/messages; a {@link Refusal} is answered as it says. */
  readonly take: (request: Request) => Promise<HttpAnswer>;
  readonly pages?: Pages | undefined;
}

export interface Server {
  /** @throws {SetupError} when the port cannot be had */
  listen(): Promise<{ readonly port: number }>;
  /** Takes no more requests and waits for those under way. */
  close(): Promise<void>;
}

export function openServer({ port, local, log, ready, take, pages }: ServerParts): Server {
  const server = restify.createServer({
    name: 'roundtable',
    // restify 12 wants a pino logger; its types still name the one before.
    log: log as unknown as ServerOptions['log'],
    formatters: Object.fromEntries(FORMATS.map((type) => [type, format])),
  });
  const http = server.server as HttpServer;
  let closing = false;

  function answer(response: Response, status: number, body: unknown): void {
    // A connection kept alive after its answer would hold the stop for five seconds.
    if (closing) response.header('connection', 'close');
    response.header('content-type', 'application/json');
    response.send(status, body);
  }

  const isPage = ({ url = '' }: IncomingMessage): boolean =>
    pages?.under.some((folder) => url.startsWith(folder)) === true;

  if (local) {
    server.pre((request: Request, response: Response, next: Next) => {
      const reason = strangerIn(request.headers, isPage(request));
      if (reason === undefined) return next();
      answer(response, 403, { error: reason });
      return next(false);
    });
  }

  server.pre((request: Request, response: Response, next: Next) => {
    if (pages === undefined || !isPage(request)) return next();
    if (closing) response.setHeader('connection', 'close');
    // Before restify's own router, which knows neither their methods nor how to refuse.
    void pages.take(request, response).then(() => next(false));
  });

  server.get('/healthz', async (_request: Request, response: Response) => {
    answer(response, 200, { alive: true });
  });

  server.get('/readyz', async (_request: Request, response: Response) => {
    const reason = ready();
    if (reason === undefined) answer(response, 200, { ready: true });
    else answer(response, 503, { ready: false, reason });
  });

  server.post('/api/messages', async (request: Request, response: Response) => {
    try {
      const { status, body } = await take(request);
      answer(response, status, body);
    } catch (error) {
      if (!(error instanceof Refusal)) {
        const reference = logFault(log, 'take an activity', error);
        return answer(response, 500, { error: `Something went wrong here. The reference is ${reference}.` });
      }
      for (const [name, value] of Object.entries(error.headers)) response.header(name, value);
      answer(response, error.status, { error: error.sentence });
    }
  });

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        // On restify's server, which throws an error of the socket that nobody there listens for.
        server.on('error', (error: NodeJS.ErrnoException) => {
          reject(new SetupError([portFault(port, error)]));
        });
        const host = local ? '127.0.0.1' : undefined;
        http.listen({ port, host }, () => resolve({ port: (http.address() as AddressInfo).port }));
      }),
    close: () =>
      new Promise((resolve) => {
        closing = true;
        http.close(() => resolve());
      }),
  };
}

/** Whatever a caller accepts: else restify picks a format of its own, with an error's message in it. */
const FORMATS = ['application/json', 'text/plain', 'application/octet-stream', 'application/javascript'];

function format(_request: Request, response: Response, body: unknown): string {
  // Only restify itself gets here with an error: no such address, or no such method on it.
  const text = JSON.stringify(body instanceof Error ? { error: 'There is nothing here.' } : body);
  response.setHeader('content-length', Buffer.byteLength(text));
  return text;
}

function portFault(port: number, error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is in use by another program. Stop that program, or set PORT to another number.`;
  }
  if (error.code === 'EACCES') {
    return `Port ${port} may not be used by this account. Set PORT to a number above 1023.`;
  }
  return `The bot cannot listen on port ${port} (${error.code ?? error.message}). Set PORT to another number.`;
}
