/** An approved issue of 25 items and a list of 2,000 people, in a real store with nothing else in it. */
import { pino } from 'pino';
import type { Clock } from '../../../src/clock.js';
import { digestCollections } from '../../../src/digest/records.js';
import { directoryCollections, members } from '../../../src/directory.js';
import { openLinks } from '../../../src/links/links.js';
import type { Links } from '../../../src/links/links.js';
import { revocationCollections } from '../../../src/links/revocations.js';
import { outboxRows } from '../../../src/outbox/rows.js';
import { loadPartnership } from '../../../src/partnership.js';
import { openLowdbStore } from '../../../src/store/lowdb.js';
import type { Store } from '../../../src/store/store.js';
import { bulletin } from '../../../src/workflows/bulletin/index.js';
import { issues } from '../../../src/workflows/bulletin/issue/issue.js';
import { bulletinItems } from '../../../src/workflows/bulletin/item/item.js';
import { newIssue } from '../../../src/workflows/bulletin/issue/month.js';
import { newSubscriber, subscribers } from '../../../src/workflows/bulletin/list/subscriber.js';

export const MONTH = '2026-11';
export const ITEMS = 25;
export const READERS = 2000;
export const COORDINATOR = { account: 'tenant/alex', name: 'Alex Wilber' };
export const partnership = loadPartnership('env/partnership.yaml');
export const log = pino({ level: 'silent' });

/** The bulletin's collections and what every part of the house needs: the other workflows take time to load. */
export function openIssueStore(folder: string, clock: Clock): Promise<Store> {
  const collections = [
    ...[...directoryCollections, outboxRows, ...digestCollections, ...revocationCollections],
    ...bulletin.collections,
  ];
  const onFailure = (error: Error): never => {
    throw error;
  };
  return openLowdbStore({ folder, collections, clock, log, onFailure });
}

export function openIssueLinks(clock: Clock): Links {
  return openLinks({ secrets: ['s'.repeat(32)], publicUrl: 'https://roundtable.example', clock });
}

/** @param addressOf by the number of a reader: test/mail/mail-server.ts treats each as it says */
export async function fillIssueStore(store: Store, addressOf: (reader: number) => string): Promise<void> {
  const now = new Date('2026-11-23T09:00:00Z');
  const due = { id: MONTH, opensOn: '2026-11-01', closesOn: '2026-11-20' };
  const { kinds } = partnership.bulletin;
  await store.transact('test', 'test/fill', async (tx) => {
    const { name, account } = COORDINATOR;
    const person = { name, account, email: 'alex@kent.example', organisation: 'kcst' };
    await tx.put(members, { ...person, id: 'alex', version: 0, roles: ['coordinator'], standing: 'active' });
    await tx.put(issues, { ...newIssue(due), state: 'approved', introduction: 'Welcome.' });
    for (let index = 0; index < ITEMS; index += 1) {
      await tx.put(bulletinItems, {
        ...{ id: `item${index}`, version: 0, issue: MONTH, state: 'accepted', by: 'alex', from: 'kcst' },
        ...{ createdAt: now.toISOString(), year: 2026, number: index + 1, position: index + 1 },
        ...{ reason: '', question: '', answer: '', readers: [], linkKey: '', sensitive: 'no' },
        ...{
          kind: kinds[index % kinds.length]?.id ?? '',
          headline: `Item ${index}`,
          summary: 'What is new.',
        },
        ...{ link: '', startsOn: '', endsOn: '', validUntil: '', audience: '', contact: '' },
        organisation: '',
      });
    }
    for (let reader = 0; reader < READERS; reader += 1) {
      const known = { name: `Reader ${reader}`, organisation: '', role: '', reason: '' };
      await tx.put(subscribers, newSubscriber({ ...known, email: addressOf(reader) }, 'active', now));
    }
  });
}
