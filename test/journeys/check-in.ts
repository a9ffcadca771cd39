import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { personNamed } from '../../env/local/people.js';
import { verifyFolder } from '../../src/store/verify.js';
import { startJourney } from '../support/journey.js';
import type { Journey } from '../support/journey.js';
import { takePicture } from '../support/pictures.js';
import * as chat from '../support/playground-page.js';

describe('a check-in, in the real Playground', function () {
  this.timeout(120_000);

  let journey: Journey | undefined;
  let megan: Page;
  let alex: Page;

  before(async function () {
    journey = await startJourney([personNamed('Megan Bowen'), personNamed('Alex Wilber')]);
    if (journey === undefined) return this.skip();
    [megan, alex] = journey.pages as [Page, Page];
  });

  after(() => journey?.close());

  it('is waiting when the lead comes in, with her five actions', async () => {
    const card = await chat.waitForCard(megan, '0 of 5 answered');
    await takePicture(megan, 'lead-is-asked');

    assert.match(await card.innerText(), /4\.1 Deliver an ASB workshop/);
    assert.match(await card.innerText(), /Last status: Not started/);
  });

  it('greets her with what waits, and opens it from there', async () => {
    await chat.say(megan, 'hello');
    const hello = await chat.waitForCard(megan, 'Hello Megan');
    await takePicture(megan, 'hello');

    await chat.press(hello, 'Answer now');

    await chat.waitForCard(megan, '0 of 5 answered');
  });

  it('names the field that was left empty, and keeps the rest', async () => {
    await chat.press(await chat.waitForCard(megan, '0 of 5 answered'), 'Update 4.1');
    const form = await chat.waitForCard(megan, 'What has been done');
    await chat.choose(form, 'Status', 'Delayed');
    await chat.choose(form, 'Red, amber or green (RAG)', 'Amber: at risk');

    await chat.press(form, 'Save');

    const message = await chat.fieldMessage(form, 'What has been done');
    assert.match(message, /Enter what has been done since the last update/);
    await takePicture(megan, 'field-left-empty');
  });

  it('asks why an action is delayed, with everything typed still there', async () => {
    const form = await chat.waitForCard(megan, 'What has been done');
    await chat.fill(form, 'What has been done', 'Two seminars held; 59 people trained.');

    await chat.press(form, 'Save');

    const again = await chat.waitForCard(megan, 'Enter why the action is delayed');
    const typed = await again.locator('textarea').first().inputValue();
    assert.equal(typed, 'Two seminars held; 59 people trained.');
    await takePicture(megan, 'reason-needed');
  });

  it('shows what was recorded, and keeps it so in the message', async () => {
    const form = await chat.waitForCard(megan, 'Enter why the action is delayed');
    await chat.fill(form, 'Reason (needed when delayed, amber or red)', 'Waiting for a venue in Ashford.');

    await chat.press(form, 'Save');

    const recorded = await chat.waitForCard(megan, 'Recorded: 4.1');
    assert.match(await recorded.innerText(), /1 of 5 answered/);
    assert.match(await recorded.innerText(), /Waiting for a venue in Ashford\./);
    await takePicture(megan, 'recorded');
  });

  it('can be offered to the bulletin, whose form comes filled in', async () => {
    await chat.press(await chat.waitForCard(megan, 'Recorded: 4.1'), 'Offer to the bulletin');

    const form = await chat.waitForCard(megan, 'Submit an item');
    const summary = await form.locator('textarea').first().inputValue();
    assert.match(summary, /Two seminars held; 59 people trained\./);
    await takePicture(megan, 'offered');
  });

  it('still has the answer after the bot was killed and started again', async () => {
    await journey!.killAndRestart();

    await chat.say(megan, 'check-ins');

    const list = await chat.waitForCard(megan, 'Recorded: Delayed, amber');
    assert.match(await list.innerText(), /1 of 5 answered/);
    await takePicture(megan, 'after-restart');
    assert.equal((await verifyFolder(journey!.dataFolder)).ok, true);
  });

  it('takes "nothing has changed" in one press', async () => {
    const list = await chat.waitForCard(megan, 'Recorded: Delayed, amber');

    await chat.press(list, 'Nothing has changed for 5.1a');

    const after = await chat.waitForCard(megan, 'Recorded for 5.1a: nothing has changed');
    assert.match(await after.innerText(), /2 of 5 answered/);
  });

  it('shows the coordinator the round and who has replied', async () => {
    await chat.say(alex, 'check-ins');
    await chat.press(await chat.waitForCard(alex, 'Due 30 November 2026'), 'Open');
    const round = await chat.waitForCard(alex, '0 of 5 people have replied');
    await takePicture(alex, 'round');

    await chat.press(round, 'Who has not replied');

    const missing = await chat.waitForCard(alex, 'Megan Bowen: 2 of 5 answered');
    assert.match(await missing.innerText(), /Adele Vance: 0 of 4 answered. Not reached/);
    await takePicture(alex, 'who-has-not-replied');
  });

  it('shows the coordinator the results with the exception in full', async () => {
    await chat.say(alex, 'check-in results');

    const results = await chat.waitForCard(alex, 'Exceptions: delayed, amber or red');

    assert.match(await results.innerText(), /Waiting for a venue in Ashford\./);
    await takePicture(alex, 'results');
  });

  it('shows the coordinator one action through all check-ins', async () => {
    await chat.press(await chat.waitForCard(alex, 'Exceptions: delayed, amber or red'), 'History of 4.1');

    const history = await chat.waitForCard(alex, 'History of 4.1');
    assert.match(await history.innerText(), /Led by Megan Bowen/);
    await takePicture(alex, 'history');
  });

  it('answers a mention in a channel with a sentence, and what is personal in her own chat', async () => {
    await chat.goTo(megan, 'General');
    await chat.mention(megan, 'check-ins');
    await chat.waitForText(megan, 'I have sent the answer to our own chat');
    await takePicture(megan, 'channel');
    assert.equal(await chat.lastCard(megan).count(), 0);

    await chat.goTo(megan, 'Personal Chat');

    await chat.waitForCard(megan, '2 of 5 answered');
  });

  it('takes several actions in her own words, and keeps what she checked', async () => {
    await chat.say(megan, '5.1b done, 3 seminars; 5.1c under way');
    const form = await chat.waitForCard(megan, 'Check what I understood');
    await takePicture(megan, 'own-words');

    await chat.press(form, 'Save 2 answers');

    const list = await chat.waitForCard(megan, 'Recorded for 5.1b and 5.1c.');
    assert.match(await list.innerText(), /4 of 5 answered/);
  });

  it('lets the coordinator open another round after reading what it will do', async () => {
    await chat.say(alex, 'new check-in');
    const form = await chat.waitForCard(alex, 'Answers are due by');
    await takePicture(alex, 'new-check-in');

    await chat.press(form, 'Continue');

    const preview = await chat.waitForCard(
      alex,
      'This asks 5 people about 23 actions; 2 actions have no lead.',
    );
    await takePicture(alex, 'preview');
    await chat.press(preview, 'Ask 5 people now');
    await chat.waitForCard(alex, '0 of 5 people have replied');
    await chat.waitForCard(megan, 'Check-in for 11 February 2027');
  });

  it('reminds her in one message on the morning of the day answers are due', async () => {
    await journey!.killAndRestart('2026-11-30T09:00:00Z');

    const digest = await chat.waitForCard(megan, 'Answers are due today.');

    assert.match(await digest.innerText(), /Remind me tomorrow/);
    await takePicture(megan, 'digest');
  });
});
