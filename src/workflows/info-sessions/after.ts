/** Materials and recording, for those who came and those who could not. */
import { formData } from '../../shared/form-card.js';
import type { Trouble } from '../../shared/form-card.js';
import { optionalLink, optionalText, parse } from '../../shared/parse.js';
import { invalid } from '../../shared/result.js';
import { count } from '../../shared/text.js';
import { z } from 'zod';
import type { Action, Card, Context, Handler, Notification } from '../workflow.js';
import { attendedOf } from './attendance.js';
import { sessionCard } from './cards-coordinator.js';
import { loadChangeable } from './draft.js';
import { invitations } from './invitation.js';
import { mustBePublished, sessions } from './session.js';
import type { Session } from './session.js';
import { signUps } from './sign-up.js';

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
    const { came, others } = await peopleOf(context, next);
    const notify: Notification[] = [...came, ...others].map((member) => ({
      to: { kind: 'member', id: member },
      card: materialsCard(next, came.includes(member)),
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

/** Those who came; and those with a place, on a list, or asked, who did not. */
async function peopleOf(
  { store }: Context,
  session: Session,
): Promise<{ readonly came: readonly string[]; readonly others: readonly string[] }> {
  const came = (await attendedOf(store, session.id)).map(({ member }) => member);
  const signed = await store.find(signUps, { where: { session: session.id } });
  const asked = await store.find(invitations, { where: { session: session.id, answer: 'not coming' } });
  const others = new Set([...signed.map(({ member }) => member), ...asked.map(({ member }) => member)]);
  return { came, others: [...others].filter((member) => !came.includes(member)) };
}

async function materialsFormCard(context: Context, session: Session, trouble: Trouble = {}): Promise<Card> {
  const { came, others } = await peopleOf(context, session);
  const start = session.materials ?? { recording: '', papers: '', note: '' };
  return {
    template: 'info-sessions/materials-form',
    summary: `Materials of ${session.title}`,
    data: {
      title: session.title,
      sentence: `They go to ${count(came.length, 'person', 'people')} who came and ${others.length} who could not.`,
      send: `Send to ${count(came.length + others.length, 'person', 'people')}`,
      ...formData(FIELDS, start, trouble),
      press: { session: session.id, version: session.version },
    },
  };
}

function materialsCard({ id, title, materials }: Session, came: boolean): Card {
  const { recording = '', papers = '', note = '' } = materials ?? {};
  const sentence = came
    ? 'What was shown in the session you came to.'
    : 'You could not be there: this is what was shown.';
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
      feedback: came,
      press: { session: id },
    },
  };
}
