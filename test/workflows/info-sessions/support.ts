/** What tests of information sessions do over and over: a session on the air, in two forms and a press. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { sessions } from '../../../src/workflows/info-sessions/session/session.js';
import type { Session } from '../../../src/workflows/info-sessions/session/session.js';
import { signUps } from '../../../src/workflows/info-sessions/places/sign-up.js';
import type { SignUp } from '../../../src/workflows/info-sessions/places/sign-up.js';
import { nodesOf, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';

export const ALEX = 'Alex Wilber';
export const MEGAN = 'Megan Bowen';
export const ADELE = 'Adele Vance';
export const ISAIAH = 'Isaiah Langer';
export const PATTI = 'Patti Fernandez';
export const GENERAL = '19:general@thread.tacv2';

const WHAT = {
  title: 'Neighbourhood Policing',
  day: '2026-12-09',
  from: '10:00',
  to: '11:00',
  how: 'hybrid',
};
const WHERE = {
  venue: 'County Hall, Maidstone',
  places: '2',
  link: 'https://teams.example/1',
  virtualPlaces: '',
};

/** A draft from the two first forms; the answer is its preview. */
export async function drafted(
  house: House,
  what: Record<string, string> = {},
  where: Record<string, string> = {},
): Promise<Shown> {
  const form = await house.say(ALEX, 'new session');
  const places = await house.press(ALEX, form, 'Continue', { ...WHAT, ...what });
  return house.press(ALEX, places, 'Save', { ...WHERE, ...where });
}

/** A published session, shown in the General channel. */
export async function published(
  house: House,
  what: Record<string, string> = {},
  where: Record<string, string> = {},
  audience: Record<string, string> = {},
): Promise<Session> {
  const preview = await drafted(house, what, where);
  const { session } = dataOf(preview, 'More sections');
  const form = await house.send(ALEX, 'info-sessions/audience', { session });
  const again = await house.press(ALEX, form, 'Save', { channels: GENERAL, ...audience });
  await house.press(ALEX, again, 'Publish');
  return latest(house, String(session));
}

export function latest(house: House, id: string): Promise<Session> {
  return house.inside(async (tx) => (await tx.get(sessions, id))!);
}

export function signUpsOf(house: House, session: Session): Promise<readonly SignUp[]> {
  return house.inside((tx) => tx.find(signUps, { where: { session: session.id } }));
}

export function press(session: Session, mode: string, date = 0): object {
  return { session: session.id, date: session.dates[date]!.id, mode };
}

/** Takes a place from the personal chat, with the button of a card. */
export function take(house: House, name: string, session: Session, mode: string, date = 0): Promise<Shown> {
  return house.send(name, 'info-sessions/take', press(session, mode, date));
}

export function says(shown: Shown | undefined): string {
  return [shown?.text ?? '', ...wordsOf(shown?.card)].join(' | ');
}

/** Says in the session, by its code, that they are there. */
export async function isHere(house: House, name: string, session: Session): Promise<void> {
  const form = await house.say(name, 'I am here');
  await house.press(name, form, 'I am here', { code: session.dates[0]!.code });
}

function dataOf(shown: Shown, title: string): Record<string, unknown> {
  const text = JSON.stringify(shown.card);
  const button = (JSON.parse(text) as { body: { actions?: { title: string; data: object }[] }[] }).body
    .flatMap(({ actions = [] }) => actions)
    .find((each) => each.title === title);
  if (button === undefined) throw new Error(`No button '${title}' on ${says(shown)}`);
  return { ...button.data };
}

/** Publishes the collected changes. */
export async function publishChanges(house: House, session: Session): Promise<Session> {
  const preview = await house.send(ALEX, 'info-sessions/preview', { session: session.id });
  await house.press(ALEX, preview, 'Publish the changes');
  return latest(house, session.id);
}

/** A second date, in person for five, a week after the first. */
export async function withSecondDate(house: House, session: Session): Promise<Session> {
  const form = await house.send(ALEX, 'info-sessions/date', { session: session.id, date: '' });
  const second = { day: '2026-12-16', from: '10:00', to: '11:00', how: 'in-person' };
  const where = await house.press(ALEX, form, 'Continue', second);
  await house.press(ALEX, where, 'Save', { venue: 'County Hall, Maidstone', places: '5' });
  return publishChanges(house, session);
}

/** What its buttons open in a browser. */
export function linksOf(shown: Shown | undefined): readonly string[] {
  return nodesOf(shown?.card).flatMap(({ type, title, url }) =>
    type === 'Action.OpenUrl' ? [`${String(title)}: ${String(url)}`] : [],
  );
}

/** The files in which a word stands, among all their bytes. */
export async function filesWith(folder: string, word: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const each of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!each.isFile()) continue;
    const bytes = await readFile(path.join(each.parentPath, each.name));
    if (bytes.includes(word)) found.push(each.name);
  }
  return found;
}
