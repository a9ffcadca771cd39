/** Who stands in for the holders of a post, from a day until a day. */
import type { Member } from '../../directory.js';
import { isActive } from '../../directory.js';
import { collection } from '../../store/store.js';
import type { Stored } from '../../store/store.js';
import type { Context } from '../workflow.js';
import { leadsOf } from './plan.js';
import type { PlanAction } from './plan.js';

export interface Deputy extends Stored {
  /** The post, as the partnership file names it. */
  readonly post: string;
  readonly member: string;
  /** ISO dates, both included. */
  readonly from: string;
  readonly until: string;
}

export const deputies = collection<Deputy>('check-ins.deputies', [['post', 'until']]);

/** Deputies of a post that are not over yet, by the day on which they end. */
export function deputiesOfPost({ store, today }: Context, post: string): Promise<readonly Deputy[]> {
  return store.find(deputies, { where: { post }, by: 'until', from: today });
}

/** The members who stand in today for the leads of an action, each once; not those who lead it anyway. */
export async function deputiesOf(
  context: Context,
  { posts }: Pick<PlanAction, 'posts'>,
): Promise<readonly Member[]> {
  const found = new Map<string, Member>();
  for (const post of posts) {
    for (const deputy of await deputiesOfPost(context, post)) {
      const member = await context.directory.member(deputy.member);
      if (deputy.from <= context.today && member !== undefined && isActive(member)) {
        found.set(member.id, member);
      }
    }
  }
  return [...found.values()];
}

/** The leads of an action and, after them, who stands in for them today; each once. */
export async function leadsAndDeputies(
  context: Context,
  action: Pick<PlanAction, 'posts'>,
): Promise<readonly Member[]> {
  const all = [...(await leadsOf(context, action)), ...(await deputiesOf(context, action))];
  return all.filter(({ id }, index) => all.findIndex((each) => each.id === id) === index);
}
