import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { personNamed } from '../../env/local/people.js';
import { startJourney } from '../support/journey.js';
import type { Journey } from '../support/journey.js';
import { takePicture } from '../support/pictures.js';
import * as chat from '../support/playground-page.js';

/** Four votes of four authorities: Megan's proposal is her own to propose, not hers to vote on. */
const VOTERS = ['Adele Vance', 'Patti Fernandez', 'Isaiah Langer'];

describe('a proposal from the idea to its delivery, in the real Playground', function () {
  this.timeout(240_000);

  let journey: Journey | undefined;
  let alex: Page;
  let megan: Page;
  let voters: Page[];

  before(async function () {
    journey = await startJourney(['Alex Wilber', 'Megan Bowen', ...VOTERS].map(personNamed));
    if (journey === undefined) return this.skip();
    [alex, megan, ...voters] = journey.pages as [Page, Page, ...Page[]];
  });

  after(() => journey?.close());

  it('is proposed on one card and gets a reference', async () => {
    await chat.say(megan, 'propose');
    const form = await chat.waitForCard(megan, 'What you want to do');
    await chat.fill(form, 'Title (needed when you propose)', 'Spot the Signs');
    await chat.fill(form, 'What you want to do (needed when you propose)', 'A campaign on social media.');
    await chat.fill(form, 'Who it is for (needed when you propose)', 'People who meet victims at work');
    await chat.fill(form, 'Amount you ask for, in pounds (needed when you propose)', 'about 2k');
    await chat.choose(form, 'Which pot (needed when you propose)', 'Upfront projects');
    await chat.choose(form, 'Priorities it serves (needed when you propose)', 'Domestic Abuse');
    await chat.press(form, 'Save');
    const again = await chat.waitForCard(megan, 'Enter an amount in pounds, like 1200 or 1,837.50');
    await takePicture(megan, 'grants-amount');
    await chat.fill(again, 'Amount you ask for, in pounds (needed when you propose)', '£1,200');
    await chat.press(again, 'Save');

    const list = await chat.waitForCard(megan, 'Saved: The idea.');
    await takePicture(megan, 'grants-task-list');
    await chat.press(list, 'Propose');

    const receipt = await chat.waitForCard(megan, 'Proposal received');
    assert.match(await receipt.innerText(), /KCSP-G-\d{4}-004/);
    await takePicture(megan, 'grants-received');
  });

  it('is put to the vote by the coordinator', async () => {
    await chat.say(alex, 'grants');
    await chat.press(await chat.waitForCard(alex, 'Grant rounds'), 'Open Crime Reduction Grant 2026/27');
    await chat.press(await chat.waitForCard(alex, 'Close for proposals'), 'Close for proposals');
    await chat.press(await chat.waitForCard(alex, 'No more proposals can be made'), 'Close for proposals');
    await chat.press(await chat.waitForCard(alex, 'Open a ballot'), 'Open a ballot');
    const form = await chat.waitForCard(alex, 'Last day to vote');
    await chat.fill(form, 'Last day to vote', '2026-12-02');
    await chat.press(form, 'Open the ballot');
    const sure = await chat.waitForCard(alex, 'until Wednesday 2 December 2026');
    await sure.getByRole('button', { name: /^Ask \d+ people to vote$/ }).click();

    const desk = await chat.waitForCard(alex, 'Quorum 0 of 4');
    assert.match(
      await desk.innerText(),
      /Spot the Signs\s+5 authorities can vote on it\. Recused: Kent Police\./,
    );
    await takePicture(alex, 'grants-ballot-desk');
  });

  it('is voted on by three people and, on another proposal, by the applicant', async () => {
    for (const voter of [...voters, megan]) {
      await chat.press(await chat.waitForCard(voter, 'The Working Group votes'), 'Begin');
      await chat.press(await chat.waitForCard(voter, 'Declare interests'), 'Declare and go on');
      const list = await chat.waitForCard(voter, 'Not voted yet');
      const title = voter === megan ? 'Sample: young drivers' : 'Spot the Signs';
      await chat.press(list, `Vote on ${title}`);
      const form = await chat.waitForCard(voter, 'Save my vote');
      await chat.choose(form, 'Your vote', 'Support');
      await chat.press(form, 'Save my vote');
      await chat.waitForCard(voter, 'Your vote: Support');
    }
    assert.match(await chat.lastCard(megan).innerText(), /You do not vote on it: Kent Police applies/);
    await takePicture(megan, 'grants-ballot');
  });

  it('has a result that each sees as far as they may, and a shortlist', async () => {
    await chat.say(alex, 'ballot');
    const desk = await chat.waitForCard(alex, 'Quorum 4 of 4: quorate.');
    await chat.press(desk, 'Close the ballot');
    await chat.press(await chat.waitForCard(alex, 'Close the ballot?'), 'Close the ballot');
    const result = await chat.waitForCard(alex, 'Result of the ballot');
    assert.match(await result.innerText(), /Spot the Signs[\s\S]*Supported: 3 support, 0 do not, 0 abstain/);
    await takePicture(alex, 'grants-result');
    const recused = await chat.waitForCard(megan, 'Result of the ballot');
    assert.match(await recused.innerText(), /Spot the Signs/);
    assert.doesNotMatch(await recused.innerText(), /3 support/);

    await chat.press(result, 'Mark the shortlist');
    await chat.press(
      await chat.waitForCard(alex, 'Save and tell the applicants'),
      'Save and tell the applicants',
    );

    await chat.waitForCard(alex, /£7,450 for a pot of £26,441: £18,991 left/);
    await chat.waitForCard(megan, 'is shortlisted by the Working Group');
  });

  it('goes to the funder, who approves one and refuses another with a reason', async () => {
    await chat.say(alex, 'funding');
    await chat.press(await chat.waitForCard(alex, 'To the funder'), 'To the funder');
    await chat.press(await chat.waitForCard(alex, '2 proposals on the shortlist'), 'Submit to the funder');
    await chat.press(await chat.waitForCard(alex, 'Proposals to submit'), 'Continue');
    await chat.press(await chat.waitForCard(alex, '£7,450 in all'), 'Submit 2 proposals');
    await chat.press(await chat.waitForCard(alex, '2 with the funder'), 'Open Spot the Signs');
    await chat.press(await chat.waitForCard(alex, 'Submitted: £1,200'), 'Record the decision');
    const approval = await chat.waitForCard(alex, 'What was decided');
    await chat.choose(approval, 'What was decided', 'Approved');
    await chat.press(approval, 'Save');

    await chat.press(await chat.waitForCard(alex, 'Approved: £1,200 on 22 November 2026'), 'To the funder');
    await chat.press(await chat.waitForCard(alex, '1 with the funder'), 'Open Sample: young drivers');
    await chat.press(await chat.waitForCard(alex, 'Submitted: £6,250'), 'Record the decision');
    const refusal = await chat.waitForCard(alex, 'What was decided');
    await chat.choose(refusal, 'What was decided', 'Refused');
    await chat.press(refusal, 'Save');
    const again = await chat.waitForCard(alex, 'Enter why it was refused');
    const label = 'Reason (needed when refused or in part)';
    await chat.fill(again, label, 'It did not meet some of the criteria.');
    await chat.press(again, 'Save');

    await chat.waitForCard(alex, 'Refused: £6,250 on 22 November 2026');
    await takePicture(alex, 'grants-refused');
  });

  it('is updated by its lead, who was told of the approval', async () => {
    await chat.waitForCard(megan, 'Approved: £1,200 on 22 November 2026');
    await chat.say(megan, 'my projects');
    await chat.press(await chat.waitForCard(megan, /^\s*My projects/), 'Open Spot the Signs (2026/27)');
    await chat.press(await chat.waitForCard(megan, 'No update yet.'), 'Give an update');
    const form = await chat.waitForCard(megan, 'Project update');
    await chat.fill(form, 'What has been done', 'The campaign began.');
    await chat.fill(form, 'What came of it in numbers (needed when delivered)', '6,845 video views');
    await chat.press(form, 'Save');

    const recorded = await chat.waitForCard(megan, 'Update recorded');
    assert.match(await recorded.innerText(), /6,845 video views/);
    await takePicture(megan, 'grants-update');
  });
});
