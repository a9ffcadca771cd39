/** What every member may see: what is kept about them, and the organisations. */
import type { Handler } from '../workflow.js';
import { organisationListCard, ownCard } from './cards.js';
import { numberOf } from '../../shared/parse.js';

export const showOwn: Handler = async (_input, context) => ({ reply: ownCard(context) });

export const showOrganisations: Handler = async (input, context) => ({
  reply: organisationListCard(context, numberOf(input.data, 'page')),
});
