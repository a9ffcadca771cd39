/**
 * The same cards on a web page, for people without Teams. A personal link is who somebody is here; what they
 * press goes to the same router, and the answer takes the card's place.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import { contextIn } from '../context.js';
import { directoryIn } from '../directory.js';
import type { Member } from '../directory.js';
import { FILE, downloadLinks } from '../links/downloads.js';
import { linkRefusalSentence } from '../links/links.js';
import type { LinkRefusal, Links } from '../links/links.js';
import { PERSONAL_PAGE } from '../links/personal.js';
import { pseudonymOf } from '../links/pseudonym.js';
import { holderOf } from '../links/revocations.js';
import type { Link } from '../links/token.js';
import type { Partnership } from '../partnership.js';
import { offersFor } from '../router/offers.js';
import type { Place, Router, Speaker } from '../router/port.js';
import { dayOf } from '../shared/calendar.js';
import { UserError } from '../shared/errors.js';
import { newId } from '../shared/ids.js';
import type { Store } from '../store/store.js';
import type { ActorContext, Workflow } from '../workflows/workflow.js';
import { answerAsset, answerHtml, answerJson } from './answer.js';
import { readAssets } from './assets.js';
import { answerDownload } from './files.js';
import { cardPage, refusalPage } from './html.js';
import { checkSender, readPress } from './press.js';
import { openRate } from './rate.js';
import { PageRefusal } from './refusal.js';

export interface PagesParts {
  readonly clock: Clock;
  readonly config: Config;
  readonly links: Links;
  readonly log: Logger;
  readonly partnership: Partnership;
  readonly pseudonymKey: string;
  readonly router: Router;
  readonly store: Store;
  readonly workflows: readonly Workflow[];
}

const UNDER = '/card/';
const FILES = '/file/';
const ASSETS = `${UNDER}assets/`;
const MOST_PRESSES = 30;
const ALONE: Place = { personal: true };

const STATUS: Readonly<Record<LinkRefusal, number>> = {
  altered: 404,
  'other purpose': 404,
  expired: 410,
  revoked: 410,
  'not a member': 410,
};

interface Visitor {
  readonly link: Link;
  readonly member: Member;
  readonly organisation: string;
}

/** The pages, for the one server of bot/server.ts to serve beside what Teams sends. */
export function openPages(parts: PagesParts): {
  readonly under: readonly string[];
  take(request: IncomingMessage, response: ServerResponse): Promise<void>;
} {
  const { clock, config, links, log, partnership, pseudonymKey, router, store, workflows } = parts;
  const assets = readAssets();
  const mayPress = openRate(MOST_PRESSES);

  async function visitorOf(token: string, purpose = PERSONAL_PAGE): Promise<Visitor> {
    const reading = links.read(token, purpose);
    if (!reading.ok) throw refused(reading.refusal);
    const { link } = reading;
    const found = await store.transact('roundtable', 'web/who', async (tx) => {
      const holder = await holderOf(tx, link);
      if (!holder.ok) return holder;
      const today = dayOf(clock.now(), partnership.time_zone);
      const { organisation } = holder.member;
      return { ...holder, organisation: directoryIn(tx, partnership).organisationName(organisation, today) };
    });
    if (!found.ok) throw refused(found.refusal);
    return { link, member: found.member, organisation: found.organisation };
  }

  function refused(refusal: LinkRefusal): PageRefusal {
    return new PageRefusal(STATUS[refusal], linkRefusalSentence(refusal, partnership.team));
  }

  async function show(token: string, response: ServerResponse): Promise<void> {
    const { member, organisation } = await visitorOf(token);
    const message = await router.hear('my items', speakerFor(member), ALONE);
    answerHtml(response, 200, cardPage(partnership, `${member.name}, ${organisation}`, message));
  }

  async function press(token: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    checkSender(request, originsOf(config, request));
    const { link, member } = await visitorOf(token);
    if (!mayPress(link.id, clock.now().getTime())) {
      const sentence = `That was more than ${MOST_PRESSES} presses in a minute. Wait a minute and press again.`;
      throw new PageRefusal(429, sentence, { 'retry-after': '60' });
    }
    const { verb, data } = await readPress(request);
    const { card, text } = await router.press(verb, data, speakerFor(member), ALONE);
    answerJson(response, 200, { text, ...(card !== undefined && { card }) });
  }

  async function download(token: string, response: ServerResponse): Promise<void> {
    const { link, member } = await visitorOf(token, FILE);
    const run = <T>(work: (context: ActorContext) => Promise<T>): Promise<T> =>
      store.transact(member.id, 'web/file', (tx) => {
        const now = clock.now();
        return work({
          ...contextIn(tx, partnership, now, links),
          ...{ actor: member, speaker: member.name, downloadLinks: downloadLinks(links, member.id, now) },
          offersFor: offersFor(workflows, member),
          pseudonym: pseudonymOf(pseudonymKey, member.id),
        });
      });
    await answerDownload(link, workflows, run, response);
  }

  async function answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method } = request;
    const reads = method === 'GET' || method === 'HEAD';
    const asset = path.startsWith(ASSETS) ? assets.get(path.slice(ASSETS.length)) : undefined;
    if (asset !== undefined && reads) return answerAsset(request, response, asset);
    if (asset !== undefined) throw notAllowed('GET, HEAD');
    if (path.startsWith(FILES)) {
      if (!reads) throw notAllowed('GET, HEAD');
      return download(path.slice(FILES.length), response);
    }
    const token = path.slice(UNDER.length);
    if (reads) return show(token, response);
    if (method === 'POST') return press(token, request, response);
    throw notAllowed('GET, HEAD, POST');
  }

  return {
    under: [UNDER, FILES],
    async take(request, response) {
      try {
        await answer((request.url ?? '').replace(/\?.*$/s, ''), request, response);
      } catch (error) {
        const { status, sentence, headers } = refusalOf(error);
        if (request.method === 'POST') answerJson(response, status, { text: sentence }, headers);
        else answerHtml(response, status, refusalPage(partnership, sentence), headers);
      }
    },
  };

  function refusalOf(error: unknown): PageRefusal {
    if (error instanceof PageRefusal) return error;
    return error instanceof UserError ? new PageRefusal(403, error.message) : fault(error);
  }

  /** Neither the address nor the token in it is logged. */
  function fault(error: unknown): PageRefusal {
    const reference = newId().slice(0, 6);
    log.error({ reference, err: error }, 'a web page failed');
    const { name, mailbox } = partnership.team;
    return new PageRefusal(
      500,
      `Something went wrong on our side, and nothing was saved. Try again in a few minutes. If it happens again, ` +
        `tell the ${name} (${mailbox}) this reference: ${reference}.`,
    );
  }
}

/** The link vouches for the member; the account, which they may not have, is not asked. */
function speakerFor({ id, name, account = '' }: Member): Speaker {
  return { member: id, name, account };
}

/** Local mode has checked that the host is this machine, under whichever of its names. */
function originsOf({ bot, links }: Config, { headers }: IncomingMessage): readonly string[] {
  const origin = links === undefined ? [] : [new URL(links.publicUrl).origin];
  return bot === undefined ? [...origin, `http://${headers.host ?? ''}`] : origin;
}

function notAllowed(allow: string): PageRefusal {
  return new PageRefusal(405, 'This page is opened, and its buttons are pressed; it takes nothing else.', {
    allow,
  });
}
