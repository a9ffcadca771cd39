import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { personNamed } from '../../env/local/people.js';
import { startJourney } from '../support/journey.js';
import type { Journey } from '../support/journey.js';
import { takePicture } from '../support/pictures.js';
import * as chat from '../support/playground-page.js';

describe('an action passed on, and the refresh of the plan, in the real Playground', function () {
  this.timeout(120_000);

  let journey: Journey | undefined;
  let isaiah: Page;
  let alex: Page;

  before(async function () {
    journey = await startJourney([personNamed('Isaiah Langer'), personNamed('Alex Wilber')]);
    if (journey === undefined) return this.skip();
    [isaiah, alex] = journey.pages as [Page, Page];
  });

  after(() => journey?.close());

  it('passes an action to a colleague, who accepts', async () => {
    const list = await chat.waitForCard(isaiah, '0 of 5 answered');
    await chat.press(list, 'Pass 6.1 to a colleague');
    const form = await chat.waitForCard(isaiah, 'Pass 6.1 to a colleague');
    await chat.choose(form, 'Colleague', 'Alex Wilber');
    await takePicture(isaiah, 'pass-on');
    await chat.press(form, 'Pass on');
    await chat.waitForCard(isaiah, '6.1 passed to Alex Wilber');

    const request = await chat.waitForCard(alex, 'Isaiah Langer asks you to answer for 6.1');
    await takePicture(alex, 'asked-over');
    await chat.press(request, 'Accept');

    const own = await chat.waitForCard(alex, '6.1 is yours in this check-in now');
    assert.match(await own.innerText(), /0 of 1 answered/);
    await chat.say(isaiah, 'check-ins');
    await chat.waitForCard(isaiah, '0 of 4 answered');
  });

  it('walks the coordinator through the actions, one press each', async () => {
    await chat.say(alex, 'refresh plan');
    await chat.press(await chat.waitForCard(alex, 'This starts the draft'), 'Start the refresh');
    await chat.press(await chat.waitForCard(alex, '0 of 25 decided'), 'Go through the actions');
    const step = await chat.waitForCard(alex, '1.1: what becomes of it?');
    await takePicture(alex, 'refresh-step');

    await chat.press(step, 'Complete');

    const next = await chat.waitForCard(alex, '1.2a: what becomes of it?');
    assert.match(await next.innerText(), /1\.1: complete\./);
    await chat.press(next, 'Back');
  });

  it('renames a priority in the draft, and keeps the rest of the actions at once', async () => {
    await chat.press(await chat.waitForCard(alex, '1 of 25 decided'), 'Priorities');
    await chat.press(await chat.waitForCard(alex, 'Priorities of the draft'), 'Change or merge Road Safety');
    const form = await chat.waitForCard(alex, 'Merge these into it');
    await chat.fill(form, 'Name', 'Safer Roads');
    await chat.press(form, 'Save');
    await chat.press(await chat.waitForCard(alex, "Was 'Road Safety'"), 'Back');
    await chat.press(await chat.waitForCard(alex, '1 renamed'), 'All decisions');

    await chat.press(await chat.waitForCard(alex, '24 actions to decide.'), 'Retain the other 24');

    await chat.waitForCard(alex, '25 of 25 decided');
  });

  it('sends the draft, in which a member reads what changes and comments', async () => {
    await chat.press(await chat.waitForCard(alex, '25 of 25 decided'), 'Send the draft');
    const form = await chat.waitForCard(alex, 'This sends one message to each');
    const [send] = /Send to \d+ members/.exec(await form.innerText()) ?? [''];
    await chat.press(form, send);
    await chat.waitForCard(alex, 'With the members.');

    const draft = await chat.waitForCard(isaiah, 'Draft of the action plan');
    await takePicture(isaiah, 'refresh-draft');
    assert.match(await draft.innerText(), /1 action complete: 1\.1/);
    assert.match(await draft.innerText(), /'Road Safety' renamed 'Safer Roads'/);
    await chat.press(draft, 'Comment');
    const comment = await chat.waitForCard(isaiah, 'Comment on the draft');
    await chat.fill(comment, 'Your comment', 'Keep 1.1 for another year.');
    await chat.press(comment, 'Save');
    await chat.waitForCard(isaiah, 'Your comment is recorded');

    await chat.say(alex, 'refresh plan');
    await chat.press(await chat.waitForCard(alex, '1 comment so far'), 'Comments (1)');
    const said = await chat.waitForCard(alex, 'Keep 1.1 for another year.');
    assert.match(await said.innerText(), /Isaiah Langer, Kent County Council/);
  });

  it('leaves the plan in force as it is for everybody', async () => {
    await chat.say(isaiah, 'plan');

    const plan = await chat.waitForCard(isaiah, 'Version 1.0, in force from');

    assert.match(await plan.innerText(), /7 priorities, 25 actions\./);
    await takePicture(isaiah, 'plan');
  });
});
