/** The bulletin's own page for a member, what they asked to hear, and which channels take part. */
import { textOf } from '../../shared/parse.js';
import { UserError } from '../../shared/errors.js';
import type { ActorContext, Card, Handler, Item as Waiting } from '../workflow.js';
import { homeCard } from './cards-home.js';
import { closedSentence, issues, issuesAtDesk } from './issue/issue.js';
import { NEXT, STATES, bulletinItems, isLive, isUndecided, referenceOf } from './item/item.js';
import type { Item } from './item/item.js';
import { itemsOf } from './issue/order.js';
import { places, wantInvitations } from './places.js';
import type { Place } from './places.js';
import { mayAnswer, mayEditBulletin, mustEditBulletin } from './policy.js';
import { button, rowButton, sheetCard } from './sheet.js';

/** *bulletin*. */
export const showHome: Handler = async (_input, context) => ({ reply: await homeCard(context) });

/** Whether the bot asks a member for items each month. */
export const setInvite: Handler = async (input, context) => {
  const wanted = textOf(input.data, 'invite');
  if (wanted !== 'yes' && wanted !== 'no') return { reply: await homeCard(context) };
  await wantInvitations(context.store, context.actor.id, wanted === 'yes');
  const notice =
    wanted === 'yes' ? 'I ask you when the next issue opens.' : 'I do not ask you for items any more.';
  return { reply: await homeCard(context, notice) };
};

/** Which channels get the bulletin, and in which one the desk sees new items. */
export const showChannels: Handler = async (_input, context) => {
  mustEditBulletin(context.actor);
  return { reply: await channelsCard(context) };
};

const USES = { desk: 'Shows new items to the team', bulletin: 'Gets invitations and the bulletin' } as const;

export const setChannel: Handler = async (input, context) => {
  mustEditBulletin(context.actor);
  const { store, directory } = context;
  const id = textOf(input.data, 'channel');
  const use = textOf(input.data, 'use');
  const channel = (await directory.channels()).find((each) => each.id === id);
  if (channel === undefined) {
    throw new UserError(
      'bulletin.noChannel',
      'I am not in this channel any more. Add me to it in Teams first.',
    );
  }
  const known = await store.get(places, id);
  if (use === 'none' && known !== undefined) await store.remove(places, id);
  else if (use in USES && known?.use !== use) {
    await store.put(places, { id, version: known?.version ?? 0, use: use as Place['use'] });
  }
  return { reply: await channelsCard(context) };
};

const MOST_CHANNELS = 20;

async function channelsCard({ directory, store }: ActorContext): Promise<Card> {
  const rows = [];
  for (const { id, name } of (await directory.channels()).slice(0, MOST_CHANNELS)) {
    const use = (await store.get(places, id))?.use;
    const title = name === '' ? 'A group chat' : name;
    const others = (['desk', 'bulletin'] as const).filter((each) => each !== use);
    const names = { desk: 'For the desk', bulletin: 'For the bulletin' };
    rows.push({
      title,
      text: use === undefined ? 'Not used' : USES[use],
      buttons: [
        ...others.map((each) => rowButton(names[each], 'set-channel', { channel: id, use: each }, title)),
        ...(use === undefined
          ? []
          : [rowButton('Do not use', 'set-channel', { channel: id, use: 'none' }, title)]),
      ],
    });
  }
  return sheetCard({
    heading: 'Channels of the e-bulletin',
    lines: [
      rows.length === 0
        ? 'I am in no channel yet. Add me to a team in Teams, then come back here.'
        : 'The desk’s channel shows new items to the team; other channels get invitations and the bulletin.',
    ],
    groups: [{ title: 'Channels', rows }],
    first: [button('Desk', 'desk')],
  });
}

/** For *my items*: drafts, questions of the desk, what can still change; and the desk's own work. */
export async function items(context: ActorContext): Promise<readonly Waiting[]> {
  const { actor, store, partnership } = context;
  const own = await store.find(bulletinItems, {
    where: { by: actor.id },
    by: 'createdAt',
    order: 'descending',
    limit: 20,
  });
  const found: Waiting[] = [];
  for (const item of own) {
    if (item.state !== 'draft' && !isLive(item)) continue;
    const issue = await store.get(issues, item.issue);
    const answer = mayAnswer(actor, item, issue);
    const closed = issue !== undefined && issue.state !== 'open' && !answer;
    const detail = closed
      ? `${STATES[item.state]}. ${closedSentence(issue, partnership.team.mailbox)}`
      : `${STATES[item.state]}.`;
    found.push({
      waiting: item.state === 'draft' || answer,
      title: item.state === 'draft' ? item.headline : `${referenceOf(item, partnership)}: ${item.headline}`,
      detail,
      open: { verb: 'bulletin/item', data: { item: item.id }, title: 'Open' },
    });
  }
  return mayEditBulletin(actor) ? [...found, ...(await deskItems(context))] : found;
}

async function deskItems(context: ActorContext): Promise<readonly Waiting[]> {
  const all: Item[] = [...(await itemsOf(context.store, NEXT))];
  for (const { id } of await issuesAtDesk(context)) all.push(...(await itemsOf(context.store, id)));
  const waiting = all.filter((item) => isUndecided(item) && item.state === 'waiting').length;
  if (waiting === 0) return [];
  return [
    {
      waiting: true,
      title: 'Bulletin desk',
      detail: `${waiting} ${waiting === 1 ? 'item waits' : 'items wait'} for a decision.`,
      open: { verb: 'bulletin/desk', data: {}, title: 'Open the desk' },
    },
  ];
}
