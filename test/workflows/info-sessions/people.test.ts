import assert from 'node:assert/strict';
import type { Document } from '../../../src/reports/document.js';
import { FORMATS } from '../../../src/reports/formats.js';
import { infoSessions } from '../../../src/workflows/info-sessions/index.js';
import type { Session } from '../../../src/workflows/info-sessions/session/session.js';
import type { ActorContext } from '../../../src/workflows/workflow.js';
import { readCsv, readExcel } from '../../reports/read-back.js';
import { nodesOf, openHouse } from '../../support/house.js';
import type { House } from '../../support/house.js';
import { ADELE, ALEX, ISAIAH, MEGAN, isHere, published, says, take } from './support.js';

describe('The list of people as a file', () => {
  let house: House;
  let session: Session;

  beforeEach(async () => {
    house = await openHouse();
    for (const name of [MEGAN, ADELE, ISAIAH]) await house.meet(name);
    session = await published(house, {}, { places: '1' });
    await take(house, MEGAN, session, 'virtual');
    await take(house, ADELE, session, 'in-person');
    await take(house, ISAIAH, session, 'in-person');
    const form = await house.send(ADELE, 'info-sessions/needs', { session: session.id });
    await house.press(ADELE, form, 'Save', { access: '=1+1 a hearing loop', diet: 'No nuts' });
  });
  afterEach(() => house.close());

  async function made(name: string): Promise<Document> {
    const actor = await house.member(name);
    return house.inside((_, context) =>
      infoSessions.downloads!.people!([session.id], { ...context, actor } as ActorContext),
    ) as Promise<Document>;
  }

  it('is offered behind links of the coordinator’s own', async () => {
    const people = await house.send(ALEX, 'info-sessions/people', { session: session.id });
    const card = await house.press(ALEX, people, 'Download');

    const links = nodesOf(card.card).filter(({ type }) => type === 'Action.OpenUrl');
    assert.deepEqual(
      links.map(({ title }) => title),
      ['Word', 'Excel', 'CSV', 'Web page'],
    );
    assert.match(says(card), /It holds access and dietary needs: delete it after the session\./);
  });

  it('says of each person where they stand, whether they came and what they need', async () => {
    house.at('2026-12-09T10:10:00Z');
    await isHere(house, MEGAN, session);
    const document = await made(ALEX);

    const csv = readCsv(await FORMATS.csv.write(document));
    const excel = await readExcel(await FORMATS.excel.write(document));
    assert.deepEqual(csv[0], ['Name', 'Organisation', 'Place', 'Attendance', 'Needs']);
    assert.deepEqual(
      csv.slice(1).map(([name, organisation, , came]) => [name, organisation, came]),
      [
        [ADELE, 'Kent Fire and Rescue Service', ''],
        [ISAIAH, 'Kent County Council', ''],
        [MEGAN, 'Kent Police', 'came'],
      ],
    );
    assert.match(
      csv[1]![2]!,
      /^Place: 9 December 2026, 10am to 11am, in person at County Hall, Maidstone\.$/,
    );
    assert.match(csv[2]![2]!, /^Waits since 9am on 23 November 2026 for: /);
    assert.equal(csv[1]![4], 'Needs: =1+1 a hearing loop\nFood: No nuts');
    assert.equal(excel.at(-1)!.rows.length, 4);
  });

  it('is refused to everybody else at the moment of the download', async () => {
    await assert.rejects(made(MEGAN), /Only the coordinating team/);
  });
});
