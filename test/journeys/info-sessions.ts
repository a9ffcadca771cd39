import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { personNamed } from '../../env/local/people.js';
import { startJourney } from '../support/journey.js';
import type { Journey } from '../support/journey.js';
import { takePicture } from '../support/pictures.js';
import * as chat from '../support/playground-page.js';

const TITLE = 'Changes to Neighbourhood Policing';

describe('an information session, in the real Playground', function () {
  this.timeout(120_000);

  let journey: Journey | undefined;
  let megan: Page;
  let alex: Page;

  before(async function () {
    journey = await startJourney(
      [personNamed('Megan Bowen'), personNamed('Alex Wilber')],
      '2026-11-23T09:00:00Z',
    );
    if (journey === undefined) return this.skip();
    [megan, alex] = journey.pages as [Page, Page];
  });

  after(() => journey?.close());

  it('is announced by a coordinator in two forms and a press', async () => {
    await chat.say(alex, 'new session');
    const form = await chat.waitForCard(alex, 'New session');
    await chat.fill(form, 'Title', 'Scams');
    await chat.choose(form, 'How it is held', 'In person');
    await chat.fill(form, 'Day', '2026-12-15');
    await chat.press(form, 'Continue');
    const places = await chat.waitForCard(alex, 'Where, and for how many');
    await chat.fill(places, 'Venue', 'Oakwood House');
    await chat.fill(places, 'Places in person', '1');
    await chat.press(places, 'Save');

    const preview = await chat.waitForCard(alex, '1 of 1 place left');
    await takePicture(alex, 'session-preview');
    await chat.press(preview, 'Publish');

    await chat.waitForCard(alex, 'Published.');
    await takePicture(alex, 'session-published');
  });

  it('gives the coordinator the last place, in one press', async () => {
    await chat.press(await chat.waitForCard(alex, 'Published.'), 'My own place');
    await chat.press(await chat.waitForCard(alex, 'Sign up until it starts'), 'Come in person');

    await chat.waitForCard(alex, 'You have a place: 15 December 2026');
  });

  it('puts the next person on the waiting list', async () => {
    await chat.say(megan, 'sessions');
    const list = await chat.waitForCard(megan, TITLE);
    await takePicture(megan, 'sessions');
    await list.getByRole('button', { name: 'See and sign up' }).nth(1).click();
    await chat.press(await chat.waitForCard(megan, 'no place left of 1'), 'Join the waiting list in person');

    const place = await chat.waitForCard(megan, 'You are number 1 on the waiting list');
    await takePicture(megan, 'session-waiting');
    assert.match(await place.innerText(), /Leave the waiting list/);
  });

  it('offers her the place the moment it is given up, and she takes it', async () => {
    await chat.press(await chat.waitForCard(alex, 'You have a place: 15 December 2026'), 'Cancel my place');
    await chat.press(await chat.waitForCard(alex, 'Cancel your place?'), 'Cancel my place');
    await chat.waitForCard(alex, 'You have no place, and you are on no waiting list');

    const offer = await chat.waitForCard(megan, 'The place is held for you until');
    await takePicture(megan, 'session-offered');
    await chat.press(offer, 'Take the place');

    await chat.waitForCard(megan, 'You have a place: 15 December 2026');
    await takePicture(megan, 'session-place');
  });

  it('takes her feedback after the session, and writes the sentence for the papers', async () => {
    await journey!.killAndRestart('2026-12-15T12:00:00Z');
    await chat.say(megan, 'my sessions');
    await chat.press(await chat.waitForCard(megan, 'My sessions'), 'Open');
    await chat.press(await chat.waitForCard(megan, 'This session is over'), 'Give feedback');
    const form = await chat.waitForCard(megan, 'How do you rate it?');
    await chat.choose(form, 'How do you rate it?', 'Very good');
    await chat.choose(form, 'What will you do next? (optional)', 'Feed back to colleagues');
    await chat.press(form, 'Send feedback');
    await chat.waitForCard(megan, 'Thank you for the feedback');
    await takePicture(megan, 'session-feedback');

    await chat.say(alex, 'sessions');
    const list = await chat.waitForCard(alex, 'Over');
    await list.getByRole('button', { name: 'Manage' }).nth(1).click();
    await chat.press(await chat.waitForCard(alex, 'This session is over'), 'Feedback');

    const results = await chat.waitForCard(alex, '100% rated it excellent, very good or good');
    await takePicture(alex, 'session-results');
    assert.match(await results.innerText(), /Very good: 1 answer, 100%/);
  });
});
