import assert from 'node:assert/strict';
import { pages } from '../../../src/workflows/bulletin/pages.js';
import {
  newSubscriber,
  subscriberWith,
  subscribers,
} from '../../../src/workflows/bulletin/list/subscriber.js';
import type { Subscriber } from '../../../src/workflows/bulletin/list/subscriber.js';
import { buttonsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { ALEX, MEGAN } from './people.js';

const GRADY = {
  ...{ name: 'Grady Archie', email: 'grady.archie@housing.example', organisation: 'Example Housing' },
  ...{ role: '', reason: 'Asked' },
};

describe('Off the distribution list', () => {
  let house: House;
  let grady: Subscriber;
  beforeEach(async () => {
    house = await openHouse({ empty: true });
    for (const name of [ALEX, MEGAN]) await house.meet(name);
    grady = await house.inside((tx, { now }) => tx.put(subscribers, newSubscriber(GRADY, 'active', now)));
  });
  afterEach(() => house.close());

  const known = async (email = GRADY.email): Promise<Subscriber> =>
    (await house.inside((tx) => subscriberWith(tx, email)))!;
  const opened = ({ id }: Subscriber): Promise<Shown> => house.send(ALEX, 'bulletin/person', { person: id });
  /** A coordinator presses, is asked, and presses again. */
  async function takenOff(subscriber: Subscriber): Promise<Shown> {
    const asked = await house.press(ALEX, await opened(subscriber), 'Take off the list');
    return house.press(ALEX, asked, 'Take off the list');
  }
  const titles = (shown: Shown): readonly string[] => buttonsOf(shown.card).map(({ title }) => title);
  const addedAgain = async (): Promise<Shown> => {
    const form = await house.press(ALEX, await house.say(ALEX, 'distribution list'), 'Add somebody');
    return house.press(ALEX, form, 'Add', GRADY);
  };

  it('asks once, by name, before a coordinator takes somebody off', async () => {
    const asked = await house.press(ALEX, await opened(grady), 'Take off the list');
    const { state } = await known();
    const off = await house.press(ALEX, asked, 'Take off the list');

    assert.ok(wordsOf(asked.card).includes('Take Grady Archie off the list?'));
    assert.deepEqual(titles(asked), ['Take off the list', 'Go back']);
    assert.equal(state, 'active');
    assert.ok(wordsOf(off.card).includes('They are off the list.'));
    assert.equal((await known()).state, 'unsubscribed');
  });

  it('is put back by a coordinator who took them off, and gets the bulletin again', async () => {
    const off = await takenOff(grady);
    const back = await house.press(ALEX, off, 'Put back on the list');
    await house.press(ALEX, off, 'Put back on the list');

    assert.ok(wordsOf(off.card).includes('Taken off the list by the team on 23 November 2026.'));
    assert.ok(wordsOf(back.card).includes('They are on the list again.'));
    assert.ok(wordsOf(back.card).includes('On the list since 23 November 2026.'));
    assert.deepEqual([(await known()).state, (await known()).takenOff], ['active', false]);
  });

  it('is put back too when a coordinator adds the same address again', async () => {
    await takenOff(grady);
    const added = await addedAgain();

    assert.ok(wordsOf(added.card).includes('They are on the list again.'), wordsOf(added.card).join('\n'));
    assert.deepEqual([(await known()).id, (await known()).state], [grady.id, 'active']);
  });

  it('stays there who left by themselves, whatever a coordinator presses', async () => {
    await house.inside((_tx, context) => pages.unsubscribe.take!(grady.token, {}, context));
    const card = await opened(grady);
    await house.send(ALEX, 'bulletin/put-back', { person: grady.id });
    const added = await addedAgain();

    assert.ok(wordsOf(card.card).includes('They left by themselves, so only they can come back.'));
    assert.ok(!titles(card).includes('Put back on the list'));
    assert.ok(wordsOf(added.card).includes('They left the list by themselves. Only they can come back'));
    assert.equal((await known()).state, 'unsubscribed');
  });

  it('stays there who says so after a coordinator took them off: by their link, or in Teams', async () => {
    await takenOff(grady);
    await house.inside((_tx, context) => pages.unsubscribe.take!(grady.token, {}, context));
    await house.say(MEGAN, 'subscribe');
    const megan = await known('megan.bowen@kent-police.example');
    await takenOff(megan);
    await house.say(MEGAN, 'unsubscribe');

    for (const each of [grady, megan]) {
      await house.send(ALEX, 'bulletin/put-back', { person: each.id });
      assert.equal((await known(each.email)).state, 'unsubscribed', each.email);
    }
  });

  it('counts as having left by themselves whoever is kept without a word about who took them off', () => {
    const [migrate] = subscribers.migrations;

    assert.deepEqual(migrate?.({ id: 's1', state: 'unsubscribed' }), {
      ...{ id: 's1', state: 'unsubscribed', takenOff: false },
    });
  });
});
