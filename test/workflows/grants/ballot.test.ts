import assert from 'node:assert/strict';
import { members } from '../../../src/directory.js';
import { ballots, votes } from '../../../src/workflows/grants/ballot/ballot.js';
import type { Ballot } from '../../../src/workflows/grants/ballot/ballot.js';
import { proposals } from '../../../src/workflows/grants/proposal/proposal.js';
import type { VotingRule } from '../../../src/workflows/grants/round/round.js';
import { buttonsOf, inputsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import * as people from './ballots.js';
import {
  ADELE,
  ALEX,
  ISAIAH,
  LYNNE,
  MEGAN,
  PATTI,
  SEEN_ONLY,
  openBallotHouse,
  textOf as text,
} from './ballots.js';
import { downloaded } from './downloads.js';
import { aRound } from './records.js';

describe('a ballot', () => {
  let house: House;

  beforeEach(async () => {
    house = await openBallotHouse();
  });
  afterEach(() => house.close());

  const opened = (voting: Partial<VotingRule> = {}): Promise<Shown> => people.opened(house, voting);
  const begun = (name: string): Promise<Shown> => people.begun(house, name);
  const voted = (...said: [string, string, string, string?, string?]): Promise<Shown> =>
    people.voted(house, ...said);
  const ballot = (): Promise<Ballot> => people.ballotOf(house);
  const closed = (): Promise<Shown> => people.closed(house);

  it('is opened by the coordinator on chosen proposals, not into the past, and once', async () => {
    const desk = await opened();
    const form = await house.send(ALEX, 'grants/open-ballot', {
      round: aRound().id,
      proposals: 'p1',
      closesOn: '2023-05-06',
    });

    assert.match(text(desk), /Open\. 6 people are asked to vote\./);
    assert.match(text(desk), /Votes until 5 May 2023\. Quorum 0 of 4: still needed, four of /);
    assert.match(text(desk), /5 authorities can vote on it\. Recused: Kent Police\./);
    assert.equal(
      (await house.inside((tx) => tx.find(ballots, { where: { round: aRound().id }, by: 'openedAt' })))
        .length,
      1,
    );
    assert.match(text(form), /Votes until 5 May 2023/);
    assert.equal(house.inbox(MEGAN).length, 1);
    assert.equal(house.inbox(SEEN_ONLY).length, 0);
  });

  it('asks each voter about as many proposals as they may vote on', async () => {
    await opened();

    const [megan, adele] = [MEGAN, ADELE].map((name) => text(house.inbox(name)[0]!));

    assert.match(megan!, /You vote for Kent Police on 1 of 2 proposals of/);
    assert.match(adele!, /You vote for Kent Fire and Rescue Service on 2 proposals of/);
  });

  it('says what is wrong with its form', async () => {
    await opened();
    await house.press(
      ALEX,
      await house.press(ALEX, await house.say(ALEX, 'ballot'), 'Cancel it'),
      'Cancel the ballot',
    );
    const round = await house.send(ALEX, 'grants/round', { round: aRound().id });
    const form = await house.press(ALEX, round, 'Open a ballot');

    const past = await house.press(ALEX, form, 'Open the ballot', { closesOn: '2023-04-25' });
    const none = await house.press(ALEX, form, 'Open the ballot', { closesOn: '2023-05-05', proposals: '' });

    assert.match(text(past), /Enter a day from today, 26 April 2023, on/);
    assert.match(text(none), /Choose at least one proposal/);
  });

  it('asks once how many people it writes to and until which day, and what was chosen stays chosen', async () => {
    await opened();
    const desk = await house.say(ALEX, 'ballot');
    await house.press(ALEX, await house.press(ALEX, desk, 'Cancel it'), 'Cancel the ballot');
    const before = house.inbox(MEGAN).length;
    const round = await house.send(ALEX, 'grants/round', { round: aRound().id });
    const form = await house.press(ALEX, round, 'Open a ballot');

    const sure = await house.press(ALEX, form, 'Open the ballot', {
      closesOn: '2023-05-06',
      proposals: 'p2',
    });
    const quiet = house.inbox(MEGAN).length;
    const back = await house.press(ALEX, sure, 'Back');
    const open = await house.press(ALEX, sure, 'Ask 6 people to vote');
    const again = await house.press(ALEX, sure, 'Ask 6 people to vote');

    assert.match(
      text(sure),
      /I ask 6 people to vote on 1 proposal of Crime Reduction Grant 2023\/24 until Saturday 6 May 2023\. That is not a working day/,
    );
    assert.equal(quiet, before);
    assert.deepEqual([inputsOf(back.card).closesOn, inputsOf(back.card).proposals], ['2023-05-06', 'p2']);
    assert.match(text(open), /Open\. 6 people are asked to vote\./);
    assert.match(text(again), /Votes until 6 May 2023/);
    assert.equal(house.inbox(MEGAN).length, before + 1);
  });

  it('says on the form for interests what it knows already, and does not sound like leave to hide it', async () => {
    await opened();

    const form = await house.press(MEGAN, house.inbox(MEGAN)[0]!, 'Begin');

    assert.match(text(form), /I know already that you do not vote on 'Cameras': Kent Police applies\./);
    assert.doesNotMatch(text(form), /need not say/);
  });

  it('takes a declaration before any vote, and what the interest is', async () => {
    await opened();
    const { id } = await ballot();

    const early = await house.send(ADELE, 'grants/vote', { ballot: id, proposal: 'p1' });
    const declare = await house.press(ADELE, house.inbox(ADELE)[0]!, 'Begin');
    const without = await house.press(ADELE, declare, 'Declare and go on', { own: '0' });
    const list = await house.press(ADELE, without, 'Declare and go on', { what: 'My sister works there.' });

    assert.match(early.text, /^Declare interests before you vote/);
    assert.match(text(without), /Enter what the interest is/);
    assert.match(text(list), /You do not vote on it: the voter has an interest: My sister works there\./);
  });

  it('records a vote, changes it until it closes, and keeps a second press one vote', async () => {
    await opened();
    await begun(ADELE);

    await voted(ADELE, 'p1', 'support', 'Good value.');
    await voted(ADELE, 'p1', 'support', 'Good value.');
    const changed = await voted(ADELE, 'p1', 'abstain');
    const { id } = await ballot();
    const kept = await house.inside((tx) => tx.find(votes, { where: { ballot: id } }));
    house.at('2023-05-06T09:00:00Z');
    const late = await voted(ADELE, 'p1', 'support');

    assert.match(text(changed), /Recorded for Kent Fire and Rescue Service: Abstain\./);
    assert.deepEqual(
      kept.map(({ choice, version }) => [choice, version]),
      [['abstain', 2]],
    );
    assert.match(late.text, /^Voting closed on 5 May 2023\./);
  });

  it('shows whoever saves an older form the vote that was given since, before it is replaced', async () => {
    await opened();
    await begun(ADELE);
    const { id } = await ballot();
    const kept = async (): Promise<readonly string[]> =>
      (await house.inside((tx) => tx.find(votes, { where: { ballot: id } }))).map(({ choice }) => choice);
    const older = await house.send(ADELE, 'grants/vote', { ballot: id, proposal: 'p1' });
    await voted(ADELE, 'p1', 'abstain');

    const empty = await house.press(ADELE, older, 'Save my vote');
    const asked = await house.press(ADELE, empty, 'Save my vote', { choice: 'support', reason: 'Good.' });
    const between = await kept();
    const replaced = await house.press(ADELE, asked, 'Save my vote');

    assert.match(
      text(asked),
      /Since you opened this form, the vote of Kent Fire and Rescue Service was recorded as: Abstain\. Save again/,
    );
    assert.deepEqual(inputsOf(asked.card), { choice: 'support', reason: 'Good.' });
    assert.deepEqual(between, ['abstain']);
    assert.match(text(replaced), /Recorded for Kent Fire and Rescue Service: Support\./);
    assert.deepEqual(await kept(), ['support']);
  });

  it('lets its proposals be read in full', async () => {
    await opened();
    const list = await begun(ADELE);

    const read = await house.press(ADELE, list, 'Read');

    assert.match(text(read), /What: A campaign\./);
    assert.ok(buttonsOf(read.card).some(({ title }) => title === 'Vote on it'));
  });

  it('refuses a vote from the applicant’s organisation', async () => {
    await opened();
    await begun(MEGAN);

    assert.match(
      (await voted(MEGAN, 'p2', 'support')).text,
      /You do not vote on this proposal: Kent Police applies\./,
    );
    assert.match(text(await voted(MEGAN, 'p1', 'support')), /Recorded for Kent Police: Support\./);
  });

  it('hides every vote from everybody until it closes, the coordinator too', async () => {
    await opened();
    await begun(ADELE);
    await voted(ADELE, 'p1', 'against', 'SECRET-REASON');
    await begun(PATTI);

    const seen = [
      await house.say(ALEX, 'ballot'),
      await house.say(PATTI, 'ballot'),
      await house.say(SEEN_ONLY, 'ballot'),
      await house.send(PATTI, 'grants/result', { ballot: (await ballot()).id }),
      await house.send(ALEX, 'grants/result', { ballot: (await ballot()).id }),
      await house.send(PATTI, 'grants/ballot-read', { ballot: (await ballot()).id, proposal: 'p1' }),
    ];

    for (const shown of seen) assert.doesNotMatch(JSON.stringify(shown), /SECRET-REASON|: Do not support/);
  });

  it('lists its proposals on the desk in one order, whatever the votes, until it closes', async () => {
    await opened();
    for (const name of [ADELE, PATTI, ISAIAH, LYNNE]) await begun(name);
    const order = async (): Promise<readonly string[]> =>
      text(await house.say(ALEX, 'ballot'))
        .split('\n')
        .filter((line) => line === 'Signs' || line === 'Cameras');

    const before = await order();
    await voted(ADELE, 'p2', 'support');
    await voted(PATTI, 'p1', 'against');
    const after = await order();

    assert.deepEqual(before, ['Signs', 'Cameras']);
    assert.deepEqual(after, before);
  });

  it('gives the recused and those who only see no byte of other people’s votes', async () => {
    await opened();
    for (const name of [ADELE, PATTI, ISAIAH, LYNNE, MEGAN]) await begun(name);
    const marks = new Map([ADELE, PATTI, ISAIAH, LYNNE].map((name, index) => [name, `MARK-${index}`]));
    for (const [name, mark] of marks) {
      await voted(name, 'p2', name === PATTI ? 'against' : 'support', mark);
      await voted(name, 'p1', 'support', `ON-ONE-${mark}`);
    }
    await closed();
    const { id } = await ballot();
    const record = (name: string) => house.send(name, 'grants/keep-decision', { ballot: id });

    const recused = [
      ...house.inbox(MEGAN),
      await house.say(MEGAN, 'ballot'),
      await house.send(MEGAN, 'grants/result', { ballot: id }),
      await house.send(MEGAN, 'grants/ballot-read', { ballot: id, proposal: 'p2' }),
    ];
    const onlySees = [
      ...house.inbox(SEEN_ONLY),
      await house.send(SEEN_ONLY, 'grants/result', { ballot: id }),
      await house.send(SEEN_ONLY, 'grants/ballot', { ballot: id }),
    ];
    assert.equal(house.inbox(SEEN_ONLY).length, 1);

    for (const shown of [...recused, ...onlySees]) {
      const bytes = JSON.stringify(shown);
      for (const mark of marks.values())
        assert.ok(!bytes.includes(`"${mark}`) && !bytes.includes(` ${mark}`), bytes);
      assert.doesNotMatch(bytes, /3 support|1 does not/);
    }
    for (const shown of onlySees) assert.doesNotMatch(JSON.stringify(shown), /MARK|4 support/);
    // They were not blind for want of anything to see.
    assert.match(JSON.stringify(recused), /ON-ONE-MARK-0/);
    assert.match(JSON.stringify(await house.send(ADELE, 'grants/result', { ballot: id })), /MARK-1/);
    for (const name of [MEGAN, SEEN_ONLY, ALEX])
      assert.match(JSON.stringify((await record(name)).card), /https:/);
  });

  it('leaves out of the decision record what its reader is recused from', async () => {
    await opened();
    for (const name of [ADELE, PATTI, ISAIAH, LYNNE, MEGAN]) await begun(name);
    await voted(ADELE, 'p2', 'support', 'MARK-TWO');
    await voted(ADELE, 'p1', 'support', 'MARK-ONE');
    await closed();
    const { id } = await ballot();
    const recordFor = async (name: string): Promise<string> =>
      JSON.stringify(await downloaded(house, name, 'decision', id));

    assert.match(await recordFor(ALEX), /MARK-ONE.*MARK-TWO|MARK-TWO.*MARK-ONE/s);
    assert.match(await recordFor(MEGAN), /MARK-ONE/);
    assert.doesNotMatch(await recordFor(MEGAN), /MARK-TWO/);
    assert.doesNotMatch(await recordFor(SEEN_ONLY), /MARK/);
  });

  it('takes a vote against without a reason where the majority decides, and speaks of no objection', async () => {
    await opened();
    await begun(ADELE);

    const form = await house.send(ADELE, 'grants/vote', { ballot: (await ballot()).id, proposal: 'p1' });
    const saved = await house.press(ADELE, form, 'Save my vote', { choice: 'against' });

    assert.doesNotMatch(text(form), /objection/);
    assert.match(JSON.stringify(form.card), /"Reason \(optional\)"/);
    assert.match(text(saved), /Recorded for Kent Fire and Rescue Service: Do not support\./);
  });

  it('is decided by majority when four authorities took part, and the shortlist is held against the pot', async () => {
    await opened();
    for (const name of [ADELE, PATTI, ISAIAH]) await begun(name);
    for (const name of [ADELE, PATTI, ISAIAH]) await voted(name, 'p1', 'support');
    const three = await house.say(ALEX, 'ballot');
    await begun(LYNNE);
    await voted(LYNNE, 'p2', 'support');

    const result = await closed();
    const form = await house.press(ALEX, result, 'Mark the shortlist');
    const saved = await house.press(ALEX, form, 'Save and tell the applicants');

    assert.match(
      text(three),
      /Quorum 3 of 4: still needed, one of Kent Police, District and Borough Councils, Probation Service/,
    );
    assert.match(text(result), /Quorum 4 of 4: quorate\./);
    assert.match(text(result), /Supported: 3 support, 0 do not, 0 abstain/);
    assert.match(text(saved), /Saved\. Upfront projects: £27,240 for a pot of £26,441: £799 over\./);
    const all = await house.inside((tx) =>
      tx.find(proposals, { where: { round: aRound().id }, by: 'createdAt' }),
    );
    assert.deepEqual(
      all.map(({ state }) => state),
      ['shortlisted', 'shortlisted'],
    );
  });

  it('decides nothing without a quorum', async () => {
    await opened();
    await begun(ADELE);
    await voted(ADELE, 'p1', 'support');

    assert.match(text(await closed()), /Not quorate, so no decision: 1 supports, 0 do not, 0 abstain/);
  });

  it('loses its quorum by a late declaration where it counts proposal by proposal', async () => {
    await opened({ quorumBy: 'proposal' });
    for (const name of [ADELE, PATTI, ISAIAH, LYNNE]) await begun(name);
    for (const name of [ADELE, PATTI, ISAIAH, LYNNE]) await voted(name, 'p1', 'support');
    const list = await house.say(LYNNE, 'ballot');
    const form = await house.press(LYNNE, list, 'Declare interests');
    await house.press(LYNNE, form, 'Declare and go on', {
      organisation: '0',
      what: 'The districts would be paid.',
    });

    const result = await closed();

    assert.match(text(result), /Quorum: not reached: 3 responsible authorities took part, and 4 were needed/);
    assert.match(
      text(result),
      /Recused: District and Borough Councils has an interest: The districts would be paid\./,
    );
  });

  it('puts objections to the group, and each objector keeps or withdraws after the answer', async () => {
    await opened({ kind: 'consensus' });
    for (const name of [ADELE, PATTI, ISAIAH, LYNNE]) await begun(name);
    for (const name of [ADELE, ISAIAH, LYNNE]) await voted(name, 'p1', 'support');
    await voted(PATTI, 'p1', 'against', 'It was done before.');

    const desk = await closed();
    const form = await house.press(ALEX, desk, 'Answer');
    const asked = await house.press(ALEX, form, 'Put it to the group', { answer: 'Not in these districts.' });
    const question = house.inbox(PATTI).at(-1)!;
    const adeles = house.inbox(ADELE).at(-1)!;
    const result = await house.press(PATTI, question, 'Withdraw my objection');
    const again = await house.press(PATTI, question, 'Withdraw my objection');

    assert.match(text(desk), /Objections are being answered/);
    assert.match(text(form), /It was done before\./);
    assert.match(text(asked), /The answer is with the group/);
    assert.match(text(adeles), /It was done before\.\nAnswer: Not in these districts\./);
    assert.ok(!buttonsOf(adeles.card).some(({ title }) => title.includes('objection')));
    assert.match(text(result), /Your objection to 'Signs' is withdrawn\./);
    assert.match(text(result), /Supported: 3 support, 1 does not/);
    assert.match(text(again), /Supported/);
    assert.match(
      house.inbox(SEEN_ONLY).at(-1)!.text,
      /^Ballot of Crime Reduction Grant 2023\/24: Closed on 26 April 2023\./,
    );
  });

  it('has no consensus when an objection is kept, or nobody withdraws it', async () => {
    await opened({ kind: 'consensus' });
    for (const name of [ADELE, PATTI, ISAIAH, LYNNE]) await begun(name);
    for (const name of [ADELE, ISAIAH, LYNNE]) await voted(name, 'p1', 'support');
    await voted(PATTI, 'p1', 'against', 'Too dear.');

    const result = await house.press(ALEX, await closed(), 'Conclude');

    assert.match(text(result), /No consensus: 3 support, 1 does not/);
  });

  it('counts a vote given by phone once the voter has confirmed it', async () => {
    await opened();
    const form = await house.press(ALEX, await house.say(ALEX, 'ballot'), 'Enter a vote by phone');
    const empty = await house.press(ALEX, form, 'Enter the vote');
    const typed = { seat: 'kent-fire-and-rescue', proposal: 'p1', choice: 'support' };
    const entered = await house.press(ALEX, empty, 'Enter the vote', typed);
    await house.press(ALEX, empty, 'Enter the vote', typed);
    const question = house.inbox(ADELE).at(-1)!;
    const early = await house.press(ADELE, question, 'Confirm');
    const declare = await house.press(ADELE, house.inbox(ADELE)[0]!, 'Begin');
    await house.press(ADELE, declare, 'Declare and go on');

    const confirmed = await house.press(ADELE, question, 'Confirm');
    const over = await house.press(ALEX, form, 'Enter the vote', { ...typed, choice: 'against' });

    assert.match(text(empty), /Choose the seat/);
    assert.match(text(entered), /Adele Vance: 0 of 2 voted; 1 by phone to confirm/);
    assert.equal(house.inbox(ADELE).length, 2);
    assert.match(early.text, /^Declare interests before you vote/);
    assert.match(text(confirmed), /Confirmed\./);
    assert.match(text(await house.say(ALEX, 'ballot')), /Adele Vance: 1 of 2 voted/);
    assert.match(text(over), /They have voted or confirmed it themselves\./);
  });

  it('gives the place of a withdrawn proposal to another, in a ranking', async () => {
    await opened({ kind: 'ranking' });
    await begun(ADELE);
    await people.voted(house, ADELE, 'p1', 'support', '', '1');
    await house.inside(async (tx) =>
      tx.put(proposals, { ...(await tx.get(proposals, 'p1'))!, state: 'withdrawn' }),
    );

    const list = await people.voted(house, ADELE, 'p2', 'support', '', '1');

    assert.match(text(list), /Recorded for Kent Fire and Rescue Service: Support, place 1\./);
  });

  it('lets two proposals change places in a ranking, and names the one in the way to somebody new to it', async () => {
    await opened({ kind: 'ranking' });
    await begun(ADELE);
    await people.voted(house, ADELE, 'p1', 'support', '', '1');

    const taken = await people.voted(house, ADELE, 'p2', 'support', '', '1');
    await people.voted(house, ADELE, 'p2', 'support', '', '2');
    const swapped = await people.voted(house, ADELE, 'p2', 'support', '', '1');

    assert.match(text(taken), /You gave place 1 to 'Signs'\. Free: 2/);
    assert.match(text(swapped), /Support, place 1\. 'Signs' has place 2 now\./);
    assert.match(text(swapped), /Your vote: Support, place 2[^]*Your vote: Support, place 1/);
  });

  it('says what decides the order of a ranking: the points, and how they are counted', async () => {
    await opened({ kind: 'ranking' });
    for (const name of [ADELE, PATTI, ISAIAH, LYNNE]) await begun(name);
    for (const name of [ADELE, PATTI, ISAIAH]) await people.voted(house, name, 'p1', 'support', '', '1');
    await people.voted(house, LYNNE, 'p1', 'support', '', '2');

    const result = text(await closed());

    assert.match(result, /Place 1 gives 2 points, each place after it one less/);
    assert.match(result, /Signs\n[^]*1\.75 points/);
  });

  it('asks the voter to confirm the place, too, that was entered by phone', async () => {
    await opened({ kind: 'ranking' });
    const form = await house.press(ALEX, await house.say(ALEX, 'ballot'), 'Enter a vote by phone');
    const typed = { seat: 'kent-fire-and-rescue', proposal: 'p1', choice: 'support', place: '2' };
    await house.press(ALEX, form, 'Enter the vote', typed);

    assert.match(text(house.inbox(ADELE).at(-1)!), /on 'Signs': Support, place 2\. It counts once/);
  });

  it('takes no vote on a proposal that is withdrawn meanwhile, and counts none', async () => {
    await opened();
    for (const name of [ADELE, PATTI, ISAIAH, LYNNE]) await begun(name);
    for (const name of [ADELE, PATTI, ISAIAH, LYNNE]) await voted(name, 'p1', 'support');
    await house.inside(async (tx) =>
      tx.put(proposals, { ...(await tx.get(proposals, 'p1'))!, state: 'withdrawn' }),
    );

    const refused = await voted(ADELE, 'p1', 'against');
    const result = await closed();

    assert.match(refused.text, /^This proposal was withdrawn/);
    assert.match(text(result), /Signs\n.*\nWithdrawn/);
  });

  it('asks who is named for two seats to choose one, and takes votes for that one alone', async () => {
    await opened();
    const isaiah = await house.member(ISAIAH);
    await house.inside((tx) => tx.put(members, { ...isaiah, organisation: 'kcc-public-health' }));
    const unit = house.partnership.grants.seats.find(
      ({ organisation }) => organisation === 'kcc-public-health',
    );
    unit!.voter = isaiah.email;

    const choice = await house.say(ISAIAH, 'ballot');
    const declare = await house.press(ISAIAH, choice, 'KCC Public Health');
    await house.press(ISAIAH, declare, 'Declare and go on');
    const both = await voted(ISAIAH, 'p1', 'support');
    const { id } = await ballot();
    const again = await house.send(ISAIAH, 'grants/save-declaration', {
      ballot: id,
      seat: 'kent-county-council',
    });
    await voted(ISAIAH, 'p1', 'against');
    const kept = await house.inside((tx) => tx.find(votes, { where: { ballot: id } }));

    assert.match(text(choice), /In one ballot you vote for one of them/);
    assert.match(text(both), /Recorded for KCC Public Health: Support\./);
    assert.match(text(again), /You vote for KCC Public Health\./);
    assert.deepEqual(
      kept.map(({ seat }) => seat),
      ['kcc-public-health'],
    );
  });

  it('keeps the vote of a voter who changes organisation, who then votes for the seat no more', async () => {
    await opened();
    await begun(ADELE);
    await voted(ADELE, 'p1', 'support');
    const adele = await house.member(ADELE);
    await house.inside((tx) => tx.put(members, { ...adele, organisation: 'opcc' }));

    const refused = await voted(ADELE, 'p1', 'against');
    const desk = await house.say(ALEX, 'ballot');

    assert.match(refused.text, /^You do not speak for a seat in this ballot now/);
    assert.match(text(desk), /Nobody can vote for it now: 1 of 2 voted/);
  });

  it('closes by itself after its last day, and tells each as much as they may see', async () => {
    await opened();
    await begun(ADELE);
    await voted(ADELE, 'p1', 'support');
    house.at('2023-05-06T09:00:00Z');

    await house.tick();
    await house.tick();

    assert.equal((await ballot()).state, 'closed');
    assert.equal(house.inbox(ALEX).length, 1);
    assert.match(
      house.inbox(ALEX)[0]!.text,
      /^Ballot of Crime Reduction Grant 2023\/24: Closed on 5 May 2023\./,
    );
  });

  it('says on which of the partnership’s own days it was closed, after midnight in summer', async () => {
    await opened();
    await begun(ADELE);
    house.at('2023-05-02T23:30:00Z');
    await closed();

    assert.match((await voted(ADELE, 'p1', 'support')).text, /^Voting closed on 3 May 2023\./);
  });

  it('lets two coordinators decide the same only after looking', async () => {
    await opened();
    for (const name of [ADELE, PATTI, ISAIAH, LYNNE]) await begun(name);
    for (const name of [ADELE, PATTI, ISAIAH, LYNNE]) await voted(name, 'p1', 'support');
    const result = await closed();
    const one = await house.press(ALEX, result, 'Mark the shortlist');
    const other = await house.press(ALEX, result, 'Mark the shortlist');

    await house.press(ALEX, one, 'Save and tell the applicants');
    const same = await house.press(ALEX, other, 'Save and tell the applicants');
    const refused = await house.press(ALEX, other, 'Save and tell the applicants', { chosen: 'p2' });
    const saved = await house.press(ALEX, refused, 'Save and tell the applicants');

    assert.match(text(same), /Saved\./);
    assert.match(text(refused), /Somebody else has changed the shortlist/);
    assert.match(text(saved), /£7,240 for a pot of £26,441: £19,201 left/);
  });

  it('is seen by the chair of the Working Group, who hears its result, without the role or a seat too', async () => {
    const grady = await house.member(SEEN_ONLY);
    await house.inside((tx) => tx.put(members, { ...grady, roles: [] }));
    house.partnership.grants.urgent = { decided_by: grady.email!, up_to_pounds: 2000 };
    await opened();

    const list = await house.say(SEEN_ONLY, 'ballot');
    await closed();

    assert.match(text(list), /You can read the proposals; you have no vote\./);
    assert.equal(house.inbox(SEEN_ONLY).length, 1);
    assert.match(house.inbox(SEEN_ONLY)[0]!.text, /^Ballot of Crime Reduction Grant 2023\/24: Closed on/);
  });

  it('is the Working Group’s: others neither see it nor vote, and nothing of it shows in a channel', async () => {
    await opened();
    const { id } = await ballot();
    await house.inside(async (tx) =>
      tx.put(members, { ...(await tx.get(members, 'grady-archie'))!, roles: [] }),
    );

    for (const verb of ['ballot', 'ballot-read', 'result', 'keep-decision']) {
      assert.match(
        (await house.send(SEEN_ONLY, `grants/${verb}`, { ballot: id, proposal: 'p1' })).text,
        /^Ballots are for the Working Group/,
      );
    }
    for (const verb of ['ballot-desk', 'confirm-close-ballot', 'save-phone', 'conclude', 'shortlist']) {
      const data = { ballot: id, seat: 'kent-police', proposal: 'p1', choice: 'support' };
      assert.match(
        (await house.send(ADELE, `grants/${verb}`, data)).text,
        /^Only the coordinating team/,
        verb,
      );
    }
    assert.equal((await house.say(ADELE, 'ballot', { personal: false })).card, undefined);
  });
});
