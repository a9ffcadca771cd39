/** Local mode's letters in a browser: a list, each letter as text, and as a mail program would show it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import PostalMime from 'postal-mime';
import type { Email } from 'postal-mime';
import { PAGE_STYLE, STYLE_SOURCE } from '../reports/html-style.js';
import { line, text } from '../shared/typed-html.js';
import { clockTime, dayOf, longDate } from '../shared/calendar.js';
import { answerHtml } from '../web/answer.js';
import { lettersFolder, openKeptLetters } from './kept.js';

const UNDER = '/mail/';
const MOST = 100;
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const OWN_POLICY = `${NOTHING}; style-src ${STYLE_SOURCE}`;
/** A letter's own styles and pictures in it, and nothing that runs or loads. */
const LETTER_POLICY = `${NOTHING}; style-src 'unsafe-inline'; img-src data:`;

export interface LettersPage {
  readonly under: readonly string[];
  take(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** For local mode alone: bot/server.ts has checked that it is this machine that asks. */
export function openLettersPage(dataFolder: string, zone: string): LettersPage {
  const kept = openKeptLetters(lettersFolder(dataFolder));

  async function answer(path: string, response: ServerResponse): Promise<void> {
    if (path === '') return show(response, 200, 'Letters', await list());
    const [, name = '', html] = /^([^/]+?)(\/html)?$/.exec(path) ?? [];
    const bytes = await kept.read(name);
    if (bytes === undefined) return show(response, 404, 'Letters', '<p>There is no such letter.</p>');
    const letter = await PostalMime.parse(bytes);
    if (html === undefined) return show(response, 200, letter.subject ?? '', letterHtml(name, letter, zone));
    answerHtml(response, 200, letter.html ?? '', { 'content-security-policy': LETTER_POLICY });
  }

  async function list(): Promise<string> {
    const names = await kept.list();
    if (names.length === 0) return '<p>No letter was sent yet.</p>';
    const lines: string[] = [];
    for (const name of names.slice(0, MOST)) {
      const bytes = await kept.read(name);
      if (bytes !== undefined) lines.push(lineOf(name, await PostalMime.parse(bytes), zone));
    }
    const more = names.length - lines.length;
    return `<ul>${lines.join('')}</ul>${more > 0 ? `<p>Earlier ones, ${more} in all, are in the data folder.</p>` : ''}`;
  }

  return {
    under: [UNDER],
    async take({ url = '', method }, response) {
      if (method !== 'GET' && method !== 'HEAD') {
        return show(response, 405, 'Letters', '<p>Letters are read here and nothing else.</p>', {
          allow: 'GET, HEAD',
        });
      }
      try {
        await answer(url.slice(UNDER.length).replace(/\?.*$/s, ''), response);
      } catch (error) {
        show(response, 500, 'Letters', `<p>This letter cannot be read: ${line(String(error))}</p>`);
      }
    },
  };
}

function lineOf(name: string, { subject = '', to = [], date = '' }: Email, zone: string): string {
  return `<li><a href="${UNDER}${name}">${line(subject)}</a><br>to ${addresses(to)}, ${when(date, zone)}</li>`;
}

function letterHtml(
  name: string,
  { from, to = [], replyTo = [], date = '', text: words = '', attachments }: Email,
  zone: string,
): string {
  const facts: [string, string][] = [
    ['From', addresses(from === undefined ? [] : [from])],
    ['To', addresses(to)],
    ['Answers go to', addresses(replyTo)],
    ['Date', when(date, zone)],
    ['Files', line(attachments.map(({ filename }) => filename ?? 'without a name').join(', '))],
  ];
  const shown = facts.filter(([, value]) => value !== '');
  return `<dl>${shown.map(([title, value]) => `<div><dt>${title}</dt><dd>${value}</dd></div>`).join('')}</dl>
<p><a href="${UNDER}${name}/html">As a mail program shows it</a></p>
<p>${text(words)}</p>
<p><a href="${UNDER}">All letters</a></p>`;
}

function when(date: string, zone: string): string {
  const instant = new Date(date);
  if (Number.isNaN(instant.getTime())) return line(date);
  return `${longDate(dayOf(instant, zone))} at ${clockTime(instant, zone)}`;
}

function addresses(list: NonNullable<Email['to']>): string {
  return list
    .map(({ name, address }) => line(name === '' ? (address ?? '') : `${name} <${address ?? ''}>`))
    .join(', ');
}

function show(
  response: ServerResponse,
  status: number,
  title: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const html = `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${line(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body><main>
<h1>${line(title)}</h1>
${body}
</main></body>
</html>
`;
  answerHtml(response, status, html, { 'content-security-policy': OWN_POLICY, ...headers });
}
