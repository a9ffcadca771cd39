/** People of the sample, and the steps that most tests of the bulletin begin with. */
import { members } from '../../../src/directory.js';
import { bulletinItems } from '../../../src/workflows/bulletin/item/item.js';
import type { Item } from '../../../src/workflows/bulletin/item/item.js';
import type { House, Shown } from '../../support/house.js';

export const MEGAN = 'Megan Bowen';
export const ALEX = 'Alex Wilber';
export const ISAIAH = 'Isaiah Langer';

export const WORDS = {
  kind: 'events',
  headline: 'Scams awareness fortnight',
  summary: 'Four free sessions for practitioners on how to spot a scam.',
  link: 'https://kent.example/scams',
  validUntil: '',
  sensitive: 'no',
  confirmed: 'true',
};

/** A draft, as its sender checks it. */
export async function written(house: House, name: string, words: Partial<typeof WORDS> = {}): Promise<Shown> {
  return house.press(name, await house.say(name, 'submit item'), 'Continue', { ...WORDS, ...words });
}

/** An item that the desk has. */
export async function sent(house: House, name: string, words: Partial<typeof WORDS> = {}): Promise<Shown> {
  return house.press(name, await written(house, name, words), 'Send');
}

/** The newest item of a member, as it is kept. */
export async function newest(house: House, name: string): Promise<Item> {
  const { id: by } = await house.member(name);
  const [item] = await house.inside((tx) =>
    tx.find(bulletinItems, { where: { by }, by: 'createdAt', order: 'descending', limit: 1 }),
  );
  if (item === undefined) throw new Error(`${name} has sent nothing.`);
  return item;
}

/** The item as the desk opens it. */
export async function atDesk(house: House, name: string, item: Item): Promise<Shown> {
  return house.send(name, 'bulletin/item', { item: item.id });
}

/** Makes somebody a coordinator. */
export async function promote(house: House, name: string): Promise<void> {
  const member = await house.member(name);
  await house.inside((tx) => tx.put(members, { ...member, roles: ['coordinator'] }));
}
