/** A data folder as years of use leave it, with as many records as are asked for. */
import { pino } from 'pino';
import { systemClock } from '../../src/clock.js';
import { accountOf, contacts, members } from '../../src/directory.js';
import { collections } from '../../src/collections.js';
import { outboxRows } from '../../src/outbox/rows.js';
import { openLowdbStore } from '../../src/store/lowdb.js';
import type { Transaction } from '../../src/store/store.js';
import { NEVER_REPORTED, answers, earlierAnswers } from '../../src/workflows/check-ins/answer/answer.js';
import type { Answer } from '../../src/workflows/check-ins/answer/answer.js';
import { planActions, plans } from '../../src/workflows/check-ins/plan/plan.js';
import { askId, askKey, asks, rounds } from '../../src/workflows/check-ins/round/round.js';

export const TENANT = '7c1f5f0e-3a52-4b0e-9c1d-2f6a8e4d5b10';
export const ROUND = 'round';
export const NONCE = 'bench';
/** Records of one lead: themselves, their contact, ask and message, and per action it, its answer and an earlier one. */
const PER_LEAD = 10;
const LEADS_AT_ONCE = 100;
const DAY = 86_400_000;

export function objectIdOf(lead: number): string {
  return `00000000-0000-4000-8000-${String(lead).padStart(12, '0')}`;
}

export function actionsOf(lead: number): readonly [string, string] {
  return [`action-${lead}-a`, `action-${lead}-b`];
}

/** Fills an empty folder; `serviceUrl` is where every lead's messages are. Resolves to the number of leads. */
export async function fillStore(folder: string, records: number, serviceUrl: string): Promise<number> {
  const leads = Math.floor(records / PER_LEAD);
  const store = await openLowdbStore({
    folder,
    collections,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    onFailure: (error) => {
      throw error;
    },
  });
  await store.transact('bench', 'bench/fill', putRound);
  for (let first = 0; first < leads; first += LEADS_AT_ONCE) {
    await store.transact('bench', 'bench/fill', async (tx) => {
      for (let lead = first; lead < Math.min(first + LEADS_AT_ONCE, leads); lead++) {
        await putLead(tx, lead, serviceUrl);
      }
    });
  }
  await store.close();
  return leads;
}

async function putRound(tx: Transaction): Promise<void> {
  const day = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
  await tx.put(plans, {
    id: 'plan',
    version: 0,
    state: 'current',
    number: '1.0',
    from: '',
    leads: [],
    changes: [],
    priorities: ['Road Safety'],
  });
  await tx.put(rounds, {
    ...{ id: ROUND, version: 0, name: 'Check-in for the bench', plan: 'plan', state: 'open' },
    ...{ meetingOn: day(60), dueOn: day(50), createdAt: new Date().toISOString() },
  });
}

async function putLead(tx: Transaction, lead: number, serviceUrl: string): Promise<void> {
  const id = `lead-${lead}`;
  const account = accountOf(TENANT, objectIdOf(lead));
  const [conversation, activity] = [`a:chat-${lead}`, `1:ask-${lead}`];
  const organisation = 'kent-police';
  await tx.put(members, {
    ...{ id, version: 0, name: `Lead ${lead}`, standing: 'active', organisation, account, roles: [] },
    email: `lead.${lead}@kent-police.example`,
  });
  await tx.put(contacts, {
    ...{ id: account, version: 0, user: `29:lead-${lead}`, bot: '28:bench', serviceUrl },
    ...{ conversation, state: 'open' },
  });
  const actions = actionsOf(lead);
  await tx.put(asks, { id: askId(ROUND, id), version: 0, round: ROUND, member: id, organisation, actions });
  await tx.put(outboxRows, {
    ...{ id: askKey(ROUND, id), version: 0, to: { kind: 'member', id }, recipient: id, via: 'teams' },
    card: {
      template: 'shared/notice',
      summary: '',
      data: { heading: 'Check-in', sentence: 'How does it stand?' },
    },
    ...{ shows: askKey(ROUND, id), state: 'sent', due: new Date().toISOString(), attempts: 0, reason: '' },
    ...{ sent: { conversation, activity, serviceUrl }, activity },
  });
  for (const [at, action] of actions.entries()) await putAction(tx, id, action, lead * actions.length + at);
}

async function putAction(tx: Transaction, lead: string, action: string, order: number): Promise<void> {
  await tx.put(planActions, {
    ...{ id: action, version: 0, plan: 'plan', number: `${order}`, order, priority: 'Road Safety' },
    ...{
      aim: 'Fewer people killed or seriously injured on the roads.',
      themes: [],
      posts: [],
      state: 'current',
      ...{ links: [], target: '', milestones: [], restricted: false },
    },
    text: 'Speak with young drivers in every sixth form before the summer, with the fire service.',
  });
  const answer: Omit<Answer, 'id' | 'version' | 'answeredAt'> = {
    ...{ round: ROUND, action, by: lead, unchanged: false, nonce: NONCE },
    ...{ ...NEVER_REPORTED, status: 'in-progress', firstAnsweredAt: new Date().toISOString() },
    done: 'Eleven of the fourteen schools have agreed on a day.',
  };
  const id = `${ROUND}.${action}`;
  await tx.put(answers, { ...answer, id, version: 0, answeredAt: new Date().toISOString() });
  const before = new Date(Date.now() - DAY).toISOString();
  await tx.put(earlierAnswers, { ...answer, id: `${id}.0`, version: 0, of: id, answeredAt: before });
}
