import assert from 'node:assert/strict';
import { members } from '../../../src/directory.js';
import { keepAction } from '../../../src/workflows/check-ins/plan/change.js';
import { planActions } from '../../../src/workflows/check-ins/plan/plan.js';
import { asks } from '../../../src/workflows/check-ins/round/round.js';
import { buttonsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';

// Both are of Kent County Council; Isaiah leads, Alex coordinates.
const ISAIAH = 'Isaiah Langer';
const ALEX = 'Alex Wilber';
const MEGAN = 'Megan Bowen';
const PATTI = 'Patti Fernandez';

describe('An action passed to a colleague', () => {
  let house: House;
  let list: Shown;
  let asked: number;

  beforeEach(async () => {
    house = await openHouse();
    for (const name of [ISAIAH, ALEX, MEGAN]) await house.meet(name);
    list = house.inbox(ISAIAH)[0]!;
    asked = countOf(list);
  });
  afterEach(() => house.close());

  /** `0 of 4 answered`: how many there are. */
  function countOf(shown: Shown): number {
    const line = wordsOf(shown.card).find((word) => / of \d+ answered$/.test(word))!;
    return Number(/of (\d+)/.exec(line)![1]);
  }
  async function passOn(): Promise<Shown> {
    const form = await house.press(ISAIAH, list, 'Pass to a colleague');
    const alex = (await house.member(ALEX)).id;
    return house.press(ISAIAH, form, 'Pass on', { colleague: alex, note: 'I am at a conference.' });
  }
  async function tickOn(...days: readonly string[]): Promise<void> {
    for (const day of days) {
      house.at(`2026-${day}T10:00:00Z`);
      await house.tick();
    }
  }
  const lastTo = (name: string): string => wordsOf(house.inbox(name).at(-1)!.card).join(' | ');

  it('is asked of the colleague, with the message, and moves when they accept', async () => {
    const passed = await passOn();
    const request = house.inbox(ALEX).at(-1)!;
    const accepted = await house.press(ALEX, request, 'Accept');
    const again = await house.press(ALEX, request, 'Accept');
    const own = await house.send(ISAIAH, 'check-ins/actions', pressOf(list));

    assert.match(passed.text, /passed to Alex Wilber\.$/);
    assert.equal(countOf(accepted), 1);
    assert.equal(countOf(again), 1);
    assert.equal(countOf(own), asked - 1);
  });

  it('shows the colleague who asks, what, and why', async () => {
    await passOn();

    const words = lastTo(ALEX);

    assert.match(words, /^Isaiah Langer asks you to answer for /);
    assert.match(words, /Isaiah Langer writes: I am at a conference\./);
    assert.match(words, /It goes back to Isaiah Langer on 25 November 2026/);
  });

  it('offers colleagues of the own organisation alone, and refuses anybody else', async () => {
    const form = await house.press(ISAIAH, list, 'Pass to a colleague');
    const wrong = await house.press(ISAIAH, form, 'Pass on', { colleague: (await house.member(MEGAN)).id });

    assert.match(JSON.stringify(form.card), /Alex Wilber/);
    assert.doesNotMatch(JSON.stringify(form.card), /Megan Bowen/);
    assert.ok(wordsOf(wrong.card).includes('Choose a colleague from the list'));
    assert.equal(house.inbox(MEGAN).length, 1);
  });

  it('is not passed to somebody who is away', async () => {
    await house.say(ALEX, 'away until 7 December');
    const form = await house.press(ISAIAH, list, 'Pass to a colleague');

    const wrong = await house.press(ISAIAH, form, 'Pass on', { colleague: (await house.member(ALEX)).id });

    assert.ok(
      wordsOf(wrong.card).includes('Alex Wilber is away until 7 December 2026: choose somebody else'),
    );
  });

  it('says that there is nobody, when there is nobody', async () => {
    const form = await house.press(MEGAN, house.inbox(MEGAN)[0]!, 'Pass to a colleague');

    assert.ok(
      wordsOf(form.card).some((word) => word.startsWith('Nobody else of Kent Police is on the list')),
    );
    assert.ok(buttonsOf(form.card).every(({ title }) => title !== 'Pass on'));
  });

  it('is yours again when declined, and the digest says so once', async () => {
    await passOn();
    const declined = await house.press(ALEX, house.inbox(ALEX).at(-1)!, 'Decline');

    await tickOn('11-24');
    const words = lastTo(ISAIAH);
    const before = house.inbox(ISAIAH).length;
    await house.press(ALEX, declined, 'My items');
    await tickOn('11-24');

    assert.match(declined.text, /^You declined 6\.1\. It is for Isaiah Langer to answer, who is told\.$/);
    assert.match(words, /is yours again \| Alex Wilber declined .*[^.]\. Answer for it, or pass/);
    assert.equal(house.inbox(ISAIAH).length, before);
    assert.equal(countOf(await house.send(ISAIAH, 'check-ins/actions', pressOf(list))), asked);
  });

  describe('on the card of the lead who passed it on', () => {
    it('says until when, and then what the colleague decided', async () => {
      const passed = await passOn();
      const said = wordsOf(passed.card).join(' | ');
      await house.press(ALEX, house.inbox(ALEX).at(-1)!, 'Decline');
      const declined = wordsOf(house.inbox(ISAIAH)[0]!.card).join(' | ');
      await house.send(ISAIAH, 'check-ins/actions', pressOf(list));
      await passOn();
      await house.press(ALEX, house.inbox(ALEX).at(-1)!, 'Accept');
      const accepted = wordsOf(house.inbox(ISAIAH)[0]!.card).join(' | ');

      assert.match(
        said,
        /until Alex Wilber accepts\. If Alex Wilber declines, or has not accepted before 25 November 2026, it is yours to answer, and I tell you\./,
      );
      assert.match(declined, /Alex Wilber declined 6\.1\. It is yours to answer\./);
      assert.match(accepted, /Alex Wilber accepted 6\.1\. It has left your list\./);
      assert.equal(house.inbox(ISAIAH).length, 1);
    });

    it('is left alone once the lead went back to their actions, where they may be typing', async () => {
      const shown = await house.press(ISAIAH, await passOn(), 'Back to my actions');

      await house.press(ALEX, house.inbox(ALEX).at(-1)!, 'Decline');

      assert.equal(countOf(shown), asked);
      assert.equal(countOf(house.inbox(ISAIAH)[0]!), asked);
    });
  });

  it('reminds the colleague the day after, and comes back after two working days', async () => {
    await passOn();
    const request = house.inbox(ALEX).at(-1)!;

    await tickOn('11-24');
    const reminded = lastTo(ALEX);
    await tickOn('11-25');
    const late = await house.press(ALEX, request, 'Accept');

    assert.match(reminded, /Isaiah Langer asks you to answer for .*it goes back on 25 November 2026\./);
    assert.match(lastTo(ISAIAH), /is yours again \| Alex Wilber has not accepted/);
    assert.match(late.text, /^You did not accept .* in time\. It is for Isaiah Langer to answer\.$/);
    assert.equal(countOf(await house.send(ISAIAH, 'check-ins/actions', pressOf(list))), asked);
  });

  it('can be passed on again after it came back', async () => {
    await passOn();
    await house.press(ALEX, house.inbox(ALEX).at(-1)!, 'Decline');
    const before = house.inbox(ALEX).length;

    await passOn();
    const accepted = await house.press(ALEX, house.inbox(ALEX).at(-1)!, 'Accept');

    assert.equal(house.inbox(ALEX).length, before + 1);
    assert.equal(countOf(accepted), 1);
  });

  it('is asked once, however often the form is sent', async () => {
    const form = await house.press(ISAIAH, list, 'Pass to a colleague');
    const typed = { colleague: (await house.member(ALEX)).id };
    await house.press(ISAIAH, form, 'Pass on', typed);
    await house.press(ISAIAH, form, 'Pass on', typed);

    assert.equal(house.inbox(ALEX).filter(({ text }) => text.includes('asks you to answer')).length, 1);
  });

  it('can be taken back, which the message to the colleague says', async () => {
    const passed = await passOn();
    const shown = await house.press(ISAIAH, passed, 'Take it back');
    const late = await house.send(ALEX, 'check-ins/accept-action', pressOf(house.inbox(ALEX).at(-1)!));

    assert.equal(countOf(shown), asked);
    assert.match(lastTo(ALEX), /Isaiah Langer took .* back\. Nothing more is asked of you\./);
    assert.match(late.text, /^Nothing was passed on to you here/);
  });

  it('stands in the items of both', async () => {
    await passOn();

    const theirs = await house.say(ALEX, 'my items');
    const own = await house.say(ISAIAH, 'my items');

    assert.ok(wordsOf(theirs.card).some((word) => word.startsWith('Isaiah Langer asks you to answer')));
    assert.ok(wordsOf(own.card).some((word) => word.endsWith('passed to Alex Wilber')));
  });

  it("is nobody else's business", async () => {
    await passOn();
    const data = pressOf(house.inbox(ALEX).at(-1)!);

    for (const action of ['asked-over', 'accept-action', 'decline-action', 'take-back-action']) {
      const { text } = await house.send(MEGAN, `check-ins/${action}`, data);
      assert.match(text, /^Nothing was passed on to you here/, action);
    }
  });

  describe('in a check-in that has closed', () => {
    async function close(): Promise<void> {
      const round = await house.press(ALEX, await house.say(ALEX, 'check-ins'), 'Open');
      await house.press(ALEX, await house.press(ALEX, round, 'Close'), 'Close the check-in');
    }
    const ended = "The check-in 'Check-in for 10 December 2026' closed on 23 November 2026.";

    for (const title of ['Accept', 'Decline']) {
      it(`is not the colleague’s any more: "${title}" turns into how it stands`, async () => {
        await passOn();
        const request = house.inbox(ALEX).at(-1)!;
        await close();

        const shown = await house.press(ALEX, request, title);

        assert.deepEqual(wordsOf(shown.card).slice(1), [`${ended} Nothing more is asked of you.`]);
        assert.ok(!buttonsOf(shown.card).some((button) => button.title === title));
      });
    }

    it('is the list as it stands for a lead who would pass it on', async () => {
      const form = await house.press(ISAIAH, list, 'Pass to a colleague');
      await close();

      for (const late of [
        await house.press(ISAIAH, list, 'Pass to a colleague'),
        await house.press(ISAIAH, form, 'Pass on', { colleague: (await house.member(ALEX)).id }),
        await house.press(ISAIAH, form, 'Pass on', { colleague: '' }),
      ]) {
        assert.ok(wordsOf(late.card)[1]?.startsWith(ended), late.text);
        const titles = buttonsOf(late.card).map(({ title }) => title);
        assert.ok(titles.includes('Record it for the next check-in'));
        assert.ok(!titles.includes('Pass to a colleague'));
      }
    });
  });

  describe('and marked as restricted afterwards', () => {
    /** Patti sees no restricted action of others: she coordinates nothing. */
    async function passToPatti(): Promise<Shown> {
      await house.meet(PATTI);
      const patti = await house.member(PATTI);
      await house.inside((tx) => tx.put(members, { ...patti, organisation: 'kent-county-council' }));
      const form = await house.press(ISAIAH, list, 'Pass to a colleague');
      await house.press(ISAIAH, form, 'Pass on', { colleague: patti.id });
      return house.inbox(PATTI).at(-1)!;
    }
    async function mark(): Promise<string> {
      const { action } = buttonsOf(list.card)[0]!.data;
      return house.inside(async (tx, context) => {
        const before = (await tx.get(planActions, String(action)))!;
        await keepAction(context, before, { ...before, restricted: true }, { by: '', why: 'Sensitive' });
        return before.text;
      });
    }
    const ownOf = (name: string): Promise<Shown> => house.send(name, 'check-ins/actions', pressOf(list));

    it('is its lead’s again although the colleague accepted it, who reads nothing of it any more', async () => {
      const accepted = await house.press(PATTI, await passToPatti(), 'Accept');
      const number = countOf(accepted);
      const without = countOf(await ownOf(ISAIAH));
      const words = await mark();

      await tickOn('11-24', '11-24');

      assert.equal(without, asked - 1);
      assert.equal(countOf(await ownOf(ISAIAH)), asked);
      assert.equal(countOf(await ownOf(PATTI)), number - 1);
      assert.ok(!lastTo(PATTI).includes(words));
      const notices = house
        .inbox(PATTI)
        .filter(({ text }) => text.startsWith('What Isaiah Langer passed to you'));
      assert.equal(notices.length, 1);
      assert.match(
        lastTo(ISAIAH),
        /is yours again \| It is restricted now, so Patti Fernandez does not see it/,
      );
      const missing = await house.press(
        ALEX,
        await house.press(ALEX, await house.say(ALEX, 'check-ins'), 'Open'),
        'Who has not replied',
      );
      assert.ok(
        wordsOf(missing.card).some((word) => word.startsWith(`Isaiah Langer: 0 of ${asked} answered`)),
      );
    });

    it('is its lead’s again although it was passed on twice', async () => {
      await house.press(PATTI, await passToPatti(), 'Accept');
      const megan = await house.member(MEGAN);
      await house.inside((tx) => tx.put(members, { ...megan, organisation: 'kent-county-council' }));
      const { action, round } = buttonsOf(list.card)[0]!.data;
      const form = await house.send(PATTI, 'check-ins/pass-on', { action, round });
      await house.press(PATTI, form, 'Pass on', { colleague: megan.id });
      await house.press(MEGAN, house.inbox(MEGAN).at(-1)!, 'Accept');
      await mark();

      // In the evening, when nothing moves to the holders of posts.
      house.at('2026-11-23T20:00:00Z');
      await house.tick();

      const asked = await house.inside((tx) => tx.find(asks, { where: { round: String(round) } }));
      const isaiah = await house.member(ISAIAH);
      assert.deepEqual(
        asked.filter(({ actions }) => actions.includes(String(action))).map(({ member }) => member),
        [isaiah.id],
      );
    });

    it('is not asked of the colleague any more, who has not accepted it yet', async () => {
      const request = await passToPatti();
      const words = await mark();

      await tickOn('11-24');
      const late = await house.press(PATTI, request, 'Accept');

      assert.match(late.text, /^Nothing was passed on to you here/);
      assert.ok(!JSON.stringify(house.inbox(PATTI)).includes(words));
      assert.equal(countOf(await ownOf(ISAIAH)), asked);
      assert.match(lastTo(ISAIAH), /is yours again/);
    });
  });

  it('stays with the colleague who accepted it when the lead’s post changes hands', async () => {
    await passOn();
    await house.press(ALEX, house.inbox(ALEX).at(-1)!, 'Accept');
    const { email } = await house.member(MEGAN);
    const isaiah = await house.member(ISAIAH);
    for (const post of house.partnership.posts.filter(({ holders }) => holders.includes(isaiah.email!))) {
      Object.assign(post, { holders: [email] });
    }
    await tickOn('11-24');

    assert.equal(countOf(await house.send(ALEX, 'check-ins/actions', pressOf(list))), 1);
    assert.equal(countOf(await house.say(MEGAN, 'check-ins')), 5 + asked - 1);
  });

  it('is not given back to a lead whose post changed hands meanwhile', async () => {
    await passOn();
    await house.press(ALEX, house.inbox(ALEX).at(-1)!, 'Decline');
    const { email } = await house.member(MEGAN);
    const isaiah = await house.member(ISAIAH);
    for (const post of house.partnership.posts.filter(({ holders }) => holders.includes(isaiah.email!))) {
      Object.assign(post, { holders: [email] });
    }

    await tickOn('11-24', '11-25');

    assert.ok(
      !house
        .inbox(ISAIAH)
        .some(({ card }) => wordsOf(card).some((word) => word.endsWith('6.1 is yours again'))),
    );
  });

  it('reminds the colleague of it, not the lead, once it was accepted', async () => {
    for (;;) {
      const left = buttonsOf(list.card).some(({ title }) => title === 'Nothing has changed');
      if (countOf(list) === 1 || !left) break;
      const answered = wordsOf(list.card).filter((word) => word.startsWith('Last status')).length;
      if (answered === 1) break;
      list = await house.press(ISAIAH, list, 'Nothing has changed');
    }
    await passOn();
    await house.press(ALEX, house.inbox(ALEX).at(-1)!, 'Accept');
    const before = house.inbox(ISAIAH).length;

    await tickOn('11-25', '11-30');

    assert.equal(house.inbox(ISAIAH).length, before);
    assert.match(lastTo(ALEX), /1 of 1 action to answer\. Answers are due today\./);
  });

  /** What the first button of a card with ids sends. */
  function pressOf(shown: Shown): object {
    return buttonsOf(shown.card)[0]!.data;
  }
});
