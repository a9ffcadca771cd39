import assert from 'node:assert/strict';
import { applicants, proposals } from '../../../src/workflows/grants/proposal/proposal.js';
import type { Proposal } from '../../../src/workflows/grants/proposal/proposal.js';
import { projects } from '../../../src/workflows/grants/project/project.js';
import { members } from '../../../src/directory.js';
import { requests } from '../../../src/workflows/grants/funder/request.js';
import { grantRounds } from '../../../src/workflows/grants/round/round.js';
import { FORMATS } from '../../../src/reports/formats.js';
import { readExcel, readWord } from '../../reports/read-back.js';
import { buttonsOf, inputsOf, nodesOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { downloaded } from './downloads.js';
import { ALEX, openYear } from './year.js';

const MEGAN = 'Megan Bowen';
const ISAIAH = 'Isaiah Langer';

/** As the papers of 2023 have it: what is submitted is more than the pot. */
const SHORTLIST = { cameras: 2_500_000, signs: 224_000, late: 75_000 } as const;

describe('what is put to the funder', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse({ empty: true, now: '2023-05-22T09:00:00Z' });
    const round = await openYear(house, { year: '2023/24', closesOn: '2023-06-02' });
    for (const [id, askedPence] of Object.entries(SHORTLIST)) await shortlist(round, id, askedPence);
    await house.meet(ISAIAH);
  });
  afterEach(() => house.close());

  /** The ballot's work: a proposal of Isaiah's on the shortlist. */
  async function shortlist(round: string, id: string, askedPence: number): Promise<void> {
    const { id: contact } = await house.member(ISAIAH);
    const createdAt = `2023-05-0${Object.keys(SHORTLIST).indexOf(id) + 1}T09:00:00.000Z`;
    const proposal: Proposal = {
      ...{ id, version: 0, round, reference: `KCSP-G-2023-${id}`, state: 'shortlisted', form: 'expression' },
      ...{
        title: `Project ${id}`,
        organisation: 'kent-county-council',
        partners: [],
        contact,
        pot: 'upfront',
      },
      ...{ askedPence, costs: [], answers: {}, createdAt, proposedAt: createdAt },
    };
    await house.inside(async (tx) => {
      await tx.put(proposals, proposal);
      await tx.put(applicants, { id: `${id}.${contact}`, version: 0, proposal: id, member: contact });
    });
  }

  async function toFunder(): Promise<Shown> {
    return house.press(ALEX, await house.say(ALEX, 'funding'), 'To the funder');
  }
  /** Submits the first two; the third waits. */
  async function submitted(): Promise<Shown> {
    const form = await house.press(ALEX, await toFunder(), 'Submit to the funder');
    const check = await house.press(ALEX, form, 'Continue', { chosen: 'cameras,signs' });
    return house.press(ALEX, check, 'Submit 2 proposals');
  }
  async function requestFor(id: string): Promise<Shown> {
    const [found] = await house.inside((tx) =>
      tx.find(requests, { where: { proposal: id }, by: 'createdAt' }),
    );
    return house.send(ALEX, 'grants/request', { request: found!.id });
  }
  async function decided(id: string, typed: Readonly<Record<string, string>>): Promise<Shown> {
    const form = await house.press(ALEX, await requestFor(id), 'Record the decision');
    return house.press(ALEX, form, 'Save', { on: '2023-05-22', ...typed });
  }
  function stateOf(id: string): Promise<string | undefined> {
    return house.inside(async (tx) => (await tx.get(proposals, id))?.state);
  }

  it('is held against the pot, which warns and does not forbid', async () => {
    const form = await house.press(ALEX, await toFunder(), 'Submit to the funder');
    const check = await house.press(ALEX, form, 'Continue', { chosen: 'cameras,signs' });
    const sent = await house.press(ALEX, check, 'Submit 2 proposals');
    const again = await house.press(ALEX, check, 'Submit 2 proposals');

    const words = wordsOf(check.card);
    assert.equal(inputsOf(form.card).chosen, 'cameras,signs,late');
    assert.ok(words.includes('This submits 2 proposals to the funder, £27,240 in all.'));
    assert.ok(words.includes('£27,240 asked, and the upfront pot holds £26,441: £799 over.'));
    assert.ok(words.includes('1 proposal waits for the tactical pot and keeps its place.'));
    assert.equal(wordsOf(sent.card)[1], '1 proposal on the shortlist, 2 with the funder, 0 decided.');
    assert.deepEqual(wordsOf(again.card), wordsOf(sent.card));
    assert.deepEqual(
      [await stateOf('cameras'), await stateOf('signs'), await stateOf('late')],
      ['submitted', 'submitted', 'waiting'],
    );
  });

  it('asks for a choice when none is made, and submits nothing that was withdrawn meanwhile', async () => {
    const form = await house.press(ALEX, await toFunder(), 'Submit to the funder');
    const none = await house.press(ALEX, form, 'Continue', { chosen: '' });
    const check = await house.press(ALEX, none, 'Continue', { chosen: 'cameras,signs' });
    await house.inside(async (tx) => {
      const found = (await tx.get(proposals, 'signs'))!;
      await tx.put(proposals, { ...found, state: 'withdrawn' });
    });

    const sent = await house.press(ALEX, check, 'Submit 2 proposals');

    assert.ok(wordsOf(none.card).includes('Choose at least one proposal'));
    assert.equal(wordsOf(sent.card)[1], '1 proposal on the shortlist, 1 with the funder, 0 decided.');
    assert.equal(await stateOf('signs'), 'withdrawn');
  });

  it('is granted nothing once its applicant has withdrawn it, and the coordinators hear of that', async () => {
    await house.meet(ALEX);
    await submitted();
    const form = await house.press(ALEX, await requestFor('signs'), 'Record the decision');
    const list = await house.send(ISAIAH, 'grants/proposal', { proposal: 'signs' });
    const sure = await house.press(ISAIAH, list, 'Withdraw');
    await house.press(ISAIAH, sure, 'Withdraw it');

    const typed = { decision: 'approved', on: '2023-05-22' };
    const refused = await house.press(ALEX, form, 'Save', typed);
    const project = await house.inside((tx) => tx.get(projects, 'signs'));
    const recorded = await house.press(ALEX, refused, 'Save', { decision: 'refused', reason: 'Withdrawn.' });

    assert.ok(wordsOf(sure.card).some((words) => words.startsWith('Nothing is granted to it any more.')));
    assert.equal(
      house.inbox(ALEX).at(-1)!.text,
      "Isaiah Langer has withdrawn KCSP-G-2023-signs, 'Project signs'. It was submitted already: say so to whoever decides on it.",
    );
    assert.ok(
      wordsOf((await toFunder()).card).some((words) =>
        words.startsWith('Withdrawn by its applicant. Refused'),
      ),
    );
    assert.ok(
      wordsOf(refused.card).some((words) => words.startsWith('Its applicant has withdrawn this proposal')),
    );
    assert.equal(project, undefined);
    assert.ok(wordsOf(recorded.card).includes('Withdrawn by its applicant. Refused: £2,240 on 22 May 2023.'));
    assert.equal(await stateOf('signs'), 'withdrawn');
  });

  it('asks for no money any more where it was withdrawn after it was submitted', async () => {
    await submitted();
    await house.send(ISAIAH, 'grants/confirm-withdraw', { proposal: 'cameras' });

    const words = wordsOf((await toFunder()).card);

    assert.ok(words.includes('Withdrawn by its applicant. Submitted: £25,000.'));
    assert.ok(words.includes('£2,240 asked, and the upfront pot holds £26,441.'));
  });

  it('is approved, approved in part, refused with a reason or pending, and the applicants are told', async () => {
    await submitted();

    const part = await decided('signs', {
      decision: 'part-approved',
      amount: '£1,837.50',
      reason: 'One film',
    });
    const refused = await decided('cameras', {
      ...{ decision: 'refused', reason: 'It did not meet some of the criteria set out in the guidance.' },
    });

    assert.equal(wordsOf(part.card)[2], 'Approved in part: £1,837.50 of £2,240 on 22 May 2023.');
    assert.ok(wordsOf(refused.card).includes('Refused: £25,000 on 22 May 2023.'));
    assert.deepEqual([await stateOf('signs'), await stateOf('cameras')], ['part-approved', 'refused']);
    const told = house.inbox(ISAIAH).map(({ card }) => wordsOf(card).join(' '));
    assert.equal(told.length, 4);
    assert.match(
      told[2]!,
      /^Approved in part Project signs\. .* Reason: One film\. In 8 weeks I ask how it goes/,
    );
    assert.match(told[3]!, /^Refused Project cameras\. .* did not meet some of the criteria/);
  });

  it('says all that is wrong with a decision at once', async () => {
    await submitted();

    const whole = await decided('signs', { decision: 'part-approved', amount: '2,240', on: '2023-05-23' });
    const early = await decided('signs', { decision: 'refused', amount: 'about 2k', on: '2023-05-01' });
    const first = await decided('signs', { decision: 'refused', on: '2023-05-01' });

    const words = wordsOf(whole.card);
    assert.ok(words.includes('Enter a day up to today, 22 May 2023'));
    assert.ok(wordsOf(early.card).includes('Enter an amount in pounds, like 1200 or 1,837.50'));
    assert.ok(wordsOf(first.card).includes('Enter why it was refused'));
    assert.ok(wordsOf(first.card).includes('Enter a day on or after the day it was submitted'));
    const part = await decided('signs', { decision: 'part-approved', amount: '2,240' });
    assert.ok(wordsOf(part.card).includes('Enter what was approved: more than nothing and less than £2,240'));
    assert.ok(wordsOf(part.card).includes('Enter why it was approved in part'));
    assert.equal(await stateOf('signs'), 'submitted');
  });

  it('is decided on the partnership’s own day that it was submitted, or later', async () => {
    house.at('2023-05-21T23:30:00Z');
    await submitted();

    const before = await decided('signs', { decision: 'approved', on: '2023-05-21' });
    await decided('signs', { decision: 'approved', on: '2023-05-22' });

    assert.ok(wordsOf(before.card).includes('Enter a day on or after the day it was submitted'));
    assert.equal(await stateOf('signs'), 'approved');
  });

  it('is decided by the first of two coordinators; the second is shown what happened', async () => {
    await submitted();
    const mine = await house.press(ALEX, await requestFor('signs'), 'Record the decision');
    const other = await house.press(ALEX, await requestFor('signs'), 'Record the decision');

    await house.press(ALEX, mine, 'Save', { decision: 'approved', on: '2023-05-22' });
    const second = await house.press(ALEX, other, 'Save', {
      decision: 'refused',
      reason: 'No.',
      on: '2023-05-22',
    });

    assert.equal(wordsOf(second.card)[1], 'Alex Wilber has recorded this already.');
    assert.equal(wordsOf(second.card)[2], 'Approved: £2,240 on 22 May 2023.');
    assert.equal(await stateOf('signs'), 'approved');
    assert.equal(house.inbox(ISAIAH).length, 3);
  });

  it('can be pending first and approved later; the approved money waits to be allocated', async () => {
    await submitted();
    await decided('signs', { decision: 'pending', reason: 'Joint with the Violence Reduction Unit.' });
    const approved = await decided('signs', { decision: 'approved' });

    const form = await house.press(ALEX, approved, 'Allocate');

    assert.deepEqual(inputsOf(form.card), {
      ...{ project: 'signs', pot: 'upfront', amount: '2240', on: '2023-05-22', why: '' },
    });
  });

  it('is more than the pot holds: the last allocation is refused to the penny', async () => {
    await submitted();
    for (const id of ['cameras', 'signs']) {
      const form = await house.press(ALEX, await decided(id, { decision: 'approved' }), 'Allocate');
      const check = await house.press(ALEX, form, 'Continue', { why: 'Approved by the PCC' });
      if (id === 'signs') {
        const sentence = 'The upfront pot holds £1,441; £2,240 is £799 more. Enter up to £1,441.';
        assert.ok(wordsOf(check.card).includes(sentence));
        assert.equal(inputsOf(check.card).why, 'Approved by the PCC');
      } else await house.press(ALEX, check, 'Record £25,000');
    }
  });

  it('may be a request to extend an approved project, which can be refused without ending the project', async () => {
    await submitted();
    await decided('signs', { decision: 'approved' });
    const project = await house.send(ALEX, 'grants/project', { project: 'signs' });
    const form = await house.press(ALEX, project, 'Ask to extend');
    const wrong = await house.press(ALEX, form, 'Ask', { amount: 'about 2k', why: '' });
    const asked = await house.press(ALEX, wrong, 'Ask', { amount: '500', why: 'Six more weeks.' });
    const decision = await house.press(ALEX, asked, 'Record the decision');

    const refused = await house.press(ALEX, decision, 'Save', {
      decision: 'refused',
      reason: 'Not this year.',
    });

    assert.ok(wordsOf(wrong.card).includes('Enter an amount in pounds, like 1200 or 1,837.50'));
    assert.ok(wordsOf(wrong.card).includes('Enter why it is needed'));
    assert.ok(wordsOf(refused.card).includes('What: Extension of an approved project'));
    assert.equal(await stateOf('signs'), 'approved');
    assert.match(
      wordsOf(house.inbox(ISAIAH).at(-1)!.card).join(' '),
      /^Refused The extension of Project signs/,
    );
  });

  it("may be urgent: the Working Group's chair decides it, and the next meeting hears of it", async () => {
    await house.meet(MEGAN);
    await submitted();
    const form = await house.press(ALEX, await toFunder(), 'Ask the chair');
    const above = await house.press(ALEX, form, 'Ask', { amount: '2000.01', why: 'Before the fireworks.' });
    const asked = await house.press(ALEX, above, 'Ask', { amount: '750' });

    assert.ok(wordsOf(above.card).includes('Enter up to £2,000: more than that is for a meeting'));
    const back = await house.press(ALEX, form, 'Back');
    assert.equal(wordsOf(back.card)[0], 'To the funder 2023/24');
    assert.ok(!buttonsOf(asked.card).some(({ title }) => title === 'Record the decision'));
    const request = await house.press(MEGAN, house.inbox(MEGAN)[0]!, 'Open the request');
    const decision = await house.press(MEGAN, request, 'Record the decision');
    const approved = await house.press(MEGAN, decision, 'Save', { decision: 'approved' });

    assert.ok(wordsOf(approved.card).includes('Approved: £750 on 22 May 2023.'));
    assert.ok(
      wordsOf(approved.card).includes('Reported: To the Working Group at the meeting on 10 December 2026'),
    );
    assert.equal(await stateOf('late'), 'approved');
    assert.ok(!buttonsOf(approved.card).some(({ title }) => title === 'Allocate'));
    const notChair = await house.send(ISAIAH, 'grants/decide', { request: pressOf(request) });
    assert.equal(notChair.text, 'Only the chair of the Working Group decides urgent tactical requests.');
  });

  it("may be urgent: the chair opens and decides it, and sees the ledger, without the group's role too", async () => {
    await house.meet(MEGAN);
    const megan = await house.member(MEGAN);
    await house.inside((tx) => tx.put(members, { ...megan, roles: [] }));
    await submitted();
    const form = await house.press(ALEX, await toFunder(), 'Ask the chair');
    await house.press(ALEX, form, 'Ask', { amount: '750', why: 'Before the fireworks.' });

    const request = await house.press(MEGAN, house.inbox(MEGAN)[0]!, 'Open the request');
    const decision = await house.press(MEGAN, request, 'Record the decision');
    const approved = await house.press(MEGAN, decision, 'Save', { decision: 'approved' });
    const ledger = await house.press(MEGAN, await house.say(MEGAN, 'funding'), 'Ledger');
    delete house.partnership.grants.urgent;
    const nobody = await house.send(MEGAN, 'grants/ledger', { year: '2023/24' });

    assert.ok(wordsOf(approved.card).includes('Approved: £750 on 22 May 2023.'));
    assert.match(wordsOf(ledger.card)[0]!, /^Ledger/);
    assert.match(nobody.text, /^The ledger is for the Working Group/);
  });

  it('can be had as a business case, in Word and as a sheet', async () => {
    await submitted();

    const files = await house.press(ALEX, await toFunder(), 'Business case');

    const titles = nodesOf(files.card).flatMap((node) =>
      node.type === 'Action.OpenUrl' ? [String(node.title)] : [],
    );
    assert.ok(
      titles.some((title) => title.startsWith('Word')),
      titles.join(),
    );
    assert.ok(
      titles.some((title) => title.startsWith('Excel')),
      titles.join(),
    );
  });

  it('reads back as it stood: every request with what was asked, granted and why, in the order of the list', async () => {
    await submitted();
    await decided('signs', { decision: 'part-approved', amount: '£1,837.50', reason: 'One film.' });
    const [round] = await house.inside((tx) => tx.find(grantRounds, { by: 'createdAt' }));

    const document = await downloaded(house, ALEX, 'business-case', round!.id);
    const [sheet] = await readExcel(await FORMATS.excel.write(document));
    const { paragraphs } = readWord(await FORMATS.word.write(document));

    const lead = 'Kent County Council';
    assert.deepEqual(sheet?.rows.slice(1), [
      [
        ...['KCSP-G-2023-cameras', 'Project cameras', lead, 'Project', 'Upfront projects', 25_000, 0],
        ...['Submitted', '', ''],
      ],
      [
        ...['KCSP-G-2023-signs', 'Project signs', lead, 'Project', 'Upfront projects', 2240, 1837.5],
        ...['Approved in part', '2023-05-22', 'One film.'],
      ],
    ]);
    assert.ok(paragraphs.includes('Project. Approved in part: £1,837.50 of £2,240 on 22 May 2023.'));
    assert.ok(paragraphs.some((each) => each.startsWith('Not fully formed. Missing: ')));
    assert.ok(
      paragraphs.some((each) => each.includes('£27,240 by 2 requests')),
      paragraphs.join('\n'),
    );
  });

  it('is asked of the tactical pot when it waited for it', async () => {
    await submitted();
    const form = await house.press(ALEX, await toFunder(), 'Submit to the funder');
    const check = await house.press(ALEX, form, 'Continue');
    await house.press(ALEX, check, 'Submit 1 proposal');

    const words = wordsOf((await requestFor('late')).card);

    assert.ok(wordsOf(check.card).includes('£750 asked, and the tactical pot holds £13,220.'));
    assert.ok(words.includes('Pot: Tactical pot'));
  });

  it('is for the coordinating team alone', async () => {
    for (const verb of [
      'to-funder',
      'choose-for-funder',
      'check-submission',
      'submit-to-funder',
      'case-files',
    ]) {
      const { text } = await house.send(MEGAN, `grants/${verb}`, { year: '2023/24' });
      assert.match(text, /^Only the coordinating team can do this\./, verb);
    }
  });
});

function pressOf({ card }: Shown): string {
  return String(buttonsOf(card)[0]?.data.request);
}
