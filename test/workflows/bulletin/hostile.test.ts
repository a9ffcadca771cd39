import assert from 'node:assert/strict';
import PostalMime from 'postal-mime';
import { renderCard } from '../../../src/card-renderer.js';
import { emlOf } from '../../../src/mail/nodemailer.js';
import { mimeOf } from '../../../src/mail/mime.js';
import { loadPartnership } from '../../../src/partnership.js';
import { cleanLine, cleanText } from '../../../src/shared/typed.js';
import { FORMATS } from '../../../src/reports/formats.js';
import { newsletterHtml } from '../../../src/reports/newsletter-html.js';
import { newsletterText } from '../../../src/reports/newsletter.js';
import { channelItemCard, deskItemCard, ownItemCard } from '../../../src/workflows/bulletin/item/cards.js';
import { channelIssueCard } from '../../../src/workflows/bulletin/sending/cards.js';
import { personCard } from '../../../src/workflows/bulletin/list/cards.js';
import { notReachedCard } from '../../../src/workflows/bulletin/sending/not-reached.js';
import { recipientFor } from '../../../src/workflows/bulletin/sending/recipient.js';
import { newSubscriber } from '../../../src/workflows/bulletin/list/subscriber.js';
import type { Issue } from '../../../src/workflows/bulletin/issue/issue.js';
import type { Item } from '../../../src/workflows/bulletin/item/item.js';
import { newIssue } from '../../../src/workflows/bulletin/issue/month.js';
import { documentOfNewsletter, newsletterOf } from '../../../src/workflows/bulletin/issue/newsletter.js';
import { HOSTILE_STRINGS } from '../../support/hostile-strings.js';
import { nodesOf, openHouse } from '../../support/house.js';
import { readHtml, readWord } from '../../reports/read-back.js';

const partnership = loadPartnership('env/partnership.yaml');

/** Every field of an item holds the text, also those whose form would refuse it. */
function itemOf(text: string, index: number): Item {
  return {
    ...{
      id: `item${index}`,
      version: 1,
      issue: '2026-11',
      state: 'accepted',
      by: 'nobody',
      from: 'kent-police',
    },
    ...{ createdAt: '2026-11-01T09:00:00Z', year: 2026, number: index + 1, position: index + 1 },
    ...{
      reason: text,
      question: text,
      answer: text,
      readers: [],
      linkKey: '',
      sensitive: 'no',
      kind: 'events',
    },
    ...{ headline: text, summary: text, link: text, startsOn: '', endsOn: '', validUntil: '' },
    ...{ audience: text, contact: text, organisation: text },
  };
}

function issueWith(text: string): Issue {
  const due = { id: '2026-11', opensOn: '2026-11-01', closesOn: '2026-11-25' };
  return { ...newIssue(due), introduction: text, dates: text };
}

const items = HOSTILE_STRINGS.map(itemOf);
const newsletter = newsletterOf(issueWith(HOSTILE_STRINGS.join('\n')), items, partnership, [
  { title: 'Unsubscribe', url: 'https://roundtable.example/bulletin/unsubscribe/x' },
]);

