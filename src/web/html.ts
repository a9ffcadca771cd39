/** The two pages there are: a person's own, with a card in it, and one that says why there is none. */
import type { Message } from '../message.js';
import type { Partnership } from '../partnership.js';
import { escape, line } from '../shared/typed-html.js';

/** The person's page. The card stands in an attribute: no script is written into the page. */
export function cardPage(partnership: Partnership, who: string, { card, text }: Message): string {
  const { team } = partnership;
  const given = card === undefined ? '' : ` data-card="${escape(JSON.stringify(card))}"`;
  return page(
    partnership,
    `
<header>
  <div class="width">
    <p class="partnership">${line(partnership.name)}</p>
    <p class="who">${line(who)}</p>
    <nav><a href="?">My items</a></nav>
  </div>
</header>
<main class="width" id="main">
  <h1 class="unseen">Your page</h1>
  <div id="said" role="status"></div>
  <div id="card"${given} aria-busy="false">${card === undefined ? `<p>${line(text)}</p>` : ''}</div>
  <noscript><p>This page needs JavaScript to show your items. Turn it on, or write to ${line(team.mailbox)}.</p></noscript>
</main>
<footer>
  <div class="width">
    <p>This page is yours alone: whoever has its address answers in your name.</p>
    <p>For help, write to the ${line(team.name)} (${line(team.short_name)}):
      <a href="mailto:${line(team.mailbox)}">${line(team.mailbox)}</a></p>
  </div>
</footer>
<script src="assets/adaptivecards.js" defer></script>
<script src="assets/looks.js" defer></script>
<script src="assets/page.js" defer></script>`,
  );
}

/** Why the link leads nowhere. */
export function refusalPage(partnership: Partnership, sentence: string): string {
  return page(
    partnership,
    `
<header>
  <div class="width"><p class="partnership">${line(partnership.name)}</p></div>
</header>
<main class="width" id="main">
  <h1>This page cannot be shown</h1>
  <p>${line(sentence)}</p>
</main>`,
  );
}

function page({ short_name }: Partnership, body: string): string {
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>Your page – ${line(short_name)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="assets/page.css">
</head>
<body>
<a class="skip" href="#main">Skip to the card</a>${body}
</body>
</html>
`;
}
