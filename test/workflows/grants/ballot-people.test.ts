/** What happens to a ballot when its people, its organisations or its last day change while it is open. */
import assert from 'node:assert/strict';
import { members } from '../../../src/directory.js';
import type { Organisation } from '../../../src/partnership.js';
import { votes } from '../../../src/workflows/grants/ballot/ballot.js';
import type { Vote } from '../../../src/workflows/grants/ballot/ballot.js';
import { wrongLastDay } from '../../../src/workflows/grants/ballot/moving.js';
import { recordAward } from '../../../src/workflows/grants/money/book.js';
import { proposals } from '../../../src/workflows/grants/proposal/proposal.js';
import { grantRounds } from '../../../src/workflows/grants/round/round.js';
import { buttonsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import {
  ADELE,
  ALEX,
  ISAIAH,
  LYNNE,
  MEGAN,
  NESTOR,
  PATTI,
  SEEN_ONLY,
  ballotOf,
  begun,
  closed,
  openBallotHouse,
  opened,
  textOf,
  voted,
} from './ballots.js';
import { downloaded } from './downloads.js';
import { aRound } from './records.js';
import { checked, fundProject } from './year.js';

const FOUR = [ADELE, PATTI, ISAIAH, LYNNE];

describe('a ballot under way', () => {
  let house: House;

  beforeEach(async () => {
    house = await openBallotHouse();
  });
  afterEach(() => house.close());

  function organisation(id: string): Organisation {
    return house.partnership.organisations.find((each) => each.id === id)!;
  }
  function seat(id: string): House['partnership']['grants']['seats'][number] {
    return house.partnership.grants.seats.find((each) => each.organisation === id)!;
  }
  async function kept(): Promise<readonly Vote[]> {
    const { id } = await ballotOf(house);
    return house.inside((tx) => tx.find(votes, { where: { ballot: id } }));
  }
  async function allVote(proposal: string): Promise<void> {
    for (const name of FOUR) await begun(house, name);
    for (const name of FOUR) await voted(house, name, proposal, 'support');
  }
  async function result(): Promise<string> {
    return textOf(await house.send(ALEX, 'grants/result', { ballot: (await ballotOf(house)).id }));
  }
  async function record(name: string): Promise<string> {
    return JSON.stringify(await downloaded(house, name, 'decision', (await ballotOf(house)).id));
  }

  describe('an organisation that is renamed', () => {
    it('votes under its new name from that day, and the record keeps the name of the day it ended', async () => {
      organisation('kent-police').names.push(
        { name: 'Kent and Medway Police', from: '2023-05-02' },
        { name: 'Southern Police', from: '2024-01-01' },
      );
      await opened(house);
      await begun(house, MEGAN);
      house.at('2023-05-02T09:00:00Z');

      const list = textOf(await voted(house, MEGAN, 'p1', 'support'));
      await closed(house);
      house.at('2024-02-01T09:00:00Z');

      assert.match(list, /Recorded for Kent and Medway Police: Support\./);
      for (const words of [await result(), await record(ALEX)]) {
        assert.match(words, /Kent and Medway Police/);
        assert.doesNotMatch(words, /Southern Police/);
      }
    });
  });

  describe('an organisation that merges into another', () => {
    it('is one authority with it in the quorum, and stays so in the record', async () => {
      await opened(house);
      await allVote('p1');
      const before = textOf(await house.say(ALEX, 'ballot'));
      const fire = organisation('kent-fire-and-rescue');
      fire.kind = 'standing member';
      fire.counts_for = 'nhs-kent-and-medway';

      const merged = textOf(await house.say(ALEX, 'ballot'));
      await closed(house);
      fire.kind = 'responsible authority';
      delete fire.counts_for;

      assert.match(before, /Quorum 4 of 4: quorate/);
      assert.match(merged, /Quorum 3 of 4: still needed, one of Kent Police, Probation Service\./);
      assert.equal((await kept()).length, 4);
      assert.match(await result(), /Quorum not reached: 3 responsible.*\n[^]*Not quorate, so no decision/);
    });

    it('does not vote on what the other applies for, and counts for nothing once the file has it no more', async () => {
      await opened(house);
      await allVote('p1');
      await voted(house, ADELE, 'p2', 'support');
      const fire = organisation('kent-fire-and-rescue');
      fire.kind = 'standing member';
      fire.counts_for = 'kent-police';

      const refused = await voted(house, ADELE, 'p2', 'against');
      house.partnership.organisations.splice(house.partnership.organisations.indexOf(fire), 1);
      house.partnership.grants.seats.splice(3, 1);

      assert.match(
        refused.text,
        /: Kent Fire and Rescue Service is one body with an organisation that applies\.$/,
      );
      const desk = textOf(await house.say(ALEX, 'ballot'));
      assert.match(desk, /Quorum 3 of 4: still needed/);
      assert.match(desk, /Kent Fire and Rescue Service\nAdele Vance: 2 of 2 voted/);
    });
  });

  describe('a proposal of one of a council’s units', () => {
    it('is voted on by none of its other units: the council and its units are one body', async () => {
      const isaiah = await house.member(ISAIAH);
      await house.inside((tx) => tx.put(members, { ...isaiah, organisation: 'kcc-trading-standards' }));
      seat('kent-county-council').voter = 'nobody@kcc.example';
      seat('kcc-trading-standards').voter = isaiah.email;
      await opened(house);
      await house.inside(async (tx) =>
        tx.put(proposals, { ...(await tx.get(proposals, 'p1'))!, organisation: 'kcc-public-health' }),
      );
      await begun(house, ISAIAH);

      const refused = await voted(house, ISAIAH, 'p1', 'support');
      const other = await voted(house, ISAIAH, 'p2', 'support');

      assert.match(refused.text, /: KCC Trading Standards is one body with an organisation that applies\.$/);
      assert.match(textOf(other), /Recorded for KCC Trading Standards: Support\./);
    });
  });

  describe('a proposal of the team and of a body outside it', () => {
    it('is not voted on by that body, and the record stays whatever makes up the team later', async () => {
      await opened(house);
      await house.inside(async (tx) =>
        tx.put(proposals, {
          ...(await tx.get(proposals, 'p1'))!,
          ...{ organisation: 'team', partners: ['nhs-kent-and-medway', 'kent-county-council'] },
        }),
      );
      for (const name of [PATTI, ISAIAH]) await begun(house, name);

      const refused = await voted(house, PATTI, 'p1', 'support');
      const council = await voted(house, ISAIAH, 'p1', 'support');
      await closed(house);
      const before = await result();
      house.partnership.grants.team_organisations = ['nhs-kent-and-medway'];

      assert.match(refused.text, /^You do not vote on this proposal: NHS [^:]* applies\./);
      assert.match(textOf(council), /Recorded for Kent County Council: Support\./);
      assert.match(before, /Kent Fire and Rescue Service, part of the team that proposes it/);
      assert.equal(await result(), before);
    });
  });

  describe('a voter who changes organisation', () => {
    it('is followed by whom the partnership file names next, who may vote in place of the earlier vote', async () => {
      await opened(house);
      await begun(house, MEGAN);
      await voted(house, MEGAN, 'p1', 'support');
      const megan = await house.member(MEGAN);
      await house.inside((tx) => tx.put(members, { ...megan, organisation: 'opcc' }));
      seat('kent-police').voter = 'nestor@kcsp.example';

      const declare = await house.say(NESTOR, 'ballot');
      const list = await house.press(NESTOR, declare, 'Declare and go on');
      await voted(house, NESTOR, 'p1', 'against');

      assert.match(textOf(list), /The earlier voter’s vote: Support/);
      assert.deepEqual(
        (await kept()).map(({ choice, seat: of }) => [of, choice]),
        [['kent-police', 'against']],
      );
      assert.match((await voted(house, MEGAN, 'p1', 'support')).text, /^You do not speak for a seat/);
    });
  });

  describe('a voter who becomes the deputy of whom the file names next', () => {
    it('has a deputy’s vote from then on: the voter’s takes its place, and they are told', async () => {
      await opened(house);
      await begun(house, MEGAN);
      await voted(house, MEGAN, 'p1', 'support');
      const { email } = await house.member(MEGAN);
      seat('kent-police').voter = 'nestor@kcsp.example';
      seat('kent-police').deputies = [{ email: email!, from: '2023-04-26', to: '2023-05-30' }];

      const declare = await house.say(NESTOR, 'ballot');
      const list = await house.press(NESTOR, declare, 'Declare and go on');
      await voted(house, NESTOR, 'p1', 'against');
      const refused = await house.send(MEGAN, 'grants/cast', {
        ...{ ballot: (await ballotOf(house)).id, proposal: 'p1', choice: 'support' },
      });

      assert.ok(buttonsOf(list.card).some(({ title }) => title === 'Vote'));
      assert.match(
        house.inbox(MEGAN).at(-1)!.text,
        /^Nestor Wilke has voted for Kent Police on 'Signs' too\./,
      );
      assert.match(textOf(refused), /The voter of this seat has voted already\./);
      assert.deepEqual(
        (await kept()).map(({ choice, role }) => [choice, role]),
        [['against', 'voter']],
      );
    });
  });

  describe('a deputy and the voter who both vote', () => {
    const buttons = ({ card }: Shown): readonly string[] => buttonsOf(card).map(({ title }) => title);

    beforeEach(async () => {
      seat('kent-police').deputies = [{ email: 'nestor@kcsp.example', from: '2023-04-26', to: '2023-05-01' }];
      await opened(house);
      for (const name of [MEGAN, NESTOR]) await begun(house, name);
    });

    it('are one vote: the voter’s takes the place of the deputy’s, who is told', async () => {
      await voted(house, NESTOR, 'p1', 'support');

      const seen = await house.say(MEGAN, 'ballot');
      await voted(house, MEGAN, 'p1', 'against');
      await voted(house, MEGAN, 'p1', 'abstain');

      assert.match(textOf(seen), /The deputy’s vote: Support/);
      assert.ok(buttons(seen).includes('Vote'));
      const told = house.inbox(NESTOR);
      assert.equal(told.length, 2);
      assert.equal(
        told[1]!.text,
        "Megan Bowen has voted for Kent Police on 'Signs' too. Where Megan Bowen votes, that vote counts in place of yours.",
      );
      assert.deepEqual(
        (await kept()).map(({ choice, role }) => [choice, role]),
        [['abstain', 'voter']],
      );
    });

    it('are the voter’s vote when the deputy comes second, who is told so and offered no button', async () => {
      await voted(house, MEGAN, 'p1', 'against');

      const list = await house.say(NESTOR, 'ballot');
      const refused = await house.send(NESTOR, 'grants/cast', {
        ...{ ballot: (await ballotOf(house)).id, proposal: 'p1', choice: 'support' },
      });

      assert.match(textOf(list), /The voter’s vote: Do not support/);
      assert.ok(!buttons(list).some((title) => title === 'Vote' || title === 'Change my vote'));
      assert.match(textOf(refused), /The voter of this seat has voted already\./);
      assert.deepEqual(
        (await kept()).map(({ choice }) => choice),
        ['against'],
      );
    });

    it('leaves the deputy’s vote standing when the deputy’s days are over', async () => {
      await voted(house, NESTOR, 'p1', 'support');
      house.at('2023-05-02T09:00:00Z');

      assert.match((await voted(house, NESTOR, 'p1', 'against')).text, /^You do not speak for a seat/);
      assert.match(textOf(await house.say(ALEX, 'ballot')), /Megan Bowen: 1 of 1 voted/);
    });
  });

  describe('a late declaration of interest', () => {
    async function late(): Promise<Shown> {
      await allVote('p1');
      const form = await house.press(LYNNE, await house.say(LYNNE, 'ballot'), 'Declare interests');
      return house.press(LYNNE, form, 'Declare and go on', { organisation: '0', what: 'We would be paid.' });
    }

    it('says which vote it takes out, and the coordinators hear of the quorum that is lost by it', async () => {
      await opened(house, { quorumBy: 'proposal' });

      const list = await late();
      await house.press(LYNNE, await house.say(LYNNE, 'ballot'), 'Declare interests');

      assert.match(textOf(list), /The vote of District and Borough Councils on 'Signs' counts no more\./);
      assert.equal(house.inbox(ALEX).length, 1);
      assert.match(
        house.inbox(ALEX)[0]!.text,
        /^After a late declaration of interest: The vote on 'Signs' is not quorate any more\. Quorum 3 of 4: still needed, one of Kent Police, Probation Service\.$/,
      );
      const desk = textOf(await house.press(ALEX, house.inbox(ALEX)[0]!, 'Open the ballot'));
      assert.match(desk, /0 of 2 proposals are quorate\./);
      assert.match(desk, /Recused: District and Borough Councils and .* Quorum 3 of 4/);
    });

    it('may cost the ballot its quorum where it is counted as a whole', async () => {
      await opened(house);

      await late();

      assert.match(house.inbox(ALEX)[0]!.text, /The ballot is not quorate any more\. Quorum 3 of 4/);
    });
  });

  describe('the record', () => {
    it('names the people who were recused and why, to those who may see the votes', async () => {
      await opened(house);
      await allVote('p1');
      const form = await house.press(LYNNE, await house.say(LYNNE, 'ballot'), 'Declare interests');
      await house.press(LYNNE, form, 'Declare and go on', { own: '0', what: 'My sister runs it.' });
      await closed(house);

      const why =
        /Recused: Lynne Robbins, of those who vote for District and Borough Councils, has an interest: My sister runs it\./;
      assert.match(await result(), why);
      assert.match(await record(ALEX), why);
      const seen = [
        textOf(await house.send(SEEN_ONLY, 'grants/result', { ballot: (await ballotOf(house)).id })),
        await record(SEEN_ONLY),
      ];
      for (const words of seen) {
        assert.match(words, /Recused: One who votes for District and Borough Councils/);
        assert.doesNotMatch(words, /Lynne|sister/);
      }
    });

    it('gives those without a vote no reason why a seat was recused', async () => {
      await opened(house);
      const declare = await house.press(LYNNE, house.inbox(LYNNE)[0]!, 'Begin');
      const typed = { organisation: '0', what: 'The districts would be paid.' };
      await house.press(LYNNE, declare, 'Declare and go on', typed);
      await closed(house);

      assert.match(
        await record(ALEX),
        /Recused: District and Borough Councils has an interest: The districts/,
      );
      assert.match(await record(SEEN_ONLY), /Recused: District and Borough Councils"/);
      assert.doesNotMatch(await record(SEEN_ONLY), /would be paid/);
    });

    it('stays as it was when a proposal is changed or withdrawn after the ballot', async () => {
      await opened(house);
      await allVote('p1');
      await closed(house);
      const before = [await result(), await record(ALEX)];

      await house.inside(async (tx) => {
        const proposal = (await tx.get(proposals, 'p1'))!;
        const change = { state: 'withdrawn', title: 'Other', partners: ['kent-fire-and-rescue'] } as const;
        await tx.put(proposals, { ...proposal, ...change, askedPence: 1 });
      });

      assert.match(before[0]!, /Supported: 4 support/);
      assert.deepEqual([await result(), await record(ALEX)], before);
    });
  });

  describe('the shortlist that follows', () => {
    it('keeps the order of the ballot, to the funder and for who is next when money comes free', async () => {
      await opened(house);
      await allVote('p1');
      await voted(house, PATTI, 'p1', 'against');
      for (const name of FOUR) await voted(house, name, 'p2', 'support');
      const form = await house.press(ALEX, await closed(house), 'Mark the shortlist');
      await house.press(ALEX, form, 'Save and tell the applicants');
      await house.inside(async (tx, context) =>
        recordAward(context, (await tx.get(grantRounds, aRound().id))!, 'test'),
      );

      const list = await house.press(ALEX, await house.say(ALEX, 'funding'), 'To the funder');
      await fundProject(house, 'Bus adverts', '£1,200');
      const forecast = await checked(house, 'Forecast', { project: 'Bus adverts', amount: '1,000' });
      await house.press(ALEX, forecast, 'Record the forecast');

      assert.match(textOf(list), /Cameras\n[^]*Signs\n/);
      assert.match(
        textOf(await house.say(ALEX, 'funding')),
        /Forecasts fall £200 short .* Next on the shortlist: Cameras, £7,240\./,
      );
    });
  });

  describe('its last day', () => {
    async function form(): Promise<Shown> {
      return house.press(ALEX, await house.say(ALEX, 'ballot'), 'Move the last day');
    }

    it('is moved with a reason that every voter is told, and the record keeps', async () => {
      await opened(house);
      const typed = { closesOn: '2023-05-12', reason: 'Half of the group is away.' };

      const first = await form();
      const moved = await house.press(ALEX, first, 'Move the day', typed);
      const again = await house.press(ALEX, first, 'Move the day', typed);

      assert.match(textOf(moved), /Moved to 12 May 2023\. The voters are told\.\nVotes until 12 May 2023\./);
      assert.match(
        textOf(moved),
        /The last day was moved from 5 May 2023 to 12 May 2023\. Why: Half of the group is away\./,
      );
      assert.match(textOf(again), /12 May 2023 is the last day already\./);
      assert.equal(house.inbox(MEGAN).length, 2);
      assert.equal(house.inbox(SEEN_ONLY).length, 0);
      assert.equal(
        house.inbox(MEGAN)[1]!.text,
        'The vote on proposals of Crime Reduction Grant 2023/24 now ends on 12 May 2023, not on 5 May 2023. Why: Half of the group is away.',
      );
      house.at('2023-05-12T09:00:00Z');
      const declare = await house.press(MEGAN, house.inbox(MEGAN)[1]!, 'Open the ballot');
      await house.press(MEGAN, declare, 'Declare and go on');
      assert.match(textOf(await voted(house, MEGAN, 'p1', 'support')), /Recorded for Kent Police/);
      await closed(house);
      assert.match(
        await record(ALEX),
        /from 5 May 2023 to 12 May 2023, by Alex Wilber on 26 April 2023: Half of the group is away\./,
      );
    });

    it('is never moved into the past, nor without a reason; what was typed stays', async () => {
      await opened(house);

      const past = await house.press(ALEX, await form(), 'Move the day', {
        closesOn: '2023-04-25',
        reason: 'Sooner.',
      });
      const bare = await house.press(ALEX, past, 'Move the day', { closesOn: '2023-05-12', reason: ' ' });

      assert.match(textOf(past), /Enter a day from today, 26 April 2023, on/);
      assert.match(JSON.stringify(past.card), /Sooner\./);
      assert.match(textOf(bare), /Enter why the day is moved/);
      assert.equal((await ballotOf(house)).closesOn, '2023-05-05');
    });

    it('is earlier only with three working days left: bank holidays are none', () => {
      const ballot = { closesOn: '2023-05-05' };

      assert.equal(
        wrongLastDay(ballot, '2023-05-01', '2023-04-26'),
        'Enter 2 May 2023 or later: voters need three working days from when they hear of it',
      );
      assert.equal(wrongLastDay(ballot, '2023-05-02', '2023-04-26'), '');
      assert.equal(
        wrongLastDay(ballot, '2023-05-04', '2023-05-03'),
        'Enter a day after 5 May 2023: an earlier one leaves voters fewer than three working days',
      );
      assert.equal(wrongLastDay(ballot, '2023-05-06', '2023-05-05'), '');
    });

    it('is moved by one of two coordinators at a time, of an open ballot, and by them alone', async () => {
      await opened(house);
      const { id } = await ballotOf(house);
      const mine = await form();
      const other = await form();
      await house.press(ALEX, mine, 'Move the day', { closesOn: '2023-05-12', reason: 'Away.' });

      const second = await house.press(ALEX, other, 'Move the day', {
        closesOn: '2023-05-19',
        reason: 'Later.',
      });
      const saved = await house.press(ALEX, second, 'Move the day');
      house.at('2023-05-20T09:00:00Z');
      const late = await house.send(ALEX, 'grants/move-ballot', { ballot: id });

      assert.match(textOf(second), /The last day was moved to 12 May 2023 since you opened the form\./);
      assert.match(textOf(saved), /Moved to 19 May 2023\./);
      assert.match(late.text, /^Voting closed on 19 May 2023\./);
      for (const verb of ['move-ballot', 'save-move-ballot']) {
        const { text } = await house.send(MEGAN, `grants/${verb}`, { ballot: id });
        assert.match(text, /^Only the coordinating team/, verb);
      }
    });
  });
});
