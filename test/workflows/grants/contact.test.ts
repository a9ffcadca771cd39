import assert from 'node:assert/strict';
import { members } from '../../../src/directory.js';
import { applicants, proposals } from '../../../src/workflows/grants/proposal/proposal.js';
import type { Proposal } from '../../../src/workflows/grants/proposal/proposal.js';
import { buttonsOf, inputsOf, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { ADELE, ALEX, MEGAN, NESTOR, openBallotHouse, opened, textOf } from './ballots.js';

const NESTORS = 'nestor@kcsp.example';
const ADELES = 'adele.vance@kfrs.example';

describe('the contact of a proposal', () => {
  let house: House;

  beforeEach(async () => {
    house = await openBallotHouse();
    await opened(house);
    const { id } = await house.member(MEGAN);
    await change({ contact: id });
    await house.inside((tx) =>
      tx.put(applicants, { id: `p2.${id}`, version: 0, proposal: 'p2', member: id }),
    );
  });
  afterEach(() => house.close());

  async function change(to: Partial<Proposal>): Promise<void> {
    await house.inside(async (tx) => {
      const proposal = await tx.get(proposals, 'p2');
      await tx.put(proposals, { ...proposal!, ...to });
    });
  }
  function read(): Promise<Shown> {
    return house.send(ALEX, 'grants/read', { proposal: 'p2' });
  }
  async function named(email: string): Promise<Shown> {
    const form = await house.press(ALEX, await read(), 'Change the contact');
    return house.press(ALEX, form, 'Save and tell them', { email });
  }

  it('is replaced by a coordinator when they leave, before it is funded and while it is voted on', async () => {
    const megan = await house.member(MEGAN);
    await house.inside((tx) => tx.put(members, { ...megan, standing: 'left' }));
    const before = await read();

    const saved = await named(NESTORS);
    const told = house.inbox(NESTOR).at(-1)!;
    const theirs = await house.press(NESTOR, told, 'Open the proposal');
    const left = await house.inside((tx) => tx.get(applicants, `p2.${megan.id}`));

    assert.ok(wordsOf(before.card).includes('Kent Police. Contact: Megan Bowen, who has left.'));
    assert.ok(wordsOf(saved.card).includes('Nestor Wilke is its contact now.'));
    assert.ok(wordsOf(saved.card).includes('Kent Police. Contact: Nestor Wilke.'));
    assert.match(told.text, /made you the contact of 'Cameras' \(KCSP-G-2023-001\)/);
    assert.equal(wordsOf(theirs.card)[0], 'Cameras');
    assert.equal(left, undefined);
  });

  it('stays a co-applicant when somebody else is named while they are still here', async () => {
    await named(NESTORS);

    const list = wordsOf((await house.say(MEGAN, 'my proposals')).card);

    assert.ok(list.includes('Cameras'));
  });

  it('is somebody of the organisation that applies, so that the vote stays as it is', async () => {
    const other = await named(ADELES);
    await change({ organisation: 'team' });
    const team = await named(NESTORS);
    const coordinator = await named('alex.wilber@kcst.example');

    assert.match(textOf(other), /Adele Vance does not work for Kent Police\./);
    assert.equal(inputsOf(other.card).email, ADELES);
    assert.match(textOf(team), /Nestor Wilke does not work for Kent Community Safety Team\./);
    assert.ok(wordsOf(coordinator.card).includes('Alex Wilber is its contact now.'));
  });

  it('is named by coordinators alone, for no draft and for nothing that is over', async () => {
    const data = { proposal: 'p2', email: NESTORS, version: 1 };
    const adele = await house.send(ADELE, 'grants/save-contact', data);
    await change({ state: 'draft' });
    const draft = await house.send(ALEX, 'grants/save-contact', data);
    await change({ state: 'withdrawn' });
    const over = await house.send(ALEX, 'grants/contact', data);
    const card = await read();

    assert.match(adele.text, /^Only the coordinating team can do this\./);
    assert.match(draft.text, /its applicants’ own until it is proposed/);
    assert.equal(over.text, 'This proposal is withdrawn. Nobody needs to answer for it now.');
    assert.ok(!buttonsOf(card.card).some(({ title }) => title === 'Change the contact'));
  });

  it('is replaced by one of two coordinators at a time', async () => {
    const form = await house.press(ALEX, await read(), 'Change the contact');
    await named(NESTORS);

    const stale = await house.press(ALEX, form, 'Save and tell them', {
      email: 'megan.bowen@kent-police.example',
    });

    assert.match(textOf(stale), /The proposal was changed since you opened the form\./);
    assert.match(textOf(stale), /Contact now: Nestor Wilke\./);
  });
});
