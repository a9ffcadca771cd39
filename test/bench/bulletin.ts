/** How long an issue of 25 items takes to be compiled into an e-mail, and for a list of 2,000. */
import { loadPartnership } from '../../src/partnership.js';
import { newsletterHtml } from '../../src/reports/newsletter-html.js';
import { newsletterText } from '../../src/reports/newsletter.js';
import type { Item } from '../../src/workflows/bulletin/item/item.js';
import { newIssue } from '../../src/workflows/bulletin/issue/month.js';
import { newsletterOf } from '../../src/workflows/bulletin/issue/newsletter.js';
import { median, rounded } from './figures.js';
import type { Figure } from './figures.js';

const ITEMS = 25;
const READERS = 2000;
/** Milliseconds: "an issue with 25 items to 2,000 recipients is compiled in under a second". */
const LIMIT = 1000;

/** Compiled anew for each recipient, as it is sent: their link to unsubscribe is their own. */
export function compileBulletin(): Figure {
  const partnership = loadPartnership('env/partnership.yaml');
  const due = { id: '2026-11', opensOn: '2026-11-01', closesOn: '2026-11-25' };
  const issue = { ...newIssue(due), introduction: 'Welcome.', dates: '10 December 2026: Working Group' };
  const items = Array.from({ length: ITEMS }, (_, index) =>
    anItem(index, partnership.bulletin.kinds[index % partnership.bulletin.kinds.length]?.id ?? ''),
  );
  const times: number[] = [];
  for (let reader = 0; reader < READERS; reader += 1) {
    const start = performance.now();
    const url = `https://roundtable.example/bulletin/unsubscribe/${reader}`;
    const newsletter = newsletterOf(issue, items, partnership, [{ title: 'Unsubscribe', url }]);
    if (newsletterHtml(newsletter).length + newsletterText(newsletter).length < ITEMS * 100) {
      throw new Error('The e-mail does not hold its items.');
    }
    times.push(performance.now() - start);
  }
  const [first = NaN] = times;
  const one = median(times);
  return {
    line: { name: 'bulletin-compile-ms', value: rounded(first, 1) },
    holds: first < LIMIT,
    words: [
      `An issue of ${ITEMS} items is compiled into e-mail and text in ${rounded(first, 1)} ms the first time,`,
      `${rounded(one, 2)} ms in the median of ${READERS.toLocaleString('en-GB')} recipients.`,
    ],
  };
}

function anItem(index: number, kind: string): Item {
  const summary =
    'How to spot a scam, what to say to somebody who fell for one, and where to send them. '.repeat(4);
  return {
    ...{ id: `item${index}`, version: 1, issue: '2026-11', state: 'accepted', by: 'm', from: 'kent-police' },
    ...{ createdAt: '2026-11-01T09:00:00Z', year: 2026, number: index + 1, position: index + 1 },
    ...{ reason: '', question: '', answer: '', readers: [], linkKey: '', sensitive: 'no', kind, summary },
    ...{ headline: `Scams awareness fortnight ${index}`, link: `https://kent-police.example/${index}` },
    ...{ startsOn: '2026-12-03', endsOn: '', validUntil: '', audience: 'Front-line officers' },
    ...{ contact: 'megan.bowen@kent-police.example', organisation: 'Kent Police' },
  };
}
