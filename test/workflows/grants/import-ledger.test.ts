import assert from 'node:assert/strict';
import { importLedger } from '../../../src/workflows/grants/money/import.js';
import { buttonsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House } from '../../support/house.js';
import { ALEX, ledgerOf, openYear } from './year.js';

const HEADING = 'year,kind,pot,project,organisation,pounds,payee,on,delivery,note';
const YEAR_2016 = [
  '2016/17,award,single,,,"£39,661",,2016-04-01,,',
  '2016/17,allocation,single,Licence to Kill,Kent Fire and Rescue Service,6000,,2016-07-12,delivered,',
  '2016/17,allocation,single,Stop the Scammers,,1000,,2016-07-12,delivered,',
  '2016/17,allocation,single,Domestic Homicide Reviews,,"12,000",,2016-07-12,delivered,',
];
const DELAYED =
  '2020/21,project,,Hate Crime Publicity Material,,,,2020-07-01,delayed,Waiting for the printers';

describe('the import of earlier years', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse({ empty: true, now: '2021-04-12T09:00:00Z' });
  });
  afterEach(() => house.close());

  async function bring(rows: readonly string[], apply = true): Promise<readonly string[]> {
    return house.inside(async (_tx, context) => {
      const file = { name: 'years.csv', content: Buffer.from([HEADING, ...rows].join('\n')) };
      const result = await importLedger.run(file, apply, context);
      return result.ok ? [...result.value.changes, result.value.summary] : Object.values(result.problems);
    });
  }

  it('shows what it would add, writes nothing until it is told to, and then adds up to the penny', async () => {
    const shown = await bring(YEAR_2016, false);
    const before = await ledgerOf(house, '2016/17');
    await bring(YEAR_2016);

    assert.deepEqual(shown, [
      'add     2016/17  £39,661 awarded, 4 entries, 3 projects',
      '4 rows for 1 year.',
    ]);
    assert.deepEqual(before, []);
    const words = wordsOf((await house.say(ALEX, 'funding')).card);
    assert.ok(words.includes('£39,661 of the award; £19,000 allocated; £20,661 left.'));
    assert.ok(words.includes('£12,000 allocated, £0 spent. Delivered.'));
  });

  it('is taken once: the same file again is refused with each line', async () => {
    await bring(YEAR_2016);

    const again = await bring(YEAR_2016);

    assert.equal(again[0], 'Line 2: 2016/17 is in the ledger already: an earlier year is brought in once.');
    assert.equal(again.length, 4);
    assert.equal((await ledgerOf(house, '2016/17')).length, 4);
  });

  it('brings delayed projects of earlier years, which keep the tactical pot locked', async () => {
    await bring([DELAYED]);
    await openYear(house, {
      year: '2021/22',
      closesOn: '2021-05-28',
      lockedBy: 'Hate Crime Publicity Material (2020/21)',
    });

    const words = wordsOf((await house.say(ALEX, 'funding')).card);

    assert.ok(words.includes('Locked. Not delivered yet: Hate Crime Publicity Material (2020/21).'));
    assert.ok(words.includes('Hate Crime Publicity Material (2020/21) is delayed: Waiting for the printers'));
  });

  it('adds an opening balance to a year under way, once a pot, and no other money', async () => {
    await openYear(house, { year: '2021/22', closesOn: '2021-05-28' });
    const row = '2021/22,opening,tactical,,,500.50,,2021-04-01,,Carried over';

    const added = await bring([row]);
    const again = await bring([row, '2021/22,award,tactical,,,1,,2021-04-01,,']);

    assert.deepEqual(added, ['change  2021/22  1 opening balance', '1 row for 1 year.']);
    assert.deepEqual(again, [
      'Line 2: this pot of 2021/22 has an opening balance already.',
      'Line 3: 2021/22 is in the ledger already: an earlier year is brought in once.',
    ]);
    const words = wordsOf((await house.say(ALEX, 'funding')).card);
    assert.ok(words.some((word) => word.endsWith('£0 allocated; £13,720.50 left.')));
  });

  it('names every fault with its line, the rules of the ledger among them', async () => {
    const cells = await bring([
      '2016/18,prize,purse,,Atlantis,about 2k,,2016-02-30,lost,',
      '2016/17,spend,,,,-5,,2030-01-01,,',
    ]);
    const rules = await bring([
      ...YEAR_2016,
      '2016/17,allocation,single,More,,"20,661.01",,2016-11-01,,',
      '2016/17,spend,,Stop the Scammers,,1000.01,Printers,2016-11-01,,',
      '2016/17,spend,,Nobody,,5,Printers,2016-11-01,,',
    ]);

    assert.deepEqual(cells, [
      "Line 2: '2016/18' is no financial year like 2016/17.",
      "Line 2: 'prize' is no kind of entry. The kinds are award, opening, project, allocation, transfer, invoice, spend and return.",
      "Line 2: 'purse' is no pot. Write single, upfront or tactical.",
      "Line 2: 'about 2k' is no amount in pounds like 1200 or 1,837.50.",
      "Line 2: '2016-02-30' is no date like 2016-10-31.",
      "Line 2: 'lost' is no state of delivery. Write delivered, delayed or under way.",
      "Line 2: 'Atlantis' is no organisation of the partnership file.",
      "Line 3: 'project' is empty.",
      "Line 3: '-5' is no amount in pounds like 1200 or 1,837.50.",
      'Line 3: 2030-01-01 has not come yet.',
    ]);
    assert.deepEqual(rules, [
      'Line 6: The grant holds £20,661; £20,661.01 is £0.01 more. Enter up to £20,661.',
      'Line 7: Stop the Scammers was allocated £1,000 and has spent £0: £1,000.01 is £0.01 too much. Allocate more first, or enter what the grant pays.',
      "Line 8: 'Nobody' has no row before this one that names or allocates it.",
    ]);
  });
});

describe('the sample', () => {
  it('shows a newcomer a real year that adds up, and a new one whose pots are filled', async () => {
    const house = await openHouse();
    const now = await house.say(ALEX, 'funding');
    const year = wordsOf((await house.press(ALEX, now, '2021/22')).card);
    const list = await house.send(ALEX, 'grants/projects', { year: '2021/22' });
    const signs = wordsOf((await house.send(ALEX, 'grants/project', buttonsOf(list.card)[1]!.data)).card);
    const due = wordsOf((await house.say('Megan Bowen', 'my items')).card);
    await house.close();

    assert.ok(
      wordsOf(now.card).includes('£26,441 of the award; £0 allocated; £26,441 left.'),
      wordsOf(now.card).join('\n'),
    );
    assert.ok(year.includes('£26,441 of the award; £1,394 moved out; £25,047 allocated; £0 left.'));
    assert.ok(year.includes('£13,220 of the award; £1,394 moved in; £0 allocated; £14,614 left.'));
    assert.ok(
      signs.includes(
        'Update of 18 November 2021: The campaign is running. 6,845 video views, 91 link clicks',
      ),
    );
    assert.ok(!due.some((word) => word.includes('2021/22')), due.join('\n'));
  });
});
