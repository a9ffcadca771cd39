/** The workflows' public pages: no member and no session, the address is the key to each. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Clock } from '../clock.js';
import { contextIn } from '../context.js';
import type { Links } from '../links/links.js';
import { enqueue } from '../outbox/rows.js';
import type { Partnership } from '../partnership.js';
import { documentOf, paragraph } from '../reports/document.js';
import type { Document } from '../reports/document.js';
import { FORM_POLICY, PAGE_POLICY, htmlWithForm, writeHtml } from '../reports/html.js';
import { NEWSLETTER_POLICY, newsletterHtml } from '../reports/newsletter-html.js';
import { UserError } from '../shared/errors.js';
import { newId } from '../shared/ids.js';
import type { Store } from '../store/store.js';
import type { Page, PageAnswer, Workflow } from '../workflows/workflow.js';
import { answerHtml } from './answer.js';
import { openRate } from './rate.js';
import { PageRefusal } from './refusal.js';
import { readForm } from './form-body.js';

interface Parts {
  readonly clock: Clock;
  readonly links: Links;
  readonly log: Logger;
  readonly partnership: Partnership;
  readonly store: Store;
  readonly workflows: readonly Workflow[];
  /** Tells the outbox that there may be something to send. */
  readonly wake: () => void;
}

const MOST_SENT = 30;
const KEY = /^[A-Za-z0-9-]{0,64}$/;

/** The pages, for the one server of bot/server.ts to serve beside what Teams sends. */
export function openPublicPages(parts: Parts): {
  readonly under: readonly string[];
  take(request: IncomingMessage, response: ServerResponse): Promise<void>;
} {
  const { clock, links, log, partnership, store, workflows, wake } = parts;
  const maySend = openRate(MOST_SENT);
  const pages = new Map<string, Page>(
    workflows.flatMap(({ name, pages: own = {} }) =>
      Object.entries(own).map(([page, each]) => [`${name}/${page}`, each] as const),
    ),
  );

  async function answer(request: IncomingMessage): Promise<PageAnswer> {
    const [, name = '', key = ''] = /^\/([^/]+\/[^/]+)\/?([^/]*)$/.exec(pathOf(request)) ?? [];
    const page = pages.get(name);
    if (page === undefined || !KEY.test(key)) throw notHere();
    if (request.method === 'GET' || request.method === 'HEAD')
      return run(name, (each) => page.show(key, each));
    const { take } = page;
    if (request.method !== 'POST' || take === undefined) throw notTaken(take !== undefined);
    // Of a page without a key everybody's presses count together: it writes to addresses that anybody can type.
    if (!maySend(`${name}/${key}`, clock.now().getTime())) throw tooOften();
    const typed = await readForm(request);
    const taken = await run(name, (each) => take(key, typed, each));
    wake();
    return taken;
  }

  function run(
    name: string,
    work: (context: ReturnType<typeof contextIn>) => Promise<PageAnswer>,
  ): Promise<PageAnswer> {
    return store.transact('roundtable', `web/${name}`, async (tx) => {
      const now = clock.now();
      const answered = await work(contextIn(tx, partnership, now, links));
      await enqueue(tx, answered.notify ?? [], now);
      return answered;
    });
  }

  function explain(error: unknown): PageRefusal {
    if (error instanceof PageRefusal) return error;
    if (error instanceof UserError) return new PageRefusal(403, error.message);
    const reference = newId().slice(0, 6);
    log.error({ reference, err: error }, 'a public page failed');
    const { name, mailbox } = partnership.team;
    const sentence = `Something went wrong on our side, and nothing was saved. Try again in a few minutes. If it happens again, tell the ${name} (${mailbox}) this reference: ${reference}.`;
    return new PageRefusal(500, sentence);
  }

  return {
    under: workflows.flatMap(({ name, pages: own = {} }) =>
      Object.keys(own).length === 0 ? [] : [`/${name}/`],
    ),
    async take(request, response) {
      try {
        await show(response, await answer(request));
      } catch (error) {
        const { status, message, headers } = explain(error);
        const document = documentOf('This page cannot be shown', [paragraph(message)], partnership.name);
        await showDocument(response, status, document, headers);
      }
    },
  };
}

async function show(response: ServerResponse, { document, form, links, missing }: PageAnswer): Promise<void> {
  const status = missing ? 404 : 200;
  const { newsletter } = document;
  if (newsletter !== undefined) {
    answerHtml(response, status, newsletterHtml(newsletter), {
      'content-security-policy': NEWSLETTER_POLICY,
    });
  } else if (form !== undefined || links !== undefined) {
    answerHtml(response, status, htmlWithForm(document, form, links), {
      'content-security-policy': FORM_POLICY,
    });
  } else await showDocument(response, status, document);
}

async function showDocument(
  response: ServerResponse,
  status: number,
  document: Document,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const html = Buffer.from(await writeHtml(document)).toString();
  answerHtml(response, status, html, { 'content-security-policy': PAGE_POLICY, ...headers });
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.replace(/\?.*$/s, '');
}

function notHere(): PageRefusal {
  return new PageRefusal(404, 'There is no such page. Copy all of the address from the message it came in.');
}

function notTaken(form: boolean): PageRefusal {
  const sentence = 'This page is opened, and its button is pressed; it takes nothing else.';
  return new PageRefusal(405, sentence, { allow: form ? 'GET, HEAD, POST' : 'GET, HEAD' });
}

function tooOften(): PageRefusal {
  const sentence = 'This page is busy. Wait a minute and press again.';
  return new PageRefusal(429, sentence, { 'retry-after': '60' });
}