/** What a page shows of each item, and that nothing in it runs, loads or leads to another scheme. */
function checkPage(html: string): void {
  const document = readHtml(Buffer.from(html));
  assert.equal(
    document.querySelectorAll('script, iframe, object, embed, img, svg, link, base, form, input, at').length,
    0,
  );
  assert.equal(document.querySelectorAll('style').length, 1);
  for (const element of document.querySelectorAll('*')) {
    for (const { name } of element.attributes) assert.doesNotMatch(name, /^on/);
  }
  for (const link of document.querySelectorAll('a')) assert.match(link.href, /^https:\/\//);
  // An empty headline still has its place.
  const headlines = [...document.querySelectorAll('h3')].map(({ textContent }) => textContent);
  assert.deepEqual(headlines, HOSTILE_STRINGS.map(cleanLine));
}

/** No Markdown, no mention, no address that is not the house's own. */
function checkCard(rendered: object, text: string): void {
  for (const node of nodesOf(rendered)) {
    if (node.type === 'Action.OpenUrl') assert.equal(node.url, 'https://x.example/y');
    if (node.type !== 'TextBlock') continue;
    assert.doesNotMatch(String(node.text), /(?<!\\)\]\(|(?<!\\)<at/, JSON.stringify(text));
  }
  assert.ok(Buffer.byteLength(JSON.stringify(rendered)) < 28 * 1024);
}

describe('500 hostile strings in every field of the bulletin', () => {
  it('are words and nothing else in the e-mail, read back from its bytes', async () => {
    const letter = {
      subject: `${newsletter.title}\r\nBcc: all@evil.example`,
      html: newsletterHtml(newsletter),
      text: newsletterText(newsletter),
      unsubscribe: 'https://roundtable.example/bulletin/unsubscribe/x',
    };
    const posted = {
      key: 'k',
      to: { address: 'a@b.example', name: 'Ann\r\nBcc: all@evil.example' },
      date: new Date('2026-11-26T09:00:00Z'),
      letter,
    };
    const sender = { from: { name: 'KCSP', address: 'team@kcst.example' }, replyTo: 'team@kcst.example' };

    const read = await PostalMime.parse(await emlOf(mimeOf(posted, sender)));

    assert.deepEqual(
      read.to?.map(({ address }) => address),
      ['a@b.example'],
    );
    assert.equal(read.bcc, undefined);
    assert.equal(
      read.headers.find(({ key }) => key === 'bcc'),
      undefined,
    );
    checkPage(read.html ?? '');
    const plain = (read.text ?? '').replace(/\s+/g, ' ');
    for (const text of HOSTILE_STRINGS) {
      const words = cleanText(text).replace(/\s+/g, ' ').trim();
      assert.ok(plain.includes(words), JSON.stringify(text));
    }
  });

  it('are words and nothing else on the page and on paper', async () => {
    const paper = documentOfNewsletter(newsletterOf(issueWith(''), items, partnership));
    const { xml, paragraphs: all } = readWord(await FORMATS.word.write(paper));
    const paragraphs = new Set(all);
    const page = readHtml(await FORMATS.html.write(paper));

    for (const text of HOSTILE_STRINGS) {
      assert.ok(cleanText(text) === '' || paragraphs.has(cleanText(text)), JSON.stringify(text));
    }
    for (const name of ['w:hyperlink', 'w:instrText']) assert.equal(xml.getElementsByTagName(name).length, 0);
    assert.equal(page.querySelectorAll('script, img, iframe, at, base').length, 0);
  });

  it('stay what they are on every card: no Markdown, no placeholder, no new address', async () => {
    const house = await openHouse();
    await house.inside(async (_tx, context) => {
      for (const item of items) {
        const twins = [itemOf(item.headline, 0)];
        const changes = [{ title: 'Headline', before: item.headline, after: item.headline }];
        const cards = [
          await ownItemCard(context, item, { twins, changes }),
          await deskItemCard(context, item, { twins, changes }),
          channelItemCard(context, item),
          channelIssueCard(
            newsletterOf(issueWith(item.headline), [item], partnership),
            'https://x.example/y',
          ),
        ];
        for (const card of cards) {
          checkCard(renderCard(card), item.headline);
        }
      }
    });
    await house.close();
  });

  it('stay what they are about people: on the cards of the list, of those not reached, and in their own letter', async () => {
    const house = await openHouse();
    await house.inside(async (_tx, context) => {
      for (const text of HOSTILE_STRINGS) {
        const known = { name: text, organisation: text, role: text, reason: text, email: 'a@b.example' };
        const person = { ...newSubscriber(known, 'active', context.now), fault: text };
        const recipient = { ...recipientFor({ id: '2026-11', state: 'sending' }, person), reason: text };
        const cards = [
          personCard(person, context),
          notReachedCard(issueWith(''), [{ recipient, outcome: 'refused', reason: text }], 0),
        ];
        for (const card of cards) checkCard(renderCard(card), text);
      }
    });
    await house.close();

    const footer = HOSTILE_STRINGS.map((text) => `You get this because you are on the list (${text}).`);
    const document = readHtml(Buffer.from(newsletterHtml({ ...newsletter, sections: [], footer })));
    const quiet = [...document.querySelectorAll('.rule .quiet')].map(({ textContent }) => textContent);
    assert.deepEqual(quiet, footer.map(cleanLine));
    assert.equal(document.querySelectorAll('main script, main img, main svg, main a, main iframe').length, 0);
  });

  it('are taken through the form, and come back as they were typed', async () => {
    const house = await openHouse();
    const form = await house.say('Megan Bowen', 'submit item');
    for (const text of HOSTILE_STRINGS) {
      const typed = { kind: 'events', sensitive: 'no', confirmed: 'true' };
      const shown = await house.press('Megan Bowen', form, 'Continue', {
        ...typed,
        ...{ headline: text, summary: text, link: text, validUntil: text },
      });
      assert.doesNotMatch(shown.text, /went wrong/, JSON.stringify(text));
      assert.ok(shown.card, JSON.stringify(text));
    }
    await house.close();
  });
});

describe('50 KB in every field of a form', () => {
  it('come back with what is wrong, and are kept nowhere', async () => {
    const house = await openHouse({ unfit: true });
    const long = 'word '.repeat(10_000);
    const form = await house.say('Megan Bowen', 'submit item');

    const shown = await house.press('Megan Bowen', form, 'Continue', {
      ...{ kind: long, headline: long, summary: long, link: long, sensitive: long, confirmed: long },
      validUntil: long,
    });

    assert.ok(!/went wrong/.test(shown.text));
    assert.match(JSON.stringify(shown.card), /Shorten the headline to 120 characters/);
    await house.close();
  });
});
