/** An approved issue and its readers, for the tests of sending it. */
import { issues } from '../../../src/workflows/bulletin/issue/issue.js';
import type { Issue } from '../../../src/workflows/bulletin/issue/issue.js';
import { recipients } from '../../../src/workflows/bulletin/sending/recipient.js';
import type { IssueRecipient } from '../../../src/workflows/bulletin/sending/recipient.js';
import {
  newSubscriber,
  recipientsNow,
  subscribers,
} from '../../../src/workflows/bulletin/list/subscriber.js';
import type { House, Shown } from '../../support/house.js';
import { ALEX, ISAIAH, MEGAN, promote } from './people.js';

export const MONTH = '2026-11';

/** `a0@readers.example` and so on. */
export function reader(index: number): string {
  return `a${String(index).padStart(4, '0')}@readers.example`;
}

/** A list of so many, in place of the sample's. */
export async function withReaders(house: House, number: number): Promise<void> {
  await house.inside(async (tx, { now }) => {
    for (const { id } of await recipientsNow(tx)) await tx.remove(subscribers, id);
    for (let index = 0; index < number; index += 1) {
      const person = { name: `Reader ${index}`, email: reader(index), organisation: 'Example Housing' };
      await tx.put(subscribers, newSubscriber({ ...person, role: '', reason: 'Asked' }, 'active', now));
    }
  });
}

/** An approved issue; answers with the card that asks before it is sent. */
export async function approved(house: House): Promise<Shown> {
  await promote(house, ISAIAH);
  for (const name of [ALEX, ISAIAH, MEGAN]) await house.meet(name);
  await house.press(ALEX, await house.say(ALEX, 'compile'), 'Ask for approval');
  const card = await house.press(ISAIAH, await house.say(ISAIAH, 'compile'), 'Approve');
  return house.press(ISAIAH, card, 'Send');
}

export const issueOf = async (house: House): Promise<Issue> =>
  (await house.inside((tx) => tx.get(issues, MONTH)))!;
export const rowsOf = (house: House): Promise<readonly IssueRecipient[]> =>
  house.inside((tx) => tx.find(recipients, { where: { issue: MONTH }, by: 'outcome' }));
export const got = (house: House, number: number): readonly number[] =>
  Array.from({ length: number }, (_, index) => house.letters(reader(index)).length);
