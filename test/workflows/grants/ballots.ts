/** A ballot as its people go through it, card by card. */
import { members } from '../../../src/directory.js';
import { ballots } from '../../../src/workflows/grants/ballot/ballot.js';
import type { Ballot } from '../../../src/workflows/grants/ballot/ballot.js';
import { proposals } from '../../../src/workflows/grants/proposal/proposal.js';
import { grantRounds } from '../../../src/workflows/grants/round/round.js';
import type { VotingRule } from '../../../src/workflows/grants/round/round.js';
import { buttonsOf, openHouse, strangersAccount, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { aProposal, aRound } from './records.js';

export const ALEX = 'Alex Wilber';
export const [MEGAN, ADELE, ISAIAH, PATTI, LYNNE] = [
  ...['Megan Bowen', 'Adele Vance', 'Isaiah Langer', 'Patti Fernandez', 'Lynne Robbins'],
] as [string, string, string, string, string];
/** Of the Working Group, without a seat. */
export const SEEN_ONLY = 'Grady Archie';
/** Of Kent Police and the Working Group: who may stand in for Megan. */
export const NESTOR = 'Nestor Wilke';

/** An empty house with the Working Group in it, on 26 April 2023. */
export async function openBallotHouse(): Promise<House> {
  const house = await openHouse({ empty: true, now: '2023-04-26T09:00:00Z' });
  await house.inside(async (tx) => {
    for (const name of [SEEN_ONLY, NESTOR]) {
      await tx.put(members, {
        ...{ id: name.toLowerCase().replace(' ', '-'), version: 0, name, standing: 'active' },
        ...{
          organisation: name === NESTOR ? 'kent-police' : 'opcc',
          email: `${name.split(' ')[0]!.toLowerCase()}@kcsp.example`,
        },
        ...{ account: strangersAccount(name), roles: ['working-group'] },
      });
    }
  });
  for (const name of [ALEX, MEGAN, ADELE, ISAIAH, PATTI, LYNNE, SEEN_ONLY, NESTOR]) await house.meet(name);
  return house;
}

/** A closed round with a proposal of Kent Police and one of the PCC's office, and a ballot on both. */
export async function opened(house: House, voting: Partial<VotingRule> = {}): Promise<Shown> {
  await house.inside(async (tx) => {
    const rule = { kind: 'majority', threshold: 50, quorumBy: 'ballot', ...voting } as const;
    await tx.put(grantRounds, aRound({ version: 0, state: 'closed', voting: rule }));
    await tx.put(
      proposals,
      aProposal({ version: 0, id: 'p1', title: 'Signs', organisation: 'opcc', askedPence: 2_000_000 }),
    );
    await tx.put(
      proposals,
      aProposal({
        version: 0,
        id: 'p2',
        title: 'Cameras',
        organisation: 'kent-police',
        askedPence: 724_000,
      }),
    );
  });
  const round = await house.send(ALEX, 'grants/round', { round: aRound().id });
  const form = await house.press(ALEX, round, 'Open a ballot');
  return sent(house, await house.press(ALEX, form, 'Open the ballot', { closesOn: '2023-05-05' }));
}
/** Presses *Ask 6 people to vote*, or however many they are. */
export function sent(house: House, sure: Shown): Promise<Shown> {
  return house.press(ALEX, sure, buttonsOf(sure.card)[0]!.title);
}
export async function begun(house: House, name: string): Promise<Shown> {
  const declare = await house.press(name, house.inbox(name).at(-1)!, 'Begin');
  return house.press(name, declare, 'Declare and go on');
}
export async function voted(
  house: House,
  name: string,
  proposal: string,
  choice: string,
  reason = '',
  place = '',
): Promise<Shown> {
  const { id } = await ballotOf(house);
  const form = await house.send(name, 'grants/vote', { ballot: id, proposal });
  return form.card === undefined ? form : house.press(name, form, 'Save my vote', { choice, reason, place });
}
export async function ballotOf(house: House): Promise<Ballot> {
  const [found] = await house.inside((tx) =>
    tx.find(ballots, { where: { round: aRound().id }, by: 'openedAt' }),
  );
  return found!;
}
export async function closed(house: House): Promise<Shown> {
  const desk = await house.say(ALEX, 'ballot');
  return house.press(ALEX, await house.press(ALEX, desk, 'Close the ballot'), 'Close the ballot');
}
export const textOf = ({ card }: Shown): string => wordsOf(card).join('\n');
