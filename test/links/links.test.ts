import assert from 'node:assert/strict';
import fc from 'fast-check';
import { directoryCollections, members } from '../../src/directory.js';
import { localSecret, secretRecords } from '../../src/links/local-secret.js';
import { linkRefusalSentence, openLinks } from '../../src/links/links.js';
import type { Links } from '../../src/links/links.js';
import { personalLink } from '../../src/links/personal.js';
import { holderOf, revocationCollections, revokeLink, revokeLinksOf } from '../../src/links/revocations.js';
import { openMemoryStore } from '../support/memory-store.js';

const secret = 'a secret of thirty-two characters';
const other = 'another one of at least as many characters';
const publicUrl = 'https://roundtable.example';
const team = { name: 'Kent Community Safety Team', short_name: 'KCST', mailbox: 'team@kcst.example' };
const sam = {
  ...{ id: 'sam', version: 0, name: 'Sam Okafor', organisation: 'probation-service' },
  ...{ standing: 'active' as const, roles: [] },
};
let now = new Date('2026-11-23T09:00:00Z');
const clock = { now: () => now };
const tomorrow = new Date('2026-11-24T09:00:00Z');

function linksWith(...secrets: [string, ...string[]]): Links {
  return openLinks({ secrets, publicUrl, clock });
}

function tokenOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

describe('a signed link', () => {
  const links = linksWith(secret);
  const wanted = { member: 'bcdfghjkmnpqrstv', purpose: 'web/card', ids: ['round-7'], expires: tomorrow };
  const { url, link } = links.make(wanted);
  const token = tokenOf(url);

  beforeEach(() => {
    now = new Date('2026-11-23T09:00:00Z');
  });

  it('is one short word that no mail program breaks', () => {
    assert.match(url, /^https:\/\/roundtable\.example\/card\/[A-Za-z0-9:.-]{60,200}[a-z0-9]$/);
    assert.ok(url.length < 190, `${url.length} characters`);
  });

  it('says what was put into it', () => {
    assert.deepEqual(links.read(token, 'web/card'), { ok: true, link });
    assert.deepEqual([link.member, link.ids, link.expires], [wanted.member, ['round-7'], tomorrow.getTime()]);
  });

  it('is refused with any byte of it changed', () => {
    for (let index = 0; index < token.length; index += 1) {
      for (const byte of [
        ...'aAzZ09.:-_~%/ \0',
        'é',
        'K',
        String.fromCharCode(token.charCodeAt(index) ^ 1),
      ]) {
        if (byte === token[index]) continue;
        const changed = token.slice(0, index) + byte + token.slice(index + 1);
        assert.deepEqual(links.read(changed, 'web/card'), { ok: false, refusal: 'altered' }, changed);
      }
    }
  });

  it('is refused shortened, lengthened, or with two of its bytes exchanged', () => {
    for (let index = 0; index < token.length; index += 1) {
      assert.equal(links.read(token.slice(0, index), 'web/card').ok, false);
      assert.equal(links.read(token.slice(0, index) + token.slice(index + 1), 'web/card').ok, false);
      assert.equal(links.read(`${token.slice(0, index)}0${token.slice(index)}`, 'web/card').ok, false);
      const [one = '', two = ''] = [token[index], token[index + 1]];
      const exchanged = token.slice(0, index) + two + one + token.slice(index + 2);
      if (exchanged !== token) assert.equal(links.read(exchanged, 'web/card').ok, false, exchanged);
    }
  });

  it('carries whatever ids it may, and nobody else reads it as theirs', () => {
    const id = fc.stringMatching(/^[A-Za-z0-9-]{1,40}$/);
    fc.assert(
      fc.property(
        id,
        fc.array(id, { maxLength: 8 }),
        fc.date({ min: tomorrow, noInvalidDate: true }),
        (member, ids, expires) => {
          const made = links.make({ member, purpose: 'web/card', ids, expires });
          assert.deepEqual(links.read(tokenOf(made.url), 'web/card'), { ok: true, link: made.link });
          assert.equal(linksWith(other).read(tokenOf(made.url), 'web/card').ok, false);
        },
      ),
    );
  });

  it('is refused when it is anything else, however odd', () => {
    fc.assert(fc.property(fc.string(), (text) => !links.read(text, 'web/card').ok));
  });

  it('is refused for another purpose', () => {
    assert.deepEqual(links.read(token, 'web/file'), { ok: false, refusal: 'other purpose' });
  });

  it('is refused from the instant it expires', () => {
    now = new Date(tomorrow.getTime() - 1);
    assert.equal(links.read(token, 'web/card').ok, true);
    now = tomorrow;
    assert.deepEqual(links.read(token, 'web/card'), { ok: false, refusal: 'expired' });
  });

  it('outlives a new secret in front, until the old one is removed', () => {
    assert.equal(linksWith(other, secret).read(token, 'web/card').ok, true);
    assert.equal(linksWith(other).read(token, 'web/card').ok, false);
    const next = tokenOf(linksWith(other, secret).make(wanted).url);
    assert.equal(linksWith(other).read(next, 'web/card').ok, true);
  });

  it('is never twice the same', () => {
    assert.notEqual(links.make(wanted).url, links.make(wanted).url);
  });

  it('is not made from what it cannot carry', () => {
    for (const member of ['', 'a.b', 'a/b', 'é', 'x'.repeat(65)])
      assert.throws(() => links.make({ ...wanted, member }));
    for (const purpose of ['', 'Web', 'a.b', 'a:b', '/a'])
      assert.throws(() => links.make({ ...wanted, purpose }));
    assert.throws(() => links.make({ ...wanted, ids: Array.from({ length: 9 }, () => 'a') }));
  });

  it('is refused with a sentence that says how to get a new one', () => {
    for (const refusal of ['altered', 'other purpose', 'expired', 'revoked', 'not a member'] as const) {
      const sentence = linkRefusalSentence(refusal, team);
      assert.match(
        sentence,
        /\. For a new one, write to the Kent Community Safety Team \(KCST\): team@kcst\.example\.$/,
      );
    }
  });
});

