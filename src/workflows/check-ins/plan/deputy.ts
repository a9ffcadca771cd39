/** Who stands in for the holders of a post, on the days that the partnership file names. */
import type { Member } from '../../../directory.js';
import type { Context } from '../../workflow.js';
import { leadsOf } from './plan.js';
import type { PlanAction } from './plan.js';

/** The deputies of an action's posts today; each once. */
export async function deputiesOf(
  { partnership, directory, today }: Context,
  action: Pick<PlanAction, 'posts'>,
): Promise<readonly Member[]> {
  const found = new Map<string, Member>();
  for (const { deputies } of partnership.posts.filter(({ name }) => action.posts.includes(name))) {
    for (const { email } of deputies.filter(({ from, to }) => from <= today && today <= to)) {
      const member = await directory.memberByEmail(email);
      if (member !== undefined) found.set(member.id, member);
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
