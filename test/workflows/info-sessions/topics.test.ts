import assert from 'node:assert/strict';
import { sessions } from '../../../src/workflows/info-sessions/session/session.js';
import type { Session } from '../../../src/workflows/info-sessions/session/session.js';
import { buttonsOf, openHouse } from '../../support/house.js';
import type { House } from '../../support/house.js';
import { ALEX, MEGAN, drafted, latest, publishChanges, published, says } from './support.js';

describe('A topic that was accepted', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse({ empty: true });
    await house.meet(MEGAN);
    const form = await house.say(MEGAN, 'suggest topic');
    await house.press(MEGAN, form, 'Suggest it', { title: 'Dangerous dogs' });
  });
  afterEach(() => house.close());

  async function accepted(id: string): Promise<string> {
    const [decide] = buttonsOf((await house.say(ALEX, 'topics')).card).filter(
      ({ title }) => title === 'Decide',
    );
    const form = await house.send(ALEX, decide!.verb, decide!.data);
    return says(await house.press(ALEX, form, 'Save', { into: `session/${id}` }));
  }
  async function draft(): Promise<string> {
    await drafted(house);
    const found = await house.inside((tx) =>
      tx.find(sessions, { where: { state: 'draft' }, by: 'createdAt' }),
    );
    return found.at(-1)!.id;
  }
  async function remove(id: string): Promise<void> {
    const session = await latest(house, id);
    const [topic] = (session.pending ?? session).topics;
    const which = { session: id, topic: topic!.id, version: session.version };
    await house.send(ALEX, 'info-sessions/remove-topic', which);
  }
  const isOpen = async (): Promise<boolean> =>
    says(await house.say(MEGAN, 'topics')).includes('Dangerous dogs');
  const told = (): number =>
    house.inbox(MEGAN).filter((each) => says(each).includes('Your topic is scheduled')).length;
  const publish = (id: string) => house.send(ALEX, 'info-sessions/publish', { session: id });

  it('into a draft that is thrown away is open again', async () => {
    const id = await draft();
    await accepted(id);
    const between = await isOpen();
    await house.send(ALEX, 'info-sessions/confirm-cancel-session', { session: id });

    assert.deepEqual([between, await isOpen()], [false, true]);
  });

  it('and removed from the draft is open again, and not announced', async () => {
    const id = await draft();
    await accepted(id);
    await remove(id);
    await publish(id);

    assert.deepEqual([await isOpen(), told()], [true, 0]);
  });

  it('into a published session is announced when the change is published', async () => {
    const session: Session = await published(house);
    const answer = await accepted(session.id);
    const before = told();
    await publishChanges(house, session);

    assert.match(answer, /Publish the changes of the session, and people hear that it is scheduled\./);
    assert.deepEqual([before, told(), await isOpen()], [0, 1, false]);
  });

  it('as a change that is thrown away is open again, and nobody was told', async () => {
    const session = await published(house);
    await accepted(session.id);
    await house.send(ALEX, 'info-sessions/discard-changes', { session: session.id });

    assert.deepEqual([await isOpen(), told()], [true, 0]);
  });

  it('and taken out of a published session is open once that is published, and announced anew', async () => {
    const session = await published(house);
    await accepted(session.id);
    await publishChanges(house, session);
    await remove(session.id);
    const pending = await isOpen();
    await publishChanges(house, session);
    const after = await isOpen();
    const id = await draft();
    await accepted(id);
    await publish(id);
    await publish(id);

    assert.deepEqual([pending, after, told()], [false, true, 2]);
  });
});
