import assert from 'node:assert/strict';
import {
  awardOf,
  balanceOf,
  projectsOf,
  sumOfPot,
  sumOfProject,
} from '../../../src/workflows/grants/money/ledger.js';
import { proposals } from '../../../src/workflows/grants/proposal/proposal.js';
import { grantRounds } from '../../../src/workflows/grants/round/round.js';
import { FORMATS } from '../../../src/reports/formats.js';
import { readCsv, readExcel } from '../../reports/read-back.js';
import { openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { downloaded } from './downloads.js';
import { ALEX, checked, fundProject, ledgerOf, openYear } from './year.js';

/** Pence, written as the papers write pounds. */
const pounds = (amount: number): number => Math.round(amount * 100);

describe('the grant of 2016/17, as its papers have it', () => {
  let house: House;

  before(async () => {
    house = await openHouse({ empty: true, now: '2016-04-11T09:00:00Z' });
    await openYear(house, { year: '2016/17', pots: 'one', closesOn: '2016-10-31' });
    await fundProject(house, 'Licence to Kill', '£6,000');
    await fundProject(house, 'Stop the Scammers', '£1,000');
    await fundProject(house, 'Domestic Homicide Reviews', '£12,000');
  });
  after(() => house.close());

  it('leaves £20,661 for the second half of the year', async () => {
    const words = wordsOf((await house.say(ALEX, 'funding')).card);

    assert.equal(words[0], 'Crime Reduction Grant 2016/17');
    assert.ok(words.includes('£39,661 awarded (confirmed).'));
    assert.ok(words.includes('£39,661 of the award; £19,000 allocated; £20,661 left.'));
    for (const line of ['£6,000 allocated', '£1,000 allocated', '£12,000 allocated']) {
      assert.ok(words.includes(`${line}, £0 spent. Under way.`), line);
    }
    assert.equal(balanceOf(await ledgerOf(house, '2016/17'), 'single'), pounds(20661));
  });

  it('takes applications until the end of October', async () => {
    const card = await house.press(ALEX, await house.say(ALEX, 'grants'), 'Open');

    assert.ok(wordsOf(card.card).some((word) => word.includes('Proposals until 31 October 2016.')));
  });
});

const PROJECTS_2021 = [
  ['Dummy CCTV cameras', '£750'],
  ["'Spot the Signs' social media campaign", '£1,200'],
  ['Mental Health Crisis Support Cards', '£582'],
  ['Community Safety Conference webinar', '£1,200'],
  ['OSARA train the trainer', '£5,700'],
  ['Missing Persons and Vulnerability Guidance WebApp roll out', '£400'],
  ['Business Crime Reduction Partnerships', '£11,315'],
  ['NVR Foundation Level training', '£500'],
  ['ASB Tools and Powers CPD for Partnerships', '£3,400'],
] as const;

describe('the grant of 2021/22, as its papers have it', () => {
  let house: House;

  before(async function () {
    this.timeout(20_000);
    house = await openHouse({ empty: true, now: '2021-04-12T09:00:00Z' });
    await openYear(house, {
      ...{ year: '2021/22', closesOn: '2021-05-28' },
      lockedBy: [
        'Kent Community Vulnerability Guidance Webapp (2019/20)',
        'Prevention Crime Education Videos (2020/21)',
        'Hate Crime Publicity Material (2020/21)',
      ].join('\n'),
    });
    house.at('2021-07-12T09:00:00Z');
    for (const [title, approved] of PROJECTS_2021) await fundProject(house, title, approved);
  });
  after(() => house.close());

  function record(shown: Shown, title: string): Promise<Shown> {
    return house.press(ALEX, shown, title);
  }

  it('allocates £25,047 to nine projects, and leaves £1,394 of the upfront money', async () => {
    const words = wordsOf((await house.say(ALEX, 'funding')).card);

    assert.ok(words.includes('£26,441 of the award; £25,047 allocated; £1,394 left.'));
    assert.ok(words.includes('£13,220 of the award; £0 allocated; £13,220 left.'));
    assert.ok(words.includes('£0 spent of £25,047 allocated.'));
    assert.ok(words.includes('9 projects'));
    for (const [title, approved] of PROJECTS_2021) {
      const place = words.indexOf(title);
      assert.equal(words[place + 1], `${approved} allocated, £0 spent. Under way.`, title);
    }
  });

  it('keeps the tactical pot locked by three delayed projects of earlier years, and names them', async () => {
    const why =
      'Not delivered yet: Kent Community Vulnerability Guidance Webapp (2019/20), Prevention Crime Education Videos (2020/21) and Hate Crime Publicity Material (2020/21).';

    const words = wordsOf((await house.say(ALEX, 'funding')).card);
    const refused = await checked(house, 'Allocate', {
      ...{ project: 'Dummy CCTV cameras', pot: 'tactical', amount: '100' },
    });

    assert.ok(words.includes(`Locked. ${why}`));
    assert.ok(wordsOf(refused.card).includes(`The tactical pot is locked. ${why}`));
  });

  it('moves what is left upfront into the tactical pot: just over £14,000', async () => {
    const form = await house.press(ALEX, await house.say(ALEX, 'funding'), 'Move money');
    const check = await house.press(ALEX, form, 'Continue', { why: 'Unallocated upfront money' });
    const recorded = await record(check, 'Record £1,394');

    assert.equal(wordsOf(check.card)[1], 'Move £1,394 from the upfront pot to the tactical pot.');
    assert.ok(wordsOf(recorded.card).includes('Upfront projects: £0 left. Tactical pot: £14,614 left.'));
    const words = wordsOf((await house.say(ALEX, 'funding')).card);
    assert.ok(words.includes('£26,441 of the award; £1,394 moved out; £25,047 allocated; £0 left.'));
    assert.ok(words.includes('£13,220 of the award; £1,394 moved in; £0 allocated; £14,614 left.'));
  });

  it("has spent £195.32 of the £1,200 of 'Spot the Signs'", async () => {
    house.at('2021-10-07T09:00:00Z');

    const check = await checked(house, 'Payment', {
      ...{ project: "'Spot the Signs'", payees: 'Meta: £195.32' },
    });
    await record(check, 'Record £195.32');

    const words = wordsOf((await house.say(ALEX, 'funding')).card);
    const place = words.indexOf("'Spot the Signs' social media campaign");
    assert.equal(words[place + 1], '£1,200 allocated, £195.32 spent. Under way.');
    assert.ok(words.includes('£195.32 spent of £25,047 allocated.'));
  });

  it('adds up to the penny in the ledger itself', async () => {
    const ledger = await ledgerOf(house, '2021/22');
    const sums = projectsOf(ledger).map((id) => sumOfProject(ledger, id));

    assert.equal(awardOf(ledger), pounds(39661));
    assert.equal(
      sums.reduce((all, { allocated }) => all + allocated, 0),
      pounds(25047),
    );
    assert.deepEqual(
      sums.map(({ allocated }) => allocated),
      [750, 1200, 582, 1200, 5700, 400, 11315, 500, 3400].map(pounds),
    );
    assert.equal(sumOfPot(ledger, 'upfront').left, 0);
    assert.equal(sumOfPot(ledger, 'tactical').left, pounds(14614));
    assert.equal(
      sums.reduce((all, { spent }) => all + spent, 0),
      pounds(195.32),
    );
    assert.ok(ledger.every(({ by, at, on, why }) => by !== '' && at !== '' && on !== '' && why !== ''));
  });

  it('adds up to the penny in the files that the funder audits, read back', async () => {
    const [round] = await house.inside((tx) =>
      tx.find(grantRounds, { where: { year: '2021/22' }, by: 'createdAt' }),
    );
    const document = await downloaded(house, ALEX, 'ledger', round!.id);
    const sheets = await readExcel(await FORMATS.excel.write(document));
    const [heading = [], ...lines] = readCsv(await FORMATS.csv.write(document));

    const rowsOf = (caption: string) =>
      sheets.find((each) => each.caption.startsWith(caption))?.rows.slice(1) ?? [];
    assert.deepEqual(rowsOf('Pots'), [
      ['Upfront projects', 26_441, -1394, 25_047, 0, 0],
      ['Tactical pot', 13_220, 1394, 0, 0, 14_614],
    ]);
    // One clock for all: the order in which they were approved is not told apart.
    assert.deepEqual(
      Object.fromEntries(rowsOf('Projects').map((row) => [row[0], [row[2], row[4]]])),
      Object.fromEntries(
        PROJECTS_2021.map(([title, approved]) => [
          title,
          [Number(approved.replace(/[£,]/g, '')), title.startsWith("'Spot") ? 195.32 : 0],
        ]),
      ),
    );
    const column = (name: string) => heading.indexOf(name);
    const sumOf = (what: string) =>
      lines
        .filter((line) => line[column('What')] === what)
        .reduce((all, line) => all + pounds(Number(line[column('Pounds')])), 0);
    assert.deepEqual(['Allocation', 'Transfer', 'Payment'].map(sumOf), [25_047, 1394, 195.32].map(pounds));
    for (const line of lines) {
      for (const name of ['On', 'Why', 'Recorded by', 'Recorded on']) assert.ok(line[column(name)], name);
    }
  });

  it('hears from the lead what came of it in numbers', async () => {
    const approved = await house.inside(async (tx) =>
      tx.find(proposals, {
        where: {
          round: (await tx.find(grantRounds, { by: 'createdAt' }))[0]!.id,
          state: 'approved',
        },
        by: 'createdAt',
      }),
    );
    const project = approved.find(({ title }) => title.startsWith("'Spot"))!.id;
    const form = await house.send(ALEX, 'grants/update', { project });

    await house.press(ALEX, form, 'Save', {
      ...{ progress: 'The films run.', spent: '195.32', outputs: '6,845 video views, 91 link clicks' },
    });

    const words = wordsOf((await house.send(ALEX, 'grants/project', { project })).card);
    assert.equal(words[0], "'Spot the Signs' social media campaign");
    assert.ok(
      words.includes('Update of 7 October 2021: The films run. 6,845 video views, 91 link clicks'),
      words.join('\n'),
    );
  });

  it('opens the tactical pot when the three are delivered', async () => {
    const [round] = await house.inside((tx) =>
      tx.find(grantRounds, { where: { year: '2021/22' }, by: 'createdAt' }),
    );
    let lock = await house.send(ALEX, 'grants/lock', { round: round!.id });
    for (let left = 3; left > 0; left -= 1) lock = await house.press(ALEX, lock, 'Delivered');

    const check = await checked(house, 'Allocate', {
      ...{ project: 'Dummy CCTV cameras', pot: 'tactical', amount: '£14,614.01' },
    });
    const full = await checked(house, 'Allocate', {
      ...{ project: 'Dummy CCTV cameras', pot: 'tactical', amount: '£14,614' },
    });

    assert.ok(
      wordsOf(check.card).includes(
        'The tactical pot holds £14,614; £14,614.01 is £0.01 more. Enter up to £14,614.',
      ),
    );
    assert.ok(wordsOf(full.card).includes('Tactical pot: £0 left afterwards'));
  });
});
