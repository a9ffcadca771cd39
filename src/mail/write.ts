/** From a row of the outbox to its letter, as things stand when it is sent. */
import type { Clock } from '../clock.js';
import { contextIn } from '../context.js';
import type { Links } from '../links/links.js';
import type { OutboxRow } from '../outbox/rows.js';
import type { Partnership } from '../partnership.js';
import type { Store, Transaction } from '../store/store.js';
import type { Context, Letter, LetterWriter, Workflow } from '../workflows/workflow.js';
import { cardLetter } from './card-letter.js';

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly partnership: Partnership;
  readonly workflows: readonly Workflow[];
  /** Absent in an installation without web pages. */
  readonly links?: Links | undefined;
}

/** Writes letters. A letter that no workflow has any more throws, and so does one that writes records. */
export function openWriter(parts: Parts): (row: OutboxRow) => Promise<Letter | undefined> {
  const { store, clock, partnership, workflows, links } = parts;
  const writers = new Map<string, LetterWriter>(
    workflows.flatMap(({ name, letters = {} }) =>
      Object.entries(letters).map(([key, write]) => [`${name}/${key}`, write] as const),
    ),
  );
  return (row) =>
    store.transact('roundtable', 'mail/write', async (tx) => {
      const context = contextIn(reading(tx), partnership, clock.now(), links);
      if (row.card !== undefined) return ofCard(row.card, row.to.id, context);
      const write = writers.get(row.letter);
      if (write === undefined) throw new Error(`No workflow writes ${row.letter}.`);
      return write(row.ids, context);
    });

  async function ofCard(
    card: NonNullable<OutboxRow['card']>,
    id: string,
    { directory, pageLink }: Context,
  ): Promise<Letter | undefined> {
    const member = await directory.member(id);
    // Gone between the claim and here.
    return member && cardLetter(partnership, member.name, card, pageLink(member));
  }
}

/** A letter that is tried again would write its records again. */
function reading(tx: Transaction): Transaction {
  const refuse = (): never => {
    throw new Error('The writer of a letter only reads.');
  };
  return {
    get: (kind, id) => tx.get(kind, id),
    find: (kind, query) => tx.find(kind, query),
    put: refuse,
    remove: refuse,
  };
}
