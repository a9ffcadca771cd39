/** A year's money as a coordinator enters it, card by card. */
import assert from 'node:assert/strict';
import { entries } from '../../../src/workflows/grants/money/ledger.js';
import type { Entry } from '../../../src/workflows/grants/money/ledger.js';
import { grantRounds } from '../../../src/workflows/grants/round/round.js';
import { inputsOf, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';

export const ALEX = 'Alex Wilber';

interface Start {
  readonly year: string;
  readonly pots?: 'one' | 'two';
  /** The last day for proposals. */
  readonly closesOn: string;
  /** One project a line, with its year. */
  readonly lockedBy?: string;
}

/** Opens the round of a year with the papers' £39,661; answers its id. */
export async function openYear(
  house: House,
  { year, pots = 'two', closesOn, lockedBy }: Start,
): Promise<string> {
  const form = await house.say(ALEX, 'new grant round');
  await house.press(ALEX, form, 'Continue', { year, award: '£39,661', standing: 'confirmed', pots });
  const [round] = await house.inside((tx) => tx.find(grantRounds, { where: { year }, by: 'createdAt' }));
  const data = { round: round!.id };
  if (lockedBy !== undefined) {
    const lock = await house.send(ALEX, 'grants/change-unlock', data);
    await house.press(ALEX, lock, 'Save', { projects: lockedBy });
  }
  const dates = await house.send(ALEX, 'grants/change-dates', data);
  await house.press(ALEX, await house.press(ALEX, dates, 'Save', { closesOn }), 'Open for proposals');
  return round!.id;
}

/** Adds an approved project; answers its card. */
export async function addProject(
  house: House,
  {
    title,
    approved,
    pot,
    contact = '',
  }: Readonly<Record<'title' | 'approved', string>> & { pot?: string; contact?: string },
): Promise<Shown> {
  const form = await house.press(ALEX, await house.say(ALEX, 'funding'), 'Add a project');
  const typed = {
    title,
    approved,
    organisation: 'kent-county-council',
    contact,
    ...(pot !== undefined && { pot }),
  };
  const card = await house.press(ALEX, form, 'Save', typed);
  assert.equal(wordsOf(card.card)[0], title);
  return card;
}

/** Adds a project and allocates to it all that was approved. */
export async function fundProject(house: House, title: string, approved: string): Promise<Shown> {
  const form = await house.press(ALEX, await addProject(house, { title, approved }), 'Allocate');
  const check = await house.press(ALEX, form, 'Continue', { why: 'Approved by the PCC' });
  const recorded = await house.press(ALEX, check, `Record ${approved}`);
  assert.equal(wordsOf(recorded.card)[0], 'Recorded: allocation');
  return recorded;
}

/** Takes a step from the year's card through its form to what it says it will do. */
export async function checked(
  house: House,
  button: string,
  typed: Readonly<Record<string, string>>,
): Promise<Shown> {
  const form = await house.press(ALEX, await house.say(ALEX, 'funding'), button);
  return house.press(ALEX, form, 'Continue', {
    why: 'Agreed by the Working Group',
    ...(await choose(form, typed)),
  });
}

/** A project is chosen by its title, as people do. */
async function choose(
  { card }: Shown,
  typed: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const options = JSON.stringify(card);
  return Object.fromEntries(
    Object.entries(typed).map(([field, value]) => {
      if (field !== 'project' && field !== 'from') return [field, value];
      const title = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      const found = new RegExp(`"title":"${title}[^"]*","value":"([^"]+)"`).exec(options);
      assert.ok(found !== null || inputsOf(card)[field] !== undefined, `${value} cannot be chosen`);
      return [field, found?.[1] ?? value];
    }),
  );
}

export function ledgerOf(house: House, year: string): Promise<readonly Entry[]> {
  return house.inside((tx) => tx.find(entries, { where: { year }, by: 'at' }));
}
