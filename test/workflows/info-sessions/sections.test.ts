import assert from 'node:assert/strict';
import { sessions } from '../../../src/workflows/info-sessions/session/session.js';
import { nodesOf, openHouse } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { ALEX, drafted, published, says } from './support.js';

const TYPED: readonly (readonly [button: string, typed: Record<string, string>, answer: string])[] = [
  ['Change: What it is about', { about: 'What changes.' }, 'Saved: What it is about.'],
  ['Add a topic: Topics and speakers', { title: 'Beats' }, 'Saved: Topics and speakers.'],
  ['Change: How people sign up', { recorded: 'yes' }, 'Saved: How people sign up.'],
  ['Change: Who it is for', { invite: 'no' }, 'Saved: Who it is for.'],
  ['Places: 9 December 2026, 10am to 11am', { places: '20' }, 'Saved: 9 December 2026, 10am to 11am.'],
];

for (const state of ['draft', 'published'] as const) {
  describe(`The list of sections of a session that is ${state}`, () => {
    let house: House;
    let id: string;

    beforeEach(async () => {
      house = await openHouse({ empty: true });
      if (state === 'draft') await drafted(house);
      else await published(house);
      const found = await house.inside((tx) => tx.find(sessions, { where: { state }, by: 'createdAt' }));
      id = found[0]!.id;
    });
    afterEach(() => house.close());

    const list = (): Promise<Shown> => house.send(ALEX, 'info-sessions/sections', { session: id });
    async function open(button: string): Promise<Shown> {
      const shown = await list();
      const found = nodesOf(shown.card).find(({ tooltip }) => tooltip === button);
      return house.send(ALEX, String(found?.verb), { ...(found?.data as object) });
    }
    const isList = (shown: Shown): boolean => says(shown).includes('Places kept for organisations |');

    it('is shown again after each of them, and says what is saved', async () => {
      for (const [button, typed, answer] of TYPED) {
        const after = await house.press(ALEX, await open(button), 'Save', typed);

        assert.ok(says(after).includes(answer) && isList(after), says(after));
      }
    });

    it('is shown again after a form that came back, after a date in two forms, and after its removal', async () => {
      const form = await open('Add a topic: Topics and speakers');
      const wrong = await house.press(ALEX, form, 'Save', { title: '' });
      const topic = await house.press(ALEX, wrong, 'Save', { title: 'Beats' });
      const day = await house.press(ALEX, topic, 'Add a date');
      const when = { day: '2026-12-16', from: '10:00', to: '11:00', how: 'virtual' };
      const date = await house.press(ALEX, await house.press(ALEX, day, 'Continue', when), 'Save');
      const gone = await open('Remove: 16 December 2026, 10am to 11am');

      for (const [shown, notice] of [
        [topic, 'Saved: Topics and speakers.'],
        [date, 'Saved: 16 December 2026, 10am to 11am.'],
        [gone, 'Removed: 16 December 2026, 10am to 11am.'],
      ] as const) {
        assert.ok(says(shown).includes(notice) && isList(shown), says(shown));
      }
    });
  });
}

describe('Go back of a section', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse({ empty: true });
  });
  afterEach(() => house.close());

  it('leads to the preview it was opened from, also after a form that came back', async () => {
    const preview = await drafted(house);
    const form = await house.press(ALEX, preview, 'Choose who hears of it');
    const wrong = await house.press(ALEX, form, 'Save', { audience: 'organisations', organisations: '' });

    for (const from of [form, wrong]) {
      assert.match(says(await house.press(ALEX, from, 'Go back')), /People find it under sessions/);
    }
  });

  it('leads to the list of sections it was opened from', async () => {
    const list = await house.press(ALEX, await drafted(house), 'More sections');
    const change = nodesOf(list.card).find(({ tooltip }) => tooltip === 'Change: Who it is for');
    const form = await house.send(ALEX, String(change?.verb), { ...(change?.data as object) });

    assert.match(says(await house.press(ALEX, form, 'Go back')), /Places kept for organisations/);
  });
});
