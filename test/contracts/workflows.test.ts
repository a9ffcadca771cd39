import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { workflows } from '../../src/workflows/index.js';
import type { Workflow } from '../../src/workflows/workflow.js';
import { materialsOf, receiver, sourceOf } from '../support/offers.js';
import { collection } from '../../src/store/store.js';
import type { Stored } from '../../src/store/store.js';
import { openHouse, wordsOf } from '../support/house.js';

describe('the registry', () => {
  it('lists every folder of src/workflows, each once', () => {
    const folders = readdirSync('src/workflows', { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);

    assert.deepEqual(workflows.map(({ name }) => name).sort(), folders.sort());
  });

  it('gives each phrase to one command only', () => {
    const phrases = workflows.flatMap(({ commands }) => commands.flatMap((command) => [...command.phrases]));

    assert.deepEqual(phrases, [...new Set(phrases)]);
  });

  it('gives each collection to one workflow, named after it', () => {
    const names = workflows.flatMap(({ collections }) => collections.map(({ name }) => name));

    assert.deepEqual(names, [...new Set(names)]);
    for (const { name, collections } of workflows) {
      for (const each of collections) assert.ok(each.name.startsWith(`${name}.`), each.name);
    }
  });
});

for (const workflow of workflows) {
  describe(`the workflow ${workflow.name}`, () => {
    it('has phrases as people type them, and helps with each in a short sentence', () => {
      for (const { phrases, help } of workflow.commands) {
        for (const phrase of phrases) assert.match(phrase, /^[a-z][a-z' -]*$/);
        assert.match(help, /^[a-z].*[^.]$/);
      }
    });

    it('has verbs that never need to change', () => {
      for (const name of Object.keys(workflow.actions)) assert.match(name, /^[a-z]+(-[a-z]+)*$/);
    });

    it('has a README that says how it goes', () => {
      assert.ok(readdirSync(`src/workflows/${workflow.name}`).includes('README.md'));
    });

    it('answers every command and every empty press with words, and changes nothing by that', async () => {
      const house = await openHouse();

      for (const person of ['Alex Wilber', 'Megan Bowen']) {
        for (const { phrases } of workflow.commands) {
          const { text } = await house.say(person, phrases[0]);
          assert.doesNotMatch(text, /went wrong/, phrases[0]);
        }
        for (const name of Object.keys(workflow.actions)) {
          const { text } = await house.send(person, `${workflow.name}/${name}`, {});
          assert.doesNotMatch(text, /went wrong/, name);
          assert.ok(text.length > 3, name);
        }
      }

      await house.close();
    });

    it('stands up to data of every wrong kind', async () => {
      const house = await openHouse();
      const hostile = [
        { round: {}, action: [], version: 'x', nonce: 7 },
        { round: '__proto__', action: 'constructor' },
      ];

      for (const data of hostile) {
        for (const name of Object.keys(workflow.actions)) {
          const { text } = await house.send('Alex Wilber', `${workflow.name}/${name}`, data);
          assert.doesNotMatch(text, /went wrong/, name);
        }
      }

      await house.close();
    });

    it('has materials and offers whose names never change, and buttons of a few words', () => {
      const { materials = {}, offers = {} } = workflow;

      for (const name of [...Object.keys(materials), ...Object.keys(offers)]) {
        assert.match(name, /^[a-z]+(-[a-z]+)*$/);
      }
      for (const { title } of Object.values(offers)) assert.match(title, /^[A-Z][^.]{2,29}$/);
    });

    for (const name of Object.keys(workflow.materials ?? {})) {
      it(`answers for the material ${name} that is not kept, or not theirs, with words`, async () => {
        const house = await openHouse({ workflows: [...workflows, receiver] });
        const material = `${workflow.name}/${name}`;

        for (const ids of [[], [''], ['__proto__'], ['constructor', 'x'], Array<string>(10).fill('gone')]) {
          for (const taken of ['news', 'outcomes']) {
            const data = { offer: `${receiver.name}/${taken}`, material, ids };
            const { text, card } = await house.send('Nestor Wilke', 'roundtable/offer', data);
            const member = await house.send('Megan Bowen', 'roundtable/offer', data);

            for (const said of [text, member.text]) assert.doesNotMatch(said, /went wrong|Taken/, said);
            assert.equal(member.card, undefined);
            assert.doesNotMatch(JSON.stringify(card ?? {}), /Taken/);
          }
        }

        await house.close();
      });
    }

    for (const [name, offer] of Object.entries(workflow.offers ?? {})) {
      it(`starts the offer ${name} from any material, however it was typed`, async () => {
        const materials = materialsOf(offer.takes);
        const house = await openHouse({ workflows: [...workflows, sourceOf(materials)] });

        for (const index of materials.keys()) {
          const data = {
            ...{ offer: `${workflow.name}/${name}`, material: 'any-source/each', ids: [String(index)] },
          };
          for (const person of ['Alex Wilber', 'Megan Bowen']) {
            const { text } = await house.send(person, 'roundtable/offer', data);
            assert.doesNotMatch(text, /went wrong/, text);
            assert.ok(text.length > 3);
          }
        }

        await house.close();
      });
    }
  });
}

describe('a workflow added as one folder and one line of the registry', () => {
  interface Tea extends Stored {
    readonly by: string;
  }
  const cups = collection<Tea>('tea.cups', [['by']]);
  const tea: Workflow = {
    name: 'tea',
    title: 'Tea round',
    help: 'Say whether you want a cup.',
    collections: [cups],
    commands: [
      { phrases: ['tea'], help: 'ask for a cup', handle: async () => ({ reply: 'One cup is coming.' }) },
    ],
    actions: {
      pour: {
        async handle(_input, { store, actor }) {
          await store.put(cups, { id: actor.id, version: 0, by: actor.id });
          return { reply: 'Poured.' };
        },
      },
    },
    jobs: [
      {
        name: 'call',
        async run({ directory }) {
          const alex = await directory.memberByEmail('alex.wilber@kcst.example');
          const card = {
            template: 'shared/notice',
            summary: 'Tea is ready.',
            data: { heading: 'Tea', sentence: 'Ready.' },
          };
          return alex ? [{ to: { kind: 'member', id: alex.id }, card, key: 'tea.ready' }] : [];
        },
      },
    ],
  };

  it('is in help, answers its words and its buttons, and runs its jobs once', async () => {
    const house = await openHouse({ workflows: [...workflows, tea] });
    await house.meet('Alex Wilber');

    const help = await house.say('Alex Wilber', 'help');
    const said = await house.say('Alex Wilber', 'Tea!');
    const pressed = await house.send('Alex Wilber', 'tea/pour', {});
    const kept = await house.inside((tx) => tx.find(cups, { by: 'by' }));
    await house.tick();
    await house.tick();

    assert.ok(wordsOf(help.card).includes('Ask for a cup'));
    assert.equal(said.text, 'One cup is coming.');
    assert.equal(pressed.text, 'Poured.');
    assert.equal(kept.length, 1);
    assert.deepEqual(
      house.inbox('Alex Wilber').map(({ text }) => text),
      ['Tea is ready.'],
    );
    await house.close();
  });
});
