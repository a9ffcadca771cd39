import assert from 'node:assert/strict';
import axe from 'axe-core';
import { JSDOM } from 'jsdom';
import { openServer } from '../../../src/bot/server.js';
import type { Server } from '../../../src/bot/server.js';
import { issues } from '../../../src/workflows/bulletin/issue/issue.js';
import {
  newSubscriber,
  subscriberWith,
  subscribers,
} from '../../../src/workflows/bulletin/list/subscriber.js';
import type { Subscriber } from '../../../src/workflows/bulletin/list/subscriber.js';
import { workflows } from '../../../src/workflows/index.js';
import { openPublicPages } from '../../../src/web/public-pages.js';
import { openHouse, silent, wordsOf } from '../../support/house.js';
import type { House } from '../../support/house.js';
import { ALEX } from './people.js';

const GRADY = {
  name: 'Enrico Cattaneo',
  email: 'enrico.cattaneo@arts.example',
  organisation: 'Example Housing',
  role: '',
  reason: '',
};

describe('The public pages of the bulletin', () => {
  let house: House;
  let server: Server;
  let at: string;

  beforeEach(async () => {
    house = await openHouse();
    await house.meet(ALEX);
    const { clock, links, partnership, store } = house;
    const pages = openPublicPages({
      clock,
      links,
      log: silent,
      partnership,
      store,
      workflows,
      wake: () => undefined,
    });
    const take = (): Promise<never> => Promise.reject(new Error('Nothing comes from Teams here.'));
    server = openServer({ port: 0, local: true, log: silent, ready: () => undefined, take, pages });
    at = `http://127.0.0.1:${(await server.listen()).port}/bulletin`;
  });
  afterEach(async () => {
    await server.close();
    await house.close();
  });

  const post = (path: string, fields: Record<string, string> = {}, headers = {}): Promise<Response> =>
    fetch(`${at}${path}`, { method: 'POST', body: new URLSearchParams(fields), headers });
  const known = (): Promise<Subscriber | undefined> => house.inside((tx) => subscriberWith(tx, GRADY.email));
  const onTheList = (): Promise<Subscriber> =>
    house.inside((tx, { now }) => tx.put(subscribers, newSubscriber(GRADY, 'active', now)));

  it('takes nobody off because a link was followed: only a press does', async () => {
    const { token } = await onTheList();

    const shown = await fetch(`${at}/unsubscribe/${token}`);
    const head = await fetch(`${at}/unsubscribe/${token}`, { method: 'HEAD' });
    const before = (await known())?.state;
    const pressed = await post(`/unsubscribe/${token}`);

    assert.deepEqual([shown.status, head.status, pressed.status], [200, 200, 200]);
    assert.ok((await shown.text()).includes('<button type="submit">Unsubscribe</button>'));
    assert.equal(before, 'active');
    assert.equal((await known())?.state, 'unsubscribed');
    assert.match(await pressed.text(), /You are off the list/);
  });

  it('takes somebody off by a mail program’s one-click request, years later and more than once', async () => {
    const { token } = await onTheList();
    house.at('2031-06-01T09:00:00Z');

    const first = await post(`/unsubscribe/${token}`, { 'List-Unsubscribe': 'One-Click' });
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    const again = await fetch(`${at}/unsubscribe/${token}`, { method: 'POST', body: form });

    assert.deepEqual([first.status, again.status], [200, 200]);
    assert.equal((await known())?.state, 'unsubscribed');
  });

  it('puts somebody on the list who asked, confirmed, and was approved; in no other order', async () => {
    const asked = await post('/join', GRADY);
    const unconfirmed = (await known())!;
    await fetch(`${at}/confirm/${unconfirmed.token}`);
    const seen = (await known())?.state;
    await post(`/confirm/${unconfirmed.token}`);
    await post(`/confirm/${unconfirmed.token}`);
    await house.tick();
    const told = house.inbox(ALEX).filter(({ text }) => text.startsWith('Somebody asks to get'));
    const person = await house.press(ALEX, told[0]!, 'Open');
    const approved = await house.press(ALEX, person, 'Put on the list');

    assert.match(await asked.text(), /a letter is on its way there/);
    assert.deepEqual([unconfirmed.state, seen], ['unconfirmed', 'unconfirmed']);
    assert.equal(told.length, 1);
    assert.ok(wordsOf(approved.card).includes('They are on the list, and told by e-mail.'));
    assert.equal((await known())?.state, 'active');
  });

  it('takes somebody back who left, once they asked and confirmed; the words then are their new ones', async () => {
    const { token } = await onTheList();
    await post(`/unsubscribe/${token}`);
    const old = await (await fetch(`${at}/confirm/${token}`)).text();
    await post(`/confirm/${token}`);
    const off = (await known())?.state;
    await post('/join', { ...GRADY, organisation: 'Another Housing' });
    await house.tick();
    const letters = house.letters(GRADY.email).length;
    await post(`/confirm/${token}`);

    assert.match(old, /You are off the list/);
    assert.equal(off, 'unsubscribed');
    assert.equal(letters, 1);
    const { state, organisation, request } = (await known())!;
    assert.deepEqual([state, organisation, request], ['waiting', 'Another Housing', undefined]);
  });

  it('does not tell whether an address is known, and writes to it once a day at most', async () => {
    const [first, second] = [await post('/join', GRADY), await post('/join', GRADY)];
    await house.tick();
    const letters = house.letters(GRADY.email).length;
    const { id } = (await known())!;
    await house.inside(async (tx) => {
      const now = (await tx.get(subscribers, id))!;
      await tx.put(subscribers, { ...now, state: 'active' });
    });
    const third = await post('/join', GRADY);

    const words = await Promise.all([first, second, third].map((each) => each.text()));
    assert.equal(new Set(words).size, 1);
    assert.equal(letters, 1);
  });

  it('keeps what was typed when an answer needs more, and shows it as text', async () => {
    const answer = await post('/join', { ...GRADY, name: '', organisation: '"><script>alert(1)</script>' });
    const { document } = new JSDOM(await answer.text()).window;

    assert.equal(document.querySelectorAll('script').length, 0);
    assert.equal(
      document.querySelector<HTMLInputElement>('#organisation')?.value,
      '"><script>alert(1)</script>',
    );
    assert.equal(document.querySelector('#name-problem')?.textContent, 'Enter a name');
    assert.equal(await known(), undefined);
  });

  it('shows an issue that went out to whoever has its address, and none before', async () => {
    const { key } = (await house.inside((tx) => tx.get(issues, '2026-11')))!;
    const before = await fetch(`${at}/issue/${key}`);
    await house.inside(async (tx) =>
      tx.put(issues, { ...(await tx.get(issues, '2026-11'))!, state: 'sent' }),
    );
    const after = await fetch(`${at}/issue/${key}`);
    const page = await after.text();

    assert.deepEqual([before.status, after.status], [404, 200]);
    assert.ok(page.includes('Neighbourhood Policing: changes in June'));
    assert.match(
      String(after.headers.get('content-security-policy')),
      /default-src 'none'; style-src 'unsafe-inline'/,
    );
  });

  it('lists earlier issues only where the partnership shows them to everybody', async () => {
    const closed = await fetch(`${at}/archive`);
    (house.partnership.bulletin as { archive: string }).archive = 'public';
    const empty = await (await fetch(`${at}/archive`)).text();
    await house.inside(async (tx) =>
      tx.put(issues, { ...(await tx.get(issues, '2026-11'))!, state: 'sent' }),
    );
    const open = new JSDOM(await (await fetch(`${at}/archive`)).text()).window.document;

    assert.equal(closed.status, 404);
    assert.match(empty, /No issue is out yet/);
    assert.equal(open.querySelector('a')?.textContent, 'November 2026');
  });

  it('has nothing at other addresses, takes no other methods, and slows a flood', async () => {
    const statuses = [
      (await fetch(`${at}/nowhere/x`)).status,
      (await fetch(`${at}/unsubscribe/${'x'.repeat(65)}`)).status,
      (await fetch(`${at}/unsubscribe/unknown`)).status,
      (await fetch(`${at}/unsubscribe/`)).status,
      (await fetch(`${at}/join`, { method: 'DELETE' })).status,
      (await fetch(`${at}/archive`, { method: 'POST' })).status,
      (await post('/join', { name: 'x'.repeat(70_000) })).status,
    ];
    const flood: number[] = [];
    for (let index = 0; index < 31; index += 1) flood.push((await post('/join')).status);

    assert.deepEqual(statuses, [404, 404, 404, 404, 405, 405, 413]);
    assert.equal(flood.at(-1), 429);
  });

  it('gives axe nothing to complain about', async () => {
    const { token } = await onTheList();
    const wrong = await (await post('/join', {})).text();
    for (const html of [wrong, await (await fetch(`${at}/unsubscribe/${token}`)).text()]) {
      const { window } = new JSDOM(html, { runScripts: 'outside-only' });
      window.eval(axe.source);
      const found = (await (window as unknown as { axe: typeof axe }).axe.run(window.document, {
        rules: { 'color-contrast': { enabled: false } },
      })) as axe.AxeResults;
      assert.deepEqual(
        Array.from(found.violations, ({ id }) => id),
        [],
      );
    }
  });
});
