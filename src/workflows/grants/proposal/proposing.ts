/** What a partner does with a proposal: begin, write, check, propose, grow. Withdrawing is in withdrawing.ts. */
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { numberOf, textOf } from '../../../shared/parse.js';
import type { Action, ActorContext, Handler, Input, Notification } from '../../workflow.js';
import { fieldsFrom, mayBeProposed, missingIn, readSection } from './answers.js';
import type { Answers } from './answers.js';
import { ownListCard, roundChoice } from './own-cards.js';
import { readCard, receivedCard, sectionCard, taskListCard, titleOf } from './cards.js';
import { applicantId, caseOf, loadCase, mayChange, mustBeChangeable, sectionOf } from './case.js';
import type { Case } from './case.js';
import { applicants, proposals } from './proposal.js';
import type { Proposal } from './proposal.js';
import { nextReference } from './reference.js';
import { TEAM } from './sections.js';
import type { Section } from './sections.js';
import { mayManageGrants } from '../policy.js';
import { tellTeam } from '../told.js';
import { mustTakeProposals, takesProposals } from '../round/life.js';
import { loadRound, roundsIn } from '../round/round.js';
import type { GrantRound } from '../round/round.js';

/** *propose*, and the button of a round: the first section of a proposal that is kept once it is saved. */
export const propose: Handler = async (input, context) => {
  const id = textOf(input.data, 'round');
  if (id !== '') return begin(context, await loadRound(context.store, id));
  const open = (await roundsIn(context.store, 'open')).filter((round) =>
    takesProposals(round, context.today),
  );
  if (open.length > 1) return { reply: roundChoice(open) };
  if (open[0] !== undefined) return begin(context, open[0]);
  return { reply: 'No grant round is open for proposals now. Say grants to see how the rounds stand.' };
};

async function begin(context: ActorContext, round: GrantRound): ReturnType<Handler> {
  mustTakeProposals(round, context.today);
  const found = await caseOf(context, blank(context, round, newId()));
  return { reply: sectionCard(found, sectionOf(found, 'idea')) };
}

/** A coordinator begins one of the team's, which recuses none of the organisations in it, and may say whose it is. */
function blank({ actor, now }: ActorContext, round: GrantRound, id: string): Proposal {
  const organisation = mayManageGrants(actor) ? TEAM : actor.organisation;
  return {
    ...{ id, version: 0, round: round.id, reference: '', state: 'draft', form: 'expression', title: '' },
    ...{ organisation, partners: [], contact: actor.id, askedPence: 0, costs: [] },
    pot: round.pots[0]?.id ?? 'single',
    answers: { organisation },
    createdAt: now.toISOString(),
    proposedAt: '',
  };
}

/** The proposal that is written: the one the button names, or a new one that the form began. */
async function underWay(input: Input, context: ActorContext): Promise<Case> {
  const id = textOf(input.data, 'proposal');
  if ((await context.store.get(proposals, id)) !== undefined) return loadCase(input, context);
  if (numberOf(input.data, 'version') !== 0 || !/^[a-z0-9]{16}$/.test(id)) return loadCase(input, context);
  return caseOf(context, blank(context, await loadRound(context.store, textOf(input.data, 'round')), id));
}

export const openSection: Handler = async (input, context) => {
  const found = await loadCase(input, context);
  const section = sectionOf(found, textOf(input.data, 'section'));
  mustBeChangeable(found, context.today, section.id);
  return { reply: sectionCard(found, section) };
};

/** Saves one section. A proposal that is proposed keeps what it was proposed with. */
export const saveSection: Action = {
  async handle(input, context) {
    const found = await underWay(input, context);
    const section = sectionOf(found, textOf(input.data, 'section'));
    const read = readSection(
      section,
      input.data,
      found.proposal.state === 'draft' ? 'nothing' : 'expression',
    );
    if (!read.ok) return read;
    mustBeChangeable(found, context.today, section.id);
    mustSaySomething(found.proposal, section, read.value);
    if (isSame(found.proposal, read.value)) return { reply: taskListCard(found, context) };
    mustBeCurrent(found.proposal, read.value, numberOf(input.data, 'version'));
    const proposal = await keep(context, found, section.id, read.value);
    const notify =
      found.proposal.reopened?.section === section.id ? await tellOfChange(context, proposal) : [];
    return {
      reply: taskListCard(await caseOf(context, proposal), context, `Saved: ${section.title}.`),
      notify,
    };
  },
  form: async (typed, trouble, context) => {
    const found = await underWay(typed, context);
    return sectionCard(found, sectionOf(found, textOf(typed.data, 'section')), {
      typed: typed.data,
      ...trouble,
    });
  },
};