describe('a link that is taken back', () => {
  const links = linksWith(secret);
  const make = (): ReturnType<Links['make']> =>
    links.make({ member: 'sam', purpose: 'web/card', expires: tomorrow });

  async function openWithSam() {
    now = new Date('2026-11-23T09:00:00Z');
    const store = openMemoryStore();
    await store.transact('test', 'test/sam', (tx) => tx.put(members, sam));
    const refusalOf = async (link: ReturnType<Links['make']>['link']): Promise<string> => {
      const holder = await store.transact('test', 'test/holder', (tx) => holderOf(tx, link));
      return holder.ok ? holder.member.name : holder.refusal;
    };
    return { store, refusalOf };
  }

  it('is known by its id, and others stay', async () => {
    const { store, refusalOf } = await openWithSam();
    const [one, two] = [make().link, make().link];

    await store.transact('test', 'test/revoke', (tx) => revokeLink(tx, one));
    await store.transact('test', 'test/revoke', (tx) => revokeLink(tx, one));

    assert.deepEqual([await refusalOf(one), await refusalOf(two)], ['revoked', 'Sam Okafor']);
  });

  it('goes with all others of its member, and later ones are good again', async () => {
    const { store, refusalOf } = await openWithSam();
    const before = make().link;

    await store.transact('test', 'test/revoke', (tx) => revokeLinksOf(tx, 'sam', now));
    now = new Date(now.getTime() + 1);

    assert.deepEqual([await refusalOf(before), await refusalOf(make().link)], ['revoked', 'Sam Okafor']);
  });

  it('is replaced by the next personal one, even one of the same instant', async () => {
    const { store, refusalOf } = await openWithSam();
    const visitAt = now;
    const next = (): Promise<string> =>
      store.transact('test', 'test/link', (tx) =>
        personalLink(tx, links, { ...sam, version: 1 }, tomorrow, visitAt),
      );
    const linkIn = (url: string) => {
      const reading = links.read(tokenOf(url), 'web/card');
      assert.ok(reading.ok);
      return reading.link;
    };

    const first = linkIn(await next());
    const second = linkIn(await next());
    // Two presses of one moment that waited for each other: the later one replaces the earlier all the same.
    now = new Date(now.getTime() + 5);
    const third = linkIn(await next());

    assert.deepEqual(await Promise.all([first, second, third].map(refusalOf)), [
      'revoked',
      'revoked',
      'Sam Okafor',
    ]);
  });

  it('is as good as none when its member left or was never there', async () => {
    const { store, refusalOf } = await openWithSam();
    const { link } = make();

    await store.transact('test', 'test/leave', (tx) =>
      tx.put(members, { ...sam, version: 1, standing: 'left' }),
    );

    assert.equal(await refusalOf(link), 'not a member');
    assert.equal(await refusalOf({ ...link, member: 'nobody' }), 'not a member');
  });

  it('is not made where web pages are not set up', async () => {
    const { store } = await openWithSam();

    await assert.rejects(
      store.transact('test', 'test/link', (tx) => personalLink(tx, undefined, sam, tomorrow, now)),
      { code: 'links.notSetUp' },
    );
  });
});

describe('the secret of local mode', () => {
  it('is made once for a data folder', async () => {
    const store = openMemoryStore();

    const [first, second] = [await localSecret(store), await localSecret(store)];

    assert.equal(first, second);
    assert.match(first, /^[0-9a-f]{64}$/);
    assert.notEqual(first, await localSecret(openMemoryStore()));
  });

  it('has a place among the collections of its own', () => {
    const names = [...directoryCollections, ...revocationCollections, secretRecords].map(({ name }) => name);
    assert.deepEqual(names, [...new Set(names)]);
  });
});
