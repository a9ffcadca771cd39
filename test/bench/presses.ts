/** People pressing Save, each with other words than last time: the same client for every bot. */
import { Agent, request } from 'node:http';
import { NONCE, ROUND, TENANT, actionsOf, objectIdOf } from './filled-store.js';

/** One press after another over many leads, so that presses seldom meet on one record. */
export interface Presses {
  next(): Buffer;
}

interface Options {
  readonly leads: number;
  readonly serviceUrl: string;
  /** Without the message that was pressed there is nothing for the bot to edit. */
  readonly onMessage: boolean;
}

/** @param start numbers this series; another one never says the same words */
export function pressesOf({ leads, serviceUrl, onMessage }: Options, start = 0): Presses {
  let count = start;
  return {
    next() {
      const lead = count % leads;
      const turn = Math.floor(count / leads);
      const activity = {
        ...{
          type: 'invoke',
          name: 'adaptiveCard/action',
          id: `f:${count}`,
          channelId: 'msteams',
          serviceUrl,
        },
        timestamp: new Date().toISOString(),
        from: { id: `29:lead-${lead}`, name: `Lead ${lead}`, aadObjectId: objectIdOf(lead) },
        conversation: { id: `a:chat-${lead}`, conversationType: 'personal', tenantId: TENANT },
        recipient: { id: '28:bench', name: 'Roundtable' },
        channelData: { tenant: { id: TENANT }, source: { name: 'message' } },
        ...(onMessage && { replyToId: `1:ask-${lead}` }),
        value: {
          action: { type: 'Action.Execute', verb: 'check-ins/save', data: dataOf(lead, turn) },
          trigger: 'manual',
        },
      };
      count += 1;
      return Buffer.from(JSON.stringify(activity));
    },
  };
}

function dataOf(lead: number, turn: number): object {
  return {
    ...{ round: ROUND, action: actionsOf(lead)[turn % 2], version: 1, nonce: NONCE },
    ...{ status: 'in-progress', rag: 'amber', reason: 'Two schools moved their day.' },
    done: `By now ${turn} of the schools have had their day, with the fire service.`,
    outcome: `${turn} schools`,
  };
}

export interface Client {
  /** Presses on `port` over all connections, each press after the answer to the one before. */
  press(port: number, presses: Presses, until: Until): Promise<Load>;
  close(): void;
}

export type Until = { readonly seconds: number } | { readonly count: number };

export interface Load {
  readonly count: number;
  readonly seconds: number;
}

/** @param connections how many people press at the same time */
export function openClient(connections: number): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });

  async function press(port: number, presses: Presses, until: Until): Promise<Load> {
    const start = performance.now();
    const limit = 'count' in until ? until.count : Infinity;
    const end = 'seconds' in until ? start + until.seconds * 1000 : Infinity;
    let count = 0;
    async function onePerson(): Promise<void> {
      while (count < limit && performance.now() < end) {
        count += 1;
        await post(agent, port, presses.next());
      }
    }
    await Promise.all(Array.from({ length: connections }, onePerson));
    return { count, seconds: (performance.now() - start) / 1000 };
  }

  return { press, close: () => agent.destroy() };
}

/** @throws {Error} unless the answer is the card of what was recorded */
function post(agent: Agent, port: number, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const options = { agent, port, host: '127.0.0.1', path: '/api/messages', method: 'POST', headers };
    const sent = request({ ...options, timeout: 20_000 }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const answer = Buffer.concat(chunks);
        if (response.statusCode === 200 && answer.includes('Recorded: ')) return resolve();
        reject(new Error(`A press was answered ${response.statusCode}: ${answer.toString().slice(0, 600)}`));
      });
    });
    sent.once('error', reject);
    sent.once('timeout', () => sent.destroy(new Error('A press was not answered in 20 seconds.')));
    sent.end(body);
  });
}
