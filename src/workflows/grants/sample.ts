/** The grants of the sample: a real year, and a round that takes proposals, with three of invented figures in it. */
import { addDays } from '../../shared/calendar.js';
import { newId } from '../../shared/ids.js';
import type { Context, Notification } from '../workflow.js';
import { fieldsFrom } from './proposal/answers.js';
import { recordAward } from './money/book.js';
import { applicantId } from './proposal/case.js';
import { financialYear, proposedPots } from './round/form.js';
import { applicants, proposals } from './proposal/proposal.js';
import { nextReference } from './proposal/reference.js';
import { grantRounds } from './round/round.js';
import type { GrantRound } from './round/round.js';
import { sampleYear } from './sample-year.js';

/** The award of 2016/17 to 2023/24, from the partnership's papers. */
const AWARD = 3_966_100;
/** Who proposes in the sample: somebody without a Teams account, so that nobody's list begins with strangers' work. */
const CONTACT = 'sam.okafor@probation.example';

const INVENTED = [
  {
    ...{ title: 'Sample: safer journeys home', asked: '4,800', organisation: 'probation-service' },
    what: 'Two evening patrols a week with volunteers, and a guide for venues.',
    ...{ who: 'People going home late in two towns', priority: 'Preventing Neighbourhood Crime and ASB' },
  },
  {
    ...{
      title: 'Sample: scams awareness for carers',
      asked: '1,837.50',
      organisation: 'kcc-trading-standards',
    },
    what: 'Six sessions and a leaflet on how doorstep and online scams begin.',
    ...{ who: 'Paid and family carers', priority: 'Safeguarding Vulnerable People' },
  },
  {
    ...{ title: 'Sample: young drivers', asked: '6,250', organisation: 'opcc' },
    what: 'A day for each of five colleges with the people who attend collisions.',
    ...{ who: 'About 900 students of 17 and 18', priority: 'Road Safety' },
  },
];

export async function sample(
  read: (name: string) => Uint8Array,
  context: Context,
): Promise<readonly Notification[]> {
  const { store, now, today, directory } = context;
  await sampleYear(read, context);
  const round = await store.put(grantRounds, {
    ...{
      id: newId(),
      version: 0,
      year: financialYear(today),
      state: 'open',
      awardPence: AWARD,
      award: 'indicative',
    },
    pots: proposedPots(AWARD, 'two'),
    unlock: [{ kind: 'upfront decided' }],
    closesOn: addDays(today, 21),
    ...{ focus: [], questions: [], criteria: ['It does not duplicate other funding'] },
    voting: { kind: 'majority', threshold: 50, quorumBy: 'ballot' },
    createdAt: now.toISOString(),
  });
  const [coordinator] = await directory.membersWith('coordinator');
  await recordAward(context, round, coordinator?.id ?? 'roundtable');
  for (const each of INVENTED) await propose(context, round, each);
  return [];
}

async function propose(
  context: Context,
  round: GrantRound,
  { title, asked, organisation, what, who, priority }: (typeof INVENTED)[number],
): Promise<void> {
  const { store, now, directory } = context;
  const contact = (await directory.memberByEmail(CONTACT))?.id ?? '';
  const answers = { title, asked, organisation, what, who, pot: 'upfront', priorities: priority };
  const proposal = await store.put(proposals, {
    ...{
      id: newId(),
      version: 0,
      round: round.id,
      state: 'proposed',
      form: 'expression',
      contact,
      pot: 'upfront',
    },
    ...fieldsFrom(answers),
    answers,
    reference: await nextReference(context),
    ...{ createdAt: now.toISOString(), proposedAt: now.toISOString() },
  });
  if (contact === '') return;
  const applicant = {
    id: applicantId(proposal.id, contact),
    version: 0,
    proposal: proposal.id,
    member: contact,
  };
  await store.put(applicants, applicant);
}
