import assert from 'node:assert/strict';
import { readActivity } from '../../src/bot/activity.js';
import type { Incoming } from '../../src/bot/activity.js';
import { ACCOUNT, BOT, IN_TEAM, TENANT, aMessage, aPress, anActivity } from './activities.js';

const ADDRESS = 'https://smba.trafficmanager.net/uk/';

function read(activity: unknown): Incoming {
  const reading = readActivity(activity);
  assert.ok(reading.ok);
  return reading.incoming;
}

describe('An activity', () => {
  it('names the speaker by tenant and object id, in lower case', () => {
    const shouted = anActivity(ADDRESS, { channelData: { tenant: { id: TENANT.toUpperCase() } } });

    assert.deepEqual(read(shouted).speaker, { account: ACCOUNT, name: 'Megan Bowen' });
  });

  it('takes the tenant from the conversation when the channel data has none', () => {
    assert.equal(read(anActivity(ADDRESS, { channelData: null })).tenant, TENANT);
  });

  it('has no speaker when the service vouches for nobody', () => {
    const anonymous = anActivity(ADDRESS, { from: { id: '29:someone', name: 'Megan Bowen' } });

    assert.equal(read(anonymous).speaker, undefined);
  });

  it('is personal in a one-to-one chat, whether the service names the type or not', () => {
    const named = { id: 'a:megan', conversationType: 'personal' };

    for (const conversation of [named, { id: 'a:megan' }, { id: 'a:megan', isGroup: false }]) {
      assert.equal(read(anActivity(ADDRESS, { conversation })).place.personal, true);
    }
  });

  it('counts as overheard by others wherever it is not known to be one-to-one', () => {
    const others = [
      { id: 'c', conversationType: 'groupChat' },
      { id: 'c', conversationType: 'channel' },
      { id: 'c', conversationType: 'meeting' },
      { id: 'c', conversationType: 7 },
      { id: 'c', isGroup: true },
    ];

    for (const conversation of others) {
      assert.equal(read(anActivity(ADDRESS, { conversation })).place.personal, false);
    }
    const inTeam = { ...IN_TEAM, conversation: { id: 'c' } };
    assert.equal(read(anActivity(ADDRESS, inTeam)).place.personal, false);
  });

  it('is refused without its frame, with a sentence that quotes nothing of it', () => {
    const whole = anActivity(ADDRESS);
    const broken: readonly unknown[] = [
      null,
      [],
      'hello',
      { type: 5 },
      { ...whole, from: null },
      { ...whole, from: 'secret' },
      { ...whole, from: { id: 5 } },
      { ...whole, type: undefined },
      { ...whole, conversation: undefined },
      { ...whole, conversation: { id: '' } },
      { ...whole, recipient: [] },
      { ...whole, serviceUrl: 'x'.repeat(5000) },
      { ...whole, channelId: undefined },
    ];

    for (const body of broken) {
      const reading = readActivity(body);
      assert.ok(!reading.ok);
      assert.match(reading.sentence, /^(?:Send one activity|The activity has no usable [\w.]+\.$)/);
      assert.doesNotMatch(reading.sentence, /secret|xxx/);
    }
  });

  it('survives every other part having the wrong shape', () => {
    const wrong = [null, 5, 'text', [], {}, [null, 5], { tenant: 5 }, { action: [] }];
    const fields = ['id', 'name', 'action', 'replyToId', 'text', 'value', 'entities'];
    fields.push('membersAdded', 'membersRemoved', 'channelData', 'deliveryMode');

    for (const field of fields) {
      for (const value of wrong) assert.ok(readActivity(anActivity(ADDRESS, { [field]: value })).ok, field);
    }
  });
});

describe('Words', () => {
  function words(text: string, overrides = {}): string {
    return read(aMessage(ADDRESS, text, overrides)).text;
  }

  it('lose every mention of the bot and keep those of people', () => {
    const entities = [
      { type: 'mention', mentioned: { id: BOT }, text: '<at>Roundtable</at>' },
      { type: 'mention', mentioned: { id: '29:alex' }, text: '<at>Alex</at>' },
    ];

    assert.equal(
      words('<at>Roundtable</at>&nbsp;tell <at>Alex</at> <at>Roundtable</at>', { entities }),
      'tell Alex',
    );
  });

  it('lose markup and odd spaces', () => {
    assert.equal(words('<p>check\u00a0ins</p>\n'), 'check ins');
  });

  it('keep what only looks like markup', () => {
    assert.equal(words('a < b and c > d &amp;lt; e'), 'a < b and c > d &lt; e');
  });

  it('survive mentions of any shape', () => {
    const entities = [null, 5, { type: 'mention' }, { type: 'mention', mentioned: null, text: 3 }];

    assert.equal(words('hello', { entities }), 'hello');
  });
});

describe('A press', () => {
  it('carries its verb and data', () => {
    const { press, place } = read(aPress(ADDRESS, 'check-ins/save', { id: 'a', status: 'Complete' }));

    assert.deepEqual(press, { verb: 'check-ins/save', data: { id: 'a', status: 'Complete' } });
    assert.deepEqual(place, {
      personal: true,
      message: { conversation: 'a:megan', activity: 'card-1', serviceUrl: ADDRESS },
    });
  });

  it('may carry no data', () => {
    assert.deepEqual(read(aPress(ADDRESS, 'general/help', null)).press?.data, {});
  });

  it('is nothing when the verb is no word or the data is no object', () => {
    const presses = [
      aPress(ADDRESS, '', {}),
      aPress(ADDRESS, 'v'.repeat(300), {}),
      aPress(ADDRESS, 'general/help', ['a']),
      aPress(ADDRESS, 'general/help', 'a'),
      ...[null, 'text', [], { action: null }, { action: { verb: 5 } }, { action: { verb: { a: 1 } } }].map(
        (value) => aPress(ADDRESS, '', {}, { value }),
      ),
    ];

    for (const press of presses) assert.equal(read(press).press, undefined);
  });

  it('cannot bring a prototype', () => {
    const hostile = JSON.parse('{"__proto__":{"admin":true},"id":"a"}') as object;

    const data = read(aPress(ADDRESS, 'general/help', hostile)).press?.data;

    assert.deepEqual(Object.keys(data ?? {}), ['id']);
    assert.equal((data as { admin?: boolean }).admin, undefined);
  });

  it('of the old kind has its verb among the data', () => {
    const submitted = anActivity(ADDRESS, { value: { verb: 'check-ins/save', status: 'Complete' } });

    assert.deepEqual(read(submitted).press, { verb: 'check-ins/save', data: { status: 'Complete' } });
  });

  it('of the old kind without a verb is nothing', () => {
    assert.equal(read(anActivity(ADDRESS, { value: { status: 'Complete' } })).press, undefined);
  });
});

describe('A change of members', () => {
  it('lists those who can be named and drops the rest', () => {
    const { added } = read(
      anActivity(ADDRESS, {
        ...IN_TEAM,
        membersAdded: [
          null,
          { id: '29:a', aadObjectId: 'aaaa' },
          { id: '29:b', aadObjectId: '../x' },
          { id: 5 },
        ],
      }),
    );

    assert.deepEqual(added, [
      { user: '29:a', objectId: 'aaaa' },
      { user: '29:b', objectId: undefined },
    ]);
  });
});
