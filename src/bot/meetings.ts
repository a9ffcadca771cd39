/** Who the bot gets to know and loses: installations, teams, and every word and press. */
import type { Message } from '../message.js';
import type { Incoming } from './activity.js';
import type { ApplicationParts } from './application.js';
import { forgetChannels, forgetContact, keepChannel, keepContact, keepTeamMembers } from './conversations.js';
import { profileOf, teamMembers } from './roster.js';

/** People stored in one transaction, so that a large team does not hold up everybody else. */
const BATCH = 100;

export interface Meetings {
  /** After a word or a press: keeps how the speaker, and the channel, can be written to. */
  keep(incoming: Incoming): Promise<void>;
  /** The app was added or removed. The welcome is given here and nowhere else. */
  installed(incoming: Incoming): Promise<void>;
  /** Members came or went, the bot among them: nobody is welcomed a second time. */
  changed(incoming: Incoming): Promise<void>;
}

export function openMeetings(parts: ApplicationParts): Meetings {
  const { adapter, background, messenger, reached, router, store, wake } = parts;

  async function keep(incoming: Incoming): Promise<void> {
    if (incoming.scope !== 'personal') await keepChannel(store, incoming);
    if (await meet(incoming)) wake();
  }

  /** True when the speaker can be written to now and could not before. */
  async function meet(incoming: Incoming): Promise<boolean> {
    const kept = await keepContact(store, incoming, reached);
    if (kept !== 'unknown') return kept === 'reachable now';
    // Asked for once, in a one-to-one chat: it tells whether they are on the list of members by address.
    const profile = incoming.scope === 'personal' ? await profileOf(adapter, incoming) : undefined;
    return (await keepContact(store, incoming, reached, profile ?? {})) === 'reachable now';
  }

  async function installed(incoming: Incoming): Promise<void> {
    if (incoming.action === 'remove') return forget(incoming);
    // An upgrade of the app is nothing to the person.
    if (incoming.action === 'add-upgrade') return keep(incoming);
    if (incoming.action !== 'add') return;

    const isNew = await meet(incoming);
    if (incoming.scope !== 'personal') await keepChannel(store, incoming);
    background.start('welcome', async () => {
      const message = await firstWords(incoming);
      if (message !== undefined) await messenger.reply(incoming, message);
      // After the welcome: what waited for this person should not be the first thing they see.
      if (isNew) wake();
    });
  }

  function firstWords(incoming: Incoming): Promise<Message> | undefined {
    if (incoming.scope !== 'personal') return router.introduce();
    return incoming.speaker && router.welcome(incoming.speaker);
  }

  async function changed(incoming: Incoming): Promise<void> {
    const isBot = ({ user }: { user: string }): boolean => user === incoming.bot;
    if (incoming.removed.some(isBot)) return forget(incoming);
    if (incoming.scope === 'personal') {
      if (incoming.added.length > 0) await keep(incoming);
      return;
    }
    if (incoming.added.some(isBot)) {
      await keepChannel(store, incoming);
      background.start('read who is in a team', () => keepRoster(incoming));
    }
    if (await keepTeamMembers(store, incoming, incoming.added, reached)) wake();
  }

  async function keepRoster(incoming: Incoming): Promise<void> {
    if (incoming.team.id === '') return;
    for await (const people of teamMembers(adapter, incoming)) {
      for (let start = 0; start < people.length; start += BATCH) {
        const some = people.slice(start, start + BATCH);
        if (await keepTeamMembers(store, incoming, some, reached)) wake();
      }
    }
  }

  async function forget(incoming: Incoming): Promise<void> {
    if (incoming.scope !== 'personal') return forgetChannels(store, incoming);
    if (incoming.speaker !== undefined) await forgetContact(store, incoming.speaker.account);
  }

  return { keep, installed, changed };
}