/** @throws {UserError} when nothing is typed where nothing stood: nobody is told that it was saved */
function mustSaySomething({ answers }: Proposal, { title }: Section, next: Answers): void {
  const some = Object.entries(next).some(([field, answer]) => `${answer}${answers[field] ?? ''}` !== '');
  if (some) return;
  throw new UserError(
    'grants.nothingTyped',
    `Nothing is filled in yet: ${title}. Fill in what you know and save it; you can go on later.`,
  );
}

function isSame({ answers, version }: Proposal, next: Answers): boolean {
  return version > 0 && Object.entries(next).every(([field, answer]) => (answers[field] ?? '') === answer);
}

/** @throws {UserError} when a co-applicant saved the same section since the form was opened */
function mustBeCurrent(proposal: Proposal, next: Answers, version: number): void {
  if (proposal.version === version || version === 0) return;
  const touched = Object.keys(next).some((field) => (proposal.answers[field] ?? '') !== '');
  if (!touched) return;
  throw new UserError(
    'grants.savedMeanwhile',
    'This proposal was saved since you opened the form, perhaps by a co-applicant. Save again to keep your words.',
  );
}

async function keep(
  context: ActorContext,
  found: Case,
  section: string,
  written: Answers,
): Promise<Proposal> {
  const { reopened, ...proposal } = found.proposal;
  const answers = { ...proposal.answers, ...written };
  const pot = found.round.pots.find(({ id }) => id === answers.pot)?.id ?? proposal.pot;
  const saved = await context.store.put(proposals, {
    ...proposal,
    ...fieldsFrom(answers),
    ...{ answers, pot },
    ...(reopened !== undefined && reopened.section !== section && { reopened }),
  });
  if (proposal.version === 0) await addApplicant(context, saved.id, context.actor.id);
  return saved;
}

export async function addApplicant({ store }: ActorContext, proposal: string, member: string): Promise<void> {
  await store.put(applicants, { id: applicantId(proposal, member), version: 0, proposal, member });
}

function tellOfChange(context: ActorContext, proposal: Proposal): Promise<readonly Notification[]> {
  const { actor } = context;
  const sentence = `${proposal.reference}: ${actor.name} saved the section that you asked to change.`;
  return tellTeam(
    context,
    {
      ...{ heading: titleOf(proposal), sentence, open: 'Open the proposal' },
      ...{ verb: 'grants/read', press: { proposal: proposal.id } },
    },
    `grants.changed:${proposal.id}:${proposal.version}`,
    actor.id,
  );
}

/** The task list. */
export const showProposal: Handler = async (input, context) => {
  // Back from a new form that was never saved.
  const kept = await context.store.get(proposals, textOf(input.data, 'proposal'));
  if (kept === undefined) return { reply: await ownListCard(context, 0) };
  return { reply: taskListCard(await loadCase(input, context), context) };
};

export const showOwn: Handler = async (input, context) => ({
  reply: await ownListCard(context, numberOf(input.data, 'page')),
});

/** Everything as it would be sent. */
export const check: Handler = async (input, context) => {
  const found = await loadCase(input, context);
  const data = { proposal: found.proposal.id };
  const ready =
    found.proposal.state === 'draft' &&
    mayBeProposed(found.sections, found.proposal) &&
    mayChange(found, context.today);
  return {
    reply: readCard(found, numberOf(input.data, 'page'), {
      ...{ heading: 'Check your answers', verb: 'grants/check' },
      asks: found.sections.some(({ id }) => mayChange(found, context.today, id)),
      actions: [
        ...(ready ? [{ title: 'Propose', verb: 'grants/submit', data }] : []),
        { title: 'Back to the sections', verb: 'grants/proposal', data },
      ],
    }),
  };
};

export const submit: Handler = async (input, context) => {
  const found = await loadCase(input, context);
  const { proposal, round, sections } = found;
  if (proposal.state !== 'draft') return { reply: taskListCard(found, context) };
  mustTakeProposals(round, context.today);
  if (!mayBeProposed(sections, proposal)) {
    const expression = { form: 'expression' as const, answers: proposal.answers };
    throw new UserError(
      'grants.notComplete',
      `Before it can be proposed, enter what is missing. ${missingIn(sections, expression).join('; ')}.`,
    );
  }
  const proposed = await context.store.put(proposals, {
    ...proposal,
    state: 'proposed',
    reference: proposal.reference === '' ? await nextReference(context) : proposal.reference,
    proposedAt: context.now.toISOString(),
  });
  return { reply: receivedCard({ ...found, proposal: proposed }) };
};

/** Makes an expression of interest a full proposal: more sections, nothing lost. */
export const grow: Handler = async (input, context) => {
  const found = await loadCase(input, context);
  if (found.proposal.form === 'full') return { reply: taskListCard(found, context) };
  mustBeChangeable(found, context.today);
  const proposal = await context.store.put(proposals, { ...found.proposal, form: 'full' });
  const notice = 'It is a full proposal now. Save its sections one by one, in any order.';
  return { reply: taskListCard(await caseOf(context, proposal), context, notice) };
};
