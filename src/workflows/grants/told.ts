/** What people are told without having asked: a sentence, and a button that leads on. */
import type { Context, Notification } from '../workflow.js';
import { applicants } from './proposal/proposal.js';

export interface Told {
  readonly heading: string;
  readonly sentence: string;
  /** The button's title, and what it presses. */
  readonly open: string;
  readonly verb: string;
  readonly press: object;
}

/** @param key what is said once: several messages of one occasion end in each member's id */
export function tell(member: string, { sentence, ...rest }: Told, key: string): Notification {
  return {
    to: { kind: 'member', id: member },
    card: { template: 'grants/told', summary: sentence, data: { sentence, ...rest } },
    key,
  };
}

/** Everybody who applies with a proposal. */
export async function tellApplicants(
  { store }: Pick<Context, 'store'>,
  proposal: string,
  { heading, sentence }: Pick<Told, 'heading' | 'sentence'>,
  key: string,
): Promise<readonly Notification[]> {
  const open = { open: 'Open the proposal', verb: 'grants/proposal', press: { proposal } };
  const all = await store.find(applicants, { where: { proposal } });
  return all.map(({ member }) => tell(member, { heading, sentence, ...open }, `${key}:${member}`));
}

/** The coordinating team. @param but who did it, and knows */
export async function tellTeam(
  { directory }: Pick<Context, 'directory'>,
  told: Told,
  key: string,
  but?: string,
): Promise<readonly Notification[]> {
  const team = await directory.membersWith('coordinator');
  return team.filter(({ id }) => id !== but).map(({ id }) => tell(id, told, `${key}:${id}`));
}
