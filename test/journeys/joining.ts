import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { personNamed } from '../../env/local/people.js';
import { startJourney } from '../support/journey.js';
import type { Journey } from '../support/journey.js';
import { takePicture } from '../support/pictures.js';
import * as chat from '../support/playground-page.js';

/** Somebody of a tenant's directory whose address belongs to no organisation of the sample. */
const NESTOR = {
  ...personNamed('Megan Bowen'),
  name: 'Nestor Wilke',
  email: 'nestor.wilke@charity.example',
  objectId: '8d1c6e3f-2b4a-4c5d-9e6f-a7b8c9d0e108',
  user: '29:18d1c6e3f-2b4a-4c5d-9e6f-a7b8c9d0e108',
};

describe('Joining, in the real Playground', function () {
  this.timeout(120_000);

  let journey: Journey | undefined;
  let alex: Page;
  let nestor: Page;

  before(async function () {
    journey = await startJourney([personNamed('Alex Wilber'), NESTOR]);
    if (journey === undefined) return this.skip();
    [alex, nestor] = journey.pages as [Page, Page];
  });

  after(() => journey?.close());

  it('shows a stranger one question and nothing else', async () => {
    await chat.say(nestor, 'check-in results');

    const card = await chat.waitForCard(nestor, 'I do not know you yet');
    await takePicture(nestor, 'stranger');
    assert.doesNotMatch(await card.innerText(), /answered|Megan|Adele/);
  });

  it('asks a coordinator, who approves, and both see it', async () => {
    const card = await chat.waitForCard(nestor, 'I do not know you yet');
    await chat.choose(card, 'Which organisation are you from?', 'Probation Service');
    await chat.press(card, 'Ask to join');
    await chat.waitForCard(nestor, 'You asked to join for Probation Service');
    await takePicture(nestor, 'request-waits');

    const request = await chat.waitForCard(alex, 'Nestor Wilke asks to join');
    await takePicture(alex, 'request');
    await chat.press(request, 'Approve');

    await chat.waitForCard(alex, 'can be written to');
    await chat.waitForCard(
      nestor,
      'You are a member of the Kent Community Safety Partnership for Probation Service',
    );
    await chat.say(nestor, 'hello');
    await chat.waitForCard(nestor, 'Nothing waits for you now');
  });

  it('gives a role and takes it away', async () => {
    await chat.press(await chat.waitForCard(alex, 'can be written to'), 'Change');
    const form = await chat.waitForCard(alex, 'Change Nestor Wilke');
    await takePicture(alex, 'member-form');
    await chat.choose(form, 'Roles (optional)', 'Kent Community Safety Team');
    await chat.press(form, 'Save');
    await chat.waitForCard(nestor, 'You are now in: Kent Community Safety Team');
    await chat.say(nestor, 'members');
    await chat.waitForCard(nestor, '8 members');
    await takePicture(nestor, 'members');

    await chat.press(await chat.waitForCard(alex, 'Roles'), 'Change');
    const again = await chat.waitForCard(alex, 'Change Nestor Wilke');
    await chat.choose(again, 'Roles (optional)', 'Kent Community Safety Team');
    await chat.press(again, 'Save');
    await chat.waitForCard(nestor, 'You are no longer in: Kent Community Safety Team');
    await chat.say(nestor, 'members');

    await chat.waitForText(nestor, 'Only the coordinating team can do this');
  });

  it('refuses a stranger whom the coordinator declines', async () => {
    await chat.say(nestor, 'leave');
    await chat.press(await chat.waitForCard(nestor, 'Leave the list of members?'), 'Leave');
    await chat.waitForCard(nestor, 'You are off the list of members');
    await chat.say(nestor, 'hello');
    const card = await chat.waitForCard(nestor, 'I do not know you yet');
    await chat.choose(card, 'Which organisation are you from?', 'Kent Police');
    await chat.press(card, 'Ask to join');

    await chat.press(await chat.waitForCard(alex, 'approve only whom you know'), 'Decline');

    await chat.waitForCard(nestor, 'You were not added');
    await chat.say(nestor, 'hello');
    await chat.waitForText(nestor, 'did not add you to the list of members');
  });
});
