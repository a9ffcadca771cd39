/** What applicants are told of their proposal, each in their own chat. */
import type { Context, Notification } from '../../workflow.js';
import { applicants } from '../proposal/proposal.js';
import type { Proposal } from '../proposal/proposal.js';
import type { FunderRequest } from './request.js';

/** @param request the decision that it is about; otherwise the proposal's own state makes it said once */
export async function tellApplicants(
  { store }: Pick<Context, 'store'>,
  { id, version }: Proposal,
  heading: string,
  sentence: string,
  request?: FunderRequest,
): Promise<readonly Notification[]> {
  const about = request === undefined ? `${id}:${version}` : `${request.id}:${request.version}`;
  const data = {
    heading,
    sentence,
    open: 'Open the proposal',
    verb: 'grants/proposal',
    press: { proposal: id },
  };
  return (await store.find(applicants, { where: { proposal: id } })).map(({ member }) => ({
    to: { kind: 'member', id: member },
    card: { template: 'grants/told', summary: sentence, data },
    key: `grants.told:${about}:${member}`,
  }));
}
