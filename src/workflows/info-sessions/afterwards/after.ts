/** Materials and recording, for those who came and those who could not. */
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { optionalLink, optionalText, parse } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import { count } from '../../../shared/text.js';
import { z } from 'zod';
import type { Action, Card, Context, Handler, Notification } from '../../workflow.js';
import { attendedOf } from './attendance.js';
import { sessionCard } from '../session/cards.js';
import { loadChangeable } from '../session/draft.js';
import { invitations } from '../places/invitation.js';
import { presenceOf } from './presence.js';
import type { Presence } from './presence.js';
import { mustBePublished, sessions } from '../session/session.js';
import type { Session } from '../session/session.js';
import { signUps } from '../places/sign-up.js';

const KINDS = ['came', 'supposed', 'others'] as const;
const FIELDS = ['recording', 'papers', 'note'] as const;

const form = z.object({
  recording: optionalLink('Enter a link that starts with https://, or leave it empty'),
  papers: optionalLink('Enter a link that starts with https://, or leave it empty'),
  note: optionalText('the word', 1000),
});

export const openMaterials: Handler = async (input, context) => {
  const session = await loadChangeable(input, context);
  mustBePublished(session);
  return { reply: await materialsFormCard(context, session) };
};

/** Everybody who came or wanted to gets them; what is sent again in other words updates that message. */
export const saveMaterials: Action = {
  async handle(input, context) {
    const read = parse(form, input.data);
    const session = await loadChangeable(input, context);
    mustBePublished(session);
    if (!read.ok) return read;
    const { recording, papers } = read.value;
    if (recording === '' && papers === '')
      return invalid({ papers: 'Enter the link to the recording or to the materials' });
    if (JSON.stringify(session.materials) === JSON.stringify(read.value)) {
      return { reply: await sessionCard(context, session) };
    }
    const next = await context.store.put(sessions, { ...session, materials: read.value });
    const people = await peopleOf(context, next);
    const notify: Notification[] = KINDS.flatMap((kind) =>
      people[kind].map((member) => ({ member, card: materialsCard(next, kind) })),
    ).map(({ member, card }) => ({
      to: { kind: 'member', id: member },
      card,
      key: `info-sessions.materials:${next.id}:${member}:${next.version}`,
      replaces: `info-sessions.materials:${next.id}:${member}`,
    }));
    return {
      reply: await sessionCard(context, next, `Sent to ${count(notify.length, 'person', 'people')}.`),
      notify,
    };
  },
  form: async (typed, trouble, context) =>
    materialsFormCard(context, await loadChangeable(typed, context), { typed: typed.data, ...trouble }),
};

/** Those who came or had a place; and whoever was on a list, asked, or did not come. */
async function peopleOf({ store, now }: Context, session: Session): Promise<Presence> {
  const attended = await attendedOf(store, session.id);
  const signed = await store.find(signUps, { where: { session: session.id } });
  const asked = await store.find(invitations, { where: { session: session.id, answer: 'not coming' } });
  const { came, supposed, others } = presenceOf(session, attended, signed, now);
  const there = new Set([...came, ...supposed]);
  const could = new Set([...others, ...asked.map(({ member }) => member)]);
  return { came, supposed, others: [...could].filter((member) => !there.has(member)) };
}

async function materialsFormCard(context: Context, session: Session, trouble: Trouble = {}): Promise<Card> {
  const { came, supposed, others } = await peopleOf(context, session);
  const who = `${count(came.length, 'person', 'people')} who came`;
  const rest = `${others.length} who could not`;
  const start = session.materials ?? { recording: '', papers: '', note: '' };
  return {
    template: 'info-sessions/materials-form',
    summary: `Materials of ${session.title}`,
    data: {
      title: session.title,
      sentence:
        supposed.length === 0
          ? `They go to ${who} and ${rest}.`
          : `They go to ${who}, ${supposed.length} with a place and on no saved list, and ${rest}.`,
      send: `Send to ${count(came.length + supposed.length + others.length, 'person', 'people')}`,
      ...formData(FIELDS, start, trouble),
      press: { session: session.id, version: session.version },
    },
  };
}

const SENTENCES = {
  came: 'What was shown in the session you came to.',
  supposed: 'What was shown in the session you had a place in.',
  others: 'You could not be there: this is what was shown.',
} as const;

function materialsCard({ id, title, materials }: Session, kind: keyof Presence): Card {
  const { recording = '', papers = '', note = '' } = materials ?? {};
  const sentence = SENTENCES[kind];
  return {
    template: 'info-sessions/materials',
    summary: `${title}: ${sentence}`,
    data: {
      heading: title,
      sentence,
      note,
      links: [
        { title: 'Open the recording', url: recording },
        { title: 'Open the materials', url: papers },
      ].filter(({ url }) => url !== ''),
      feedback: kind !== 'others',
      press: { session: id },
    },
  };
}
