import assert from 'node:assert/strict';
import type { NotSent } from '../../../src/message.js';
import { newSubscriber, subscribers } from '../../../src/workflows/bulletin/list/subscriber.js';
import { buttonsOf, nodesOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { MONTH, approved, reader, withReaders } from './approved.js';
import { ALEX, ISAIAH } from './people.js';

const BUSY: NotSent = { state: 'try again', reason: 'Too busy.' };

describe('How far a sending is', () => {
  let house: House;
  /** The letters from this reader on wait. */
  let busyFrom = 0;
  beforeEach(async () => {
    const waits = (address: string): boolean =>
      address.endsWith('@readers.example') && address >= reader(busyFrom);
    house = await openHouse({ post: ({ to }) => (waits(to.address) ? BUSY : undefined) });
    await withReaders(house, 3);
  });
  afterEach(() => house.close());

  async function begun(from: number): Promise<Shown> {
    busyFrom = from;
    const asked = await approved(house);
    return house.press(ISAIAH, asked, buttonsOf(asked.card)[0]!.title);
  }
  async function stopped(from: number, left: string): Promise<void> {
    await house.press(ISAIAH, await house.press(ISAIAH, await begun(from), 'Stop'), `Stop before ${left}`);
    house.at('2026-11-23T11:00:00Z');
    for (let each = 0; each < 3; each += 1) await house.tick();
  }
  const progress = (name = ISAIAH): Promise<Shown> => house.send(name, 'bulletin/progress', { issue: MONTH });
  const notReached = async (name: string): Promise<Shown> =>
    house.press(name, await progress(name), 'Who may not have it');
  const filled = ({ card }: Shown): readonly string[] =>
    nodesOf(card).flatMap((node) =>
      node.type === 'Column' && node.style === 'accent' ? [String(node.width)] : [],
    );

  it('is said in people, and the bar is empty when nobody has it', async () => {
    await stopped(0, '3 people');
    const shown = await progress();

    for (const each of ['0 of 3 people have it.', '3 were stopped.']) {
      assert.ok(wordsOf(shown.card).includes(each), wordsOf(shown.card).join('\n'));
    }
    assert.deepEqual(filled(shown), []);
  });

  it('counts who has it, who waits and who was stopped', async () => {
    const going = wordsOf((await begun(1)).card);
    await house.tick();
    const some = await progress();

    assert.ok(going.includes('3 wait for it.'), going.join('\n'));
    assert.ok(wordsOf(some.card).includes('1 of 3 people have it.'), wordsOf(some.card).join('\n'));
    assert.ok(wordsOf(some.card).includes('2 wait for it.'));
    assert.deepEqual(filled(some), ['3']);
  });

  it('tells whoever looks to forward theirs only when they have one', async () => {
    const { organisation, email = '' } = await house.member(ALEX);
    const person = { name: ALEX, email, organisation, role: '', reason: '' };
    await house.inside((tx, { now }) => tx.put(subscribers, newSubscriber(person, 'active', now)));
    await stopped(1, '2 people');
    const [isaiah, alex] = [await notReached(ISAIAH), await notReached(ALEX)];

    assert.doesNotMatch(wordsOf(isaiah.card).join('\n'), /forward yours/);
    assert.match(wordsOf(isaiah.card).join('\n'), /copy it for them from the preview/);
    assert.ok(buttonsOf(isaiah.card).some(({ title }) => title === 'Preview'));
    assert.match(wordsOf(alex.card).join('\n'), /forward yours/);
  });

  it('tells nobody to forward what nobody has', async () => {
    await stopped(0, '3 people');
    const words = wordsOf((await notReached(ISAIAH)).card);

    assert.ok(words.includes('Nobody has it so far.'), words.join('\n'));
    assert.doesNotMatch(words.join('\n'), /forward|copy it/);
  });

  it('says while it is paused that letters are tried again after Resume', async () => {
    const going = await begun(1);
    await house.tick();
    const before = wordsOf((await progress()).card);
    await house.press(ISAIAH, going, 'Pause');
    const paused = wordsOf((await progress()).card);

    assert.ok(before.includes('Some letters wait, and I try them again by myself. Too busy.'));
    assert.ok(
      paused.includes('Some letters wait. I try them again after Resume. Too busy.'),
      paused.join('\n'),
    );
  });
});
