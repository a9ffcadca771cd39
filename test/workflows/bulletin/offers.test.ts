import assert from 'node:assert/strict';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { addProject, openYear } from '../grants/year.js';
import { ALEX, drafted } from '../info-sessions/support.js';
import { ISAIAH, newest } from './people.js';

const OFFER = 'Offer to the bulletin';

/** What the sender adds: the kind, and that it holds nothing sensitive. */
async function sentIn(house: House, name: string, form: Shown, kind: string): Promise<Shown> {
  const check = await house.press(name, form, 'Continue', { kind, confirmed: 'true' });
  return house.press(name, check, 'Send');
}

describe('A recorded card offers itself to the bulletin', () => {
  let house: House;
  afterEach(() => house.close());

  it('an information session, with its dates, its programme and until when it is worth reading', async () => {
    house = await openHouse({ empty: true });
    const about = 'Changes to neighbourhood teams in June.';
    const programme = 'https://kcst.example/programme';
    const draft = await drafted(house);
    const { session: id } = buttonsOf(draft.card).find(({ title }) => title === 'Publish')!.data;
    const more = await house.send(ALEX, 'info-sessions/about', { session: id });
    const preview = await house.press(ALEX, more, 'Save', { about, programme });
    const session = await house.press(ALEX, preview, 'Publish');

    const form = await house.press(ALEX, await house.press(ALEX, session, 'More'), OFFER);
    const { headline, summary, link, validUntil, confirmed } = inputsOf(form.card);
    const receipt = await sentIn(house, ALEX, form, 'events');

    assert.equal(headline, 'Neighbourhood Policing');
    assert.equal(summary, `9 December 2026, 10am to 11am. ${about}`);
    assert.deepEqual([link, validUntil, confirmed], [programme, '2026-12-09', 'false']);
    assert.ok(!JSON.stringify(form.card).includes('teams.example'), 'the joining link stays inside');
    assert.ok(wordsOf(receipt.card).some((word) => word.startsWith('Item received')));
    const { state, kind, linkKey } = await newest(house, ALEX);
    assert.deepEqual([state, kind, linkKey], ['waiting', 'events', 'kcst.example/programme']);
  });

  it('the results of a project that a grant paid for, from whoever gave them', async () => {
    house = await openHouse({ empty: true, now: '2021-07-12T09:00:00Z' });
    await openYear(house, { year: '2021/22', closesOn: '2021-07-30' });
    await addProject(house, {
      title: 'Spot the Signs',
      approved: '1,200',
      contact: 'isaiah.langer@kcc.example',
    });
    const own = await house.press(ISAIAH, await house.say(ISAIAH, 'my projects'), 'Open');
    const typed = { delivery: 'delivered', progress: 'All is done.', outputs: '6,845 video views.' };
    const update = await house.press(ISAIAH, await house.press(ISAIAH, own, 'Give an update'), 'Save', typed);

    const form = await house.press(ISAIAH, update, OFFER);
    const { headline, summary, link } = inputsOf(form.card);
    const receipt = await sentIn(house, ISAIAH, form, 'publications');

    assert.deepEqual([headline, summary, link], ['Spot the Signs', '6,845 video views. All is done.', '']);
    assert.ok(wordsOf(receipt.card).some((word) => word.startsWith('Item received')));
    assert.equal((await newest(house, ISAIAH)).headline, 'Spot the Signs');
  });
});
