import assert from 'node:assert/strict';
import type { Message } from '../../src/message.js';
import { BOT, aMessage, aPress, anActivity } from './activities.js';
import { startBot } from './running-bot.js';
import type { BotOptions, RunningBot } from './running-bot.js';

describe('A turn', () => {
  let bot: RunningBot;
  let address: string;

  async function start(options?: BotOptions): Promise<void> {
    bot = await startBot(options);
    address = bot.connector.serviceUrl;
  }

  afterEach(() => bot.stop());

  it('answers a press with its card and sends nothing', async () => {
    await start();

    const { status, body } = await bot.post(aPress(address, 'check-ins/save', { id: 'a' }));

    assert.equal(status, 200);
    assert.deepEqual(JSON.parse(body), {
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: { type: 'AdaptiveCard', data: { id: 'a' } },
    });
    await bot.stop();
    assert.deepEqual(bot.connector.calls, []);
  });

  it('answers a press with a sentence when the router has no card', async () => {
    await start({ router: { press: () => Promise.resolve({ text: 'Voting closed on 3 May 2026.' }) } });

    const { body } = await bot.post(aPress(address, 'grants/vote'));

    assert.deepEqual(JSON.parse(body), {
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'Voting closed on 3 May 2026.',
    });
  });

  it('gives each of 200 people who press at once their own card', async () => {
    // As a card for one person does: it asks to be refreshed for them alone.
    const press = async (
      _verb: string,
      data: object,
      { account }: { account: string },
    ): Promise<Message> => ({
      text: '',
      card: { data, account, refresh: { userIds: [account] } },
    });
    await start({ router: { press } });

    const people = Array.from({ length: 200 }, (_, number) => ({ number, id: `${number}`.padStart(8, '0') }));
    const answers = await Promise.all(
      people.map(({ number, id }) =>
        bot.post(aPress(address, 'check-ins/open', { number }, { from: { id, name: id, aadObjectId: id } })),
      ),
    );

    for (const { number, id } of people) {
      const { value } = JSON.parse(answers[number]?.body ?? '') as {
        value: { account: string; data: object };
      };
      assert.match(value.account, new RegExp(`/${id}$`));
      assert.deepEqual(value.data, { number });
    }
    await bot.stop();
    assert.deepEqual(bot.connector.calls, []);
  });

  it('answers a press without a usable verb, and does not ask the router', async () => {
    await start();

    for (const value of [null, {}, { action: { verb: 5 } }, { action: { verb: 'a/b', data: [] } }]) {
      const { status, body } = await bot.post(aPress(address, '', {}, { value }));
      assert.equal(status, 200);
      assert.equal((JSON.parse(body) as { statusCode: number }).statusCode, 400);
    }
    assert.deepEqual(bot.asked, []);
  });

  it('does not let somebody act whom Teams does not name', async () => {
    await start();

    const { body } = await bot.post(aPress(address, 'check-ins/save', {}, { from: { id: '29:megan' } }));

    assert.match(body, /Teams does not say who you are/);
    assert.deepEqual(bot.asked, []);
  });

  it('turns a fault into a reference that is in the log', async () => {
    await start({ router: { press: () => Promise.reject(new Error('secret of the database')) } });

    const { status, body } = await bot.post(aPress(address, 'check-ins/save'));

    assert.equal(status, 200);
    assert.doesNotMatch(body, /secret/);
    const [, reference = ''] = /The reference is (\w+)\./.exec(body) ?? [];
    assert.notEqual(reference, '');
    assert.match(bot.log.join(''), new RegExp(reference));
  });

  it('answers a message in its conversation, with no mention in what was heard', async () => {
    await start();
    const entities = [{ type: 'mention', mentioned: { id: BOT }, text: '<at>Roundtable</at>' }];

    const { status } = await bot.post(aMessage(address, '<at>Roundtable</at> check-ins\n', { entities }));
    const [call] = await bot.connector.received(1);

    assert.equal(status, 200);
    assert.deepEqual(bot.asked, ['hear check-ins']);
    assert.equal(call?.conversation, 'a:megan');
    assert.equal(call.body['text'], 'You said check-ins, Megan Bowen.');
  });

  it('answers a mention alone with a greeting', async () => {
    await start();
    const entities = [{ type: 'mention', mentioned: { id: BOT }, text: '<at>Roundtable</at>' }];

    await bot.post(aMessage(address, '<at>Roundtable</at>', { entities }));

    assert.deepEqual(bot.asked, ['hear hello']);
  });

  it('sends a card with its summary as the fallback', async () => {
    await start({
      router: {
        hear: () => Promise.resolve({ text: 'A check-in is open.', card: { type: 'AdaptiveCard' } }),
      },
    });

    await bot.post(aMessage(address, 'hello'));
    const [call] = await bot.connector.received(1);

    assert.equal(call?.body['summary'], 'A check-in is open.');
    assert.deepEqual(call.body['attachments'], [
      { contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard' } },
    ]);
  });

  it('answers a message that is delivered again once', async () => {
    await start();
    const message = aMessage(address, 'hello');

    const answers = await Promise.all([bot.post(message), bot.post(message)]);
    const late = await bot.post(message);
    await bot.stop();

    assert.deepEqual(
      [...answers, late].map(({ status }) => status),
      [200, 200, 200],
    );
    assert.deepEqual(bot.asked, ['hear hello']);
    assert.equal(bot.connector.calls.length, 1);
  });

  it('takes the same id from another conversation as another message', async () => {
    await start();
    const conversation = { id: 'a:other', conversationType: 'personal' };

    await bot.post(aMessage(address, 'hello', { id: '1' }));
    await bot.post(aMessage(address, 'hello', { id: '1', conversation }));

    assert.equal(bot.asked.length, 2);
  });

  it('treats a submitted form with a verb as a press, answered by a message', async () => {
    await start();

    await bot.post(anActivity(address, { value: { verb: 'check-ins/save', status: 'Complete' } }));
    const [call] = await bot.connector.received(1);

    assert.deepEqual(bot.asked, ['press check-ins/save']);
    assert.equal(call?.body['summary'], 'Recorded.');
  });

  it('lets a picture or a form of somebody else pass', async () => {
    await start();

    for (const more of [{}, { text: null, value: null }, { value: { a: 1 } }, { attachments: [{}] }]) {
      assert.equal((await bot.post(anActivity(address, more))).status, 200);
    }
    await bot.stop();

    assert.deepEqual(bot.asked, []);
    assert.deepEqual(bot.connector.calls, []);
  });

  it('sends nothing of its own while a message takes long', async () => {
    let finish: (message: Message) => void = () => undefined;
    const heard = new Promise<Message>((resolve) => (finish = resolve));
    await start({ router: { hear: () => heard } });

    const answer = bot.post(aMessage(address, 'hello'));
    // The SDK would send "typing" after one second, whatever its option says.
    setTimeout(() => finish({ text: 'Here.' }), 1200);
    await answer;
    await bot.stop();

    assert.deepEqual(
      bot.connector.calls.map(({ body }) => body['type']),
      ['message'],
    );
  });

  it('is finished before a stop is', async () => {
    await start();
    bot.connector.fail({ status: 429, headers: { 'retry-after': '0' } });

    await bot.post(aMessage(address, 'hello'));
    await bot.stop();

    assert.deepEqual(
      bot.connector.calls.map(({ what }) => what),
      ['post', 'post'],
    );
  });

  it('does not send an answer again that may have been sent', async () => {
    await start();
    bot.connector.fail({ status: 503 });

    await bot.post(aMessage(address, 'hello'));
    await bot.stop();

    assert.equal(bot.connector.calls.length, 1);
    assert.match(bot.log.join(''), /may have been sent/);
  });
});
