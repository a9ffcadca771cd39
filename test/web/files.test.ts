import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { JSDOM } from 'jsdom';
import { readSheet } from 'read-excel-file/node';
import { openServer } from '../../src/bot/server.js';
import type { Server } from '../../src/bot/server.js';
import { members } from '../../src/directory.js';
import { openPages } from '../../src/web/pages.js';
import { workflows } from '../../src/workflows/index.js';
import { nodesOf, openHouse, pseudonymKey, silent } from '../support/house.js';
import type { House, Shown } from '../support/house.js';

const ALEX = 'Alex Wilber';
const MEGAN = 'Megan Bowen';

describe('The results as a download', () => {
  let house: House;
  let server: Server;
  let port: number;

  beforeEach(async () => {
    house = await openHouse();
    await house.meet(MEGAN);
    const { clock, links, partnership, router, store } = house;
    const config = { port: 0, dataFolder: '', partnershipFile: '', allowedTenants: [], logLevel: 'silent' };
    const pages = openPages({
      ...{ clock, config, links, log: silent, partnership, pseudonymKey, router, store, workflows },
    });
    const take = () => Promise.reject(new Error('Nothing comes from Teams here.'));
    server = openServer({ port: 0, local: true, log: silent, ready: () => undefined, take, pages });
    ({ port } = await server.listen());
    const form = await house.press(MEGAN, house.inbox(MEGAN)[0]!, 'Update');
    const words = { status: 'delayed', rag: 'red', done: '=1+1 <b>held</b>', reason: 'No venue.' };
    await house.press(MEGAN, form, 'Save', words);
  });
  afterEach(async () => {
    await server.close();
    await house.close();
  });

  async function offered(name = ALEX): Promise<Shown> {
    return house.press(name, await house.say(name, 'check-in results'), 'Download');
  }
  function address(shown: Shown, title: string): string {
    const button = nodesOf(shown.card).find((node) => node.type === 'Action.OpenUrl' && node.title === title);
    assert.ok(button, title);
    return String(button.url).replace('https://roundtable.example', `http://127.0.0.1:${port}`);
  }
  async function file(title: string): Promise<{ response: Response; content: Buffer }> {
    const response = await fetch(address(await offered(), title));
    return { response, content: Buffer.from(await response.arrayBuffer()) };
  }

  it('is offered as Word, Excel, CSV and a web page', async () => {
    for (const title of ['Word', 'Excel', 'CSV', 'Web page']) {
      const { response, content } = await file(title);
      assert.equal(response.status, 200, title);
      assert.ok(content.length > 500, title);
      assert.match(
        response.headers.get('content-disposition') ?? '',
        title === 'Web page' ? /^inline$/ : /^attachment; filename="check-in-results/,
      );
    }
  });

  it('holds every action and the answer as it was typed, without a live formula', async () => {
    const csv = parse((await file('CSV')).content, { bom: true, columns: true }) as Record<string, string>[];
    const sheet = await readSheet((await file('Excel')).content, 'Every action');

    assert.equal(csv.length, 23);
    const answered = csv.find((row) => row['No.'] === '4.1')!;
    assert.equal(answered.Status, 'Delayed');
    assert.match(answered.Done ?? '', /^'=1\+1 <b>held<\/b>$/);
    assert.equal(answered['Answered by'], MEGAN);
    assert.ok(sheet.some((row) => row.includes('=1+1 <b>held</b>')));
  });

  it('shows what was typed on the page as text', async () => {
    const { content } = await file('Web page');

    const { document } = new JSDOM(content.toString()).window;
    assert.ok(document.body.textContent?.includes('=1+1 <b>held</b>'));
    assert.equal(document.querySelectorAll('b').length, 0);
  });

  it('follows the policy at the moment of the download, not of the link', async () => {
    const link = address(await offered(MEGAN), 'CSV');
    await house.inside(async (tx, { directory }) => {
      const megan = await directory.memberByEmail('megan.bowen@kent-police.example');
      await tx.put(members, { ...megan!, roles: [] });
    });

    const response = await fetch(link);

    assert.equal(response.status, 403);
    assert.match(await response.text(), /for the Working Group and the coordinating team/);
  });

  it('is refused after a day, with a sentence', async () => {
    const link = address(await offered(), 'CSV');
    house.at('2026-11-24T09:00:01Z');

    const response = await fetch(link);

    assert.equal(response.status, 410);
    assert.match(await response.text(), /This link has expired\./);
  });

  it('cannot be changed into a link for somebody else or something else', async () => {
    const link = address(await offered(), 'CSV');
    const page = link.replace('/file/', '/card/');

    assert.equal((await fetch(page)).status, 404);
    assert.equal((await fetch(`${link}x`)).status, 404);
    assert.equal((await fetch(link, { method: 'POST', body: '{}' })).status, 405);
  });
});
