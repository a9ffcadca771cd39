import assert from 'node:assert/strict';
import { collection } from '../../src/store/store.js';
import type { Stored } from '../../src/store/store.js';
import { UserError } from '../../src/shared/errors.js';
import type { Card, Workflow } from '../../src/workflows/workflow.js';
import { openHouse } from '../support/house.js';
import type { House, Shown } from '../support/house.js';

const ALEX = 'Alex Wilber';
const MEGAN = 'Megan Bowen';
const GONE = 'This cannot be handed on any more. Say help to see what I can do now.';

interface Walk extends Stored {
  readonly by: string;
  readonly where: string;
}
interface Poster extends Stored {
  readonly text: string;
}
const walks = collection<Walk>('walks.walks');
const posters = collection<Poster>('posters.posters');

function aCard(sentence: string): Card {
  return { template: 'shared/notice', summary: sentence, data: { heading: 'Toy', sentence } };
}

/** Records walks. It knows nothing of posters. */
const walking: Workflow = {
  ...{ name: 'walks', title: 'Walks', help: 'For tests.', collections: [walks], commands: [] },
  actions: {
    record: {
      async handle({ data }, { store, actor, offersFor }) {
        const version = (await store.get(walks, 'w1'))?.version ?? 0;
        const walk = { id: 'w1', version, by: actor.id, where: String(data.where) };
        const { id } = await store.put(walks, walk);
        return { reply: aCard(JSON.stringify(offersFor('news', 'walks/walk', [id]))) };
      },
    },
  },
  materials: {
    async walk([id = ''], { store, actor }) {
      const walk = await store.get(walks, id);
      if (walk === undefined) throw new UserError('walks.gone', 'This walk is not kept any more.');
      if (walk.by !== actor.id) throw new UserError('walks.notYours', 'This walk is not yours.');
      return { kind: 'news', headline: walk.where, summary: `A walk to ${walk.where}.` };
    },
  },
};

/** Prints news. It knows nothing of walks. */
const printing: Workflow = {
  ...{ name: 'posters', title: 'Posters', help: 'For tests.', collections: [posters], commands: [] },
  actions: {},
  offers: {
    news: {
      title: 'Print a poster',
      takes: 'news',
      start: async ({ headline, summary }) => aCard(`Poster: ${headline}. ${summary}`),
    },
    team: {
      title: 'Print for the team',
      takes: 'news',
      offeredTo: ({ roles }) => roles.includes('coordinator'),
      async start({ headline }, { store }) {
        await store.put(posters, { id: headline, version: 0, text: headline });
        return 'Printed for the team.';
      },
    },
    figures: { title: 'Print the figures', takes: 'outcomes', start: async () => aCard('Figures') },
  },
};

describe('An offer', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse({ workflows: [walking, printing], empty: true });
    await house.meet(ALEX);
  });
  afterEach(() => house.close());

  type Button = { readonly title: string; readonly verb: string; readonly data: object };
  const offered = async (name: string, where = 'Dover'): Promise<readonly Button[]> =>
    JSON.parse((await house.send(name, 'walks/record', { where })).text) as Button[];
  const take = async (name: string, change: object = {}): Promise<Shown> =>
    house.send(name, 'roundtable/offer', {
      ...{ offer: 'posters/news', material: 'walks/walk', ids: ['w1'] },
      ...change,
    });

  it('starts the form of a workflow that takes the material, filled in, by the ids on the button', async () => {
    const [button] = await offered(MEGAN);

    const form = await house.send(MEGAN, button!.verb, button!.data);

    assert.equal(button!.title, 'Print a poster');
    assert.deepEqual(button!.data, { offer: 'posters/news', material: 'walks/walk', ids: ['w1'] });
    assert.equal(form.text, 'Poster: Dover. A walk to Dover.');
  });

  it('is shown to those who may take it, for its own kind of material', async () => {
    const titles = async (name: string) => (await offered(name)).map(({ title }) => title);

    assert.deepEqual(await titles(MEGAN), ['Print a poster']);
    assert.deepEqual(await titles(ALEX), ['Print a poster', 'Print for the team']);
  });

  it('shows no button when no workflow takes the material', async () => {
    const alone = await openHouse({ workflows: [walking], empty: true });

    const { text } = await alone.send(MEGAN, 'walks/record', { where: 'Dover' });

    assert.equal(text, '[]');
    await alone.close();
  });

  it('shows no more than three buttons', async () => {
    const offer = { title: 'Once more', takes: 'news', start: async () => aCard('') } as const;
    const more = { ...printing, offers: { a: offer, b: offer, c: offer, d: offer } };
    const house = await openHouse({ workflows: [walking, more], empty: true });

    const { text } = await house.send(MEGAN, 'walks/record', { where: 'Dover' });

    assert.equal((JSON.parse(text) as object[]).length, 3);
    await house.close();
  });

  it('hands on the material as it is now, not as it was on the card', async () => {
    await offered(MEGAN);
    await offered(MEGAN, 'Deal');

    assert.equal((await take(MEGAN)).text, 'Poster: Deal. A walk to Deal.');
  });

  it('may keep something and leave the card as it is, in the same transaction', async () => {
    await offered(ALEX);

    const answer = await take(ALEX, { offer: 'posters/team' });

    assert.equal(answer.text, 'Printed for the team.');
    assert.equal(answer.card, undefined);
    assert.equal((await house.inside((tx) => tx.get(posters, 'Dover')))?.text, 'Dover');
  });

  it('asks the policy of the material again', async () => {
    await offered(MEGAN);

    assert.equal((await take(ALEX)).text, 'This walk is not yours.');
  });

  it('says that a material has vanished', async () => {
    await offered(MEGAN);
    await house.inside((tx) => tx.remove(walks, 'w1'));

    assert.equal((await take(MEGAN)).text, 'This walk is not kept any more.');
  });

  it('is not taken by somebody it is not offered to, before anything is loaded', async () => {
    assert.equal(
      (await take(MEGAN, { offer: 'posters/team', ids: ['no such walk'] })).text,
      "'Print for the team' is not for you to choose. Say help to see what you can do.",
    );
  });

  for (const [what, change] of [
    ['an offer nobody has', { offer: 'posters/books' }],
    ['an offer of a workflow nobody has', { offer: 'books/news' }],
    ['a material nobody has', { material: 'walks/run' }],
    ['an offer for another kind of material', { offer: 'posters/figures' }],
    ['names of an object itself', { offer: 'posters/constructor', material: 'walks/__proto__' }],
    ['a name in three parts', { offer: 'posters/news/x' }],
    ['values of another shape', { offer: {}, material: 7, ids: 'w1' }],
    ['ids that are no texts', { ids: [{}] }],
    ['more ids than a button carries', { ids: Array<string>(11).fill('w1') }],
    ['an id that is no id', { ids: ['w'.repeat(201)] }],
    ['nothing at all', { offer: undefined, material: undefined, ids: undefined }],
  ] as const) {
    it(`answers ${what} with a sentence`, async () => {
      await offered(MEGAN);

      assert.equal((await take(MEGAN, change)).text, GONE);
    });
  }

  it('is for members alone', async () => {
    await offered(MEGAN);

    assert.match((await take('Nestor Wilke')).text, /not on its list of members yet/);
  });
});
