import assert from 'node:assert/strict';
import { members } from '../../src/directory.js';
import type { Speaker } from '../../src/router/port.js';
import { openHouse, wordsOf } from '../support/house.js';
import type { House } from '../support/house.js';

describe('somebody whom a link vouches for', () => {
  let house: House;
  let sam: Speaker;

  beforeEach(async () => {
    house = await openHouse();
    const { id, name } = await house.member('Sam Okafor');
    sam = { member: id, name, account: '' };
  });

  afterEach(() => house.close());

  it('is that member, though they have no account', async () => {
    const { card } = await house.router.hear('my details', sam, { personal: true });

    assert.ok(wordsOf(card).includes('Name: Sam Okafor'), wordsOf(card).join());
  });

  it('may do no more than that member may', async () => {
    const { text } = await house.router.press('members/web-link', { member: sam.member }, sam, {
      personal: true,
    });

    assert.match(text, /Only the coordinating team can do this/);
  });

  it('is turned away once they left, and leaves no request to join behind', async () => {
    const record = await house.member('Sam Okafor');
    await house.inside((tx) => tx.put(members, { ...record, standing: 'left' }));

    const said = await house.router.hear('hello', sam, { personal: true });
    const data = { organisation: 'probation-service', email: '' };
    const asked = await house.router.press('members/ask', data, sam, { personal: true });

    for (const { text } of [said, asked]) assert.match(text, /You are not on its list of members/);
    const waiting = await house.inside((_tx, { directory }) => directory.members('waiting'));
    assert.deepEqual(waiting, []);
  });

  it('is nobody when the id is of nobody', async () => {
    const { text } = await house.router.hear('my items', { ...sam, member: 'nobody' }, { personal: true });

    assert.match(text, /You are not on its list of members/);
  });
});

describe('a web link, for a coordinator', () => {
  it('is explained where web pages are not set up', async () => {
    const house = await openHouse({ web: false });
    const { id } = await house.member('Sam Okafor');

    const { text } = await house.send('Alex Wilber', 'members/web-link', { member: id });

    assert.match(text, /Web links are not set up here\. .* PUBLIC_URL and LINK_SECRET/);
    await house.close();
  });
});
