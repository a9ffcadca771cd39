import assert from 'node:assert/strict';
import { mainCommands, sharedCommands } from '../../manifest/commands.js';
import { generalCommands } from '../../src/router/general.js';
import { workflows } from '../../src/workflows/index.js';
import type { Command, Workflow } from '../../src/workflows/workflow.js';
import { buttonsOf, openHouse } from '../support/house.js';

function aCommand(phrase: string, offeredTo?: Command['offeredTo']): Command {
  const handle: Command['handle'] = async () => ({ reply: 'Done.' });
  return { phrases: [phrase], help: `about ${phrase}`, ...(offeredTo && { offeredTo }), handle };
}

function aWorkflow(name: string, commands: readonly Command[]): Workflow {
  return { name, title: name, help: name, collections: [], commands, actions: {} };
}

function titles(workflows: readonly Workflow[]): readonly string[] {
  return mainCommands(workflows).map(({ title }) => title);
}

describe("the manifest's list of commands", () => {
  it('is what the registry explains, in the order of help', () => {
    const explained = [
      ...generalCommands(workflows, () => []),
      ...workflows.flatMap(({ commands }) => [...commands]),
    ].filter(({ help }) => help !== '');

    const listed = titles(workflows);

    const expected = explained.map(({ phrases }) => phrases[0]);
    assert.deepEqual(
      listed,
      expected.filter((phrase) => listed.includes(phrase)),
    );
    assert.equal(listed.length, Math.min(expected.length, 12));
    for (const { commands } of workflows) assert.ok(listed.includes(commands[0]!.phrases[0]));
  });

  it('is in the order in which help offers the same commands to a coordinator', async () => {
    const house = await openHouse();

    const { card } = await house.say('Alex Wilber', 'help');

    const listed = titles(workflows);
    const offered = buttonsOf(card).map(({ data }) => String(data.phrase));
    assert.ok(offered.length > 3);
    assert.deepEqual(
      offered.filter((phrase) => listed.includes(phrase)),
      listed.filter((phrase) => offered.includes(phrase)),
    );
    await house.close();
  });

  it('is cut to twelve: general and first commands stay, those of a role go first', () => {
    const many = ['a', 'b', 'c', 'd'].map((name) =>
      aWorkflow(name, [
        aCommand(`${name} first`, () => false),
        aCommand(`${name} role`, () => false),
        aCommand(`${name} everybody`),
      ]),
    );

    assert.deepEqual(titles(many), [
      'hello',
      'my items',
      'help',
      'a first',
      'a role',
      'a everybody',
      'b first',
      'b everybody',
      'c first',
      'c everybody',
      'd first',
      'd everybody',
    ]);
  });

  it('offers only help where others read along', () => {
    const listed = sharedCommands(workflows).map(({ title }) => title);

    assert.deepEqual(listed, ['help']);
  });

  for (const person of ['Alex Wilber', 'Megan Bowen']) {
    it(`is answered, every command of it, when ${person} chooses it`, async () => {
      const house = await openHouse();

      for (const { title } of mainCommands(workflows)) {
        const { text } = await house.say(person, title);
        assert.doesNotMatch(text, /did not understand|went wrong/, title);
        assert.ok(text.length > 3, title);
      }
      for (const { title } of sharedCommands(workflows)) {
        const { text } = await house.say(person, title, { personal: false });
        assert.doesNotMatch(text, /did not understand|went wrong/, title);
      }

      await house.close();
    });
  }
});
