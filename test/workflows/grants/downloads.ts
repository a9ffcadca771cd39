/** Documents of the grants, written by the workflow for one reader. */
import { contextIn } from '../../../src/context.js';
import type { Document } from '../../../src/reports/document.js';
import { grants } from '../../../src/workflows/grants/index.js';
import type { House } from '../../support/house.js';

/** What somebody who follows their own link to a download gets. */
export async function downloaded(
  house: House,
  name: string,
  what: 'decision' | 'ledger' | 'business-case',
  id: string,
): Promise<Document> {
  const actor = await house.member(name);
  return house.inside(async (tx) => {
    const context = contextIn(tx, house.partnership, house.clock.now());
    const more = { actor, speaker: name, downloadLinks: () => [], offersFor: () => [], pseudonym: () => '' };
    return (await grants.downloads![what]!([id], { ...context, ...more })) as Document;
  });
}
