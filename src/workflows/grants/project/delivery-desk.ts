/** What a funded project does: updates until it is delivered, then feedback; and a coordinator who asks. */
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { textOf } from '../../../shared/parse.js';
import { shorten } from '../../../shared/text.js';
import type { Action, ActorContext, Handler, Input, MaterialSource } from '../../workflow.js';
import { loadBook, record, startAgain } from '../money/book.js';
import { ownProjectsCard, updateCard, updateFormCard } from './delivery-cards.js';
import { projectCard } from './cards.js';
import { isApplicant, proposalsOfMember } from '../proposal/case.js';
import { moveTo } from '../funder/desk.js';
import { mayManageGrants, mustManageGrants } from '../policy.js';
import { loadFunded, projectName, projects } from './project.js';
import type { Funded } from './project.js';
import { applicants } from '../proposal/proposal.js';
import { latestUpdate, parseFeedback, parseUpdate, updates } from './update.js';
import type { Update, Words } from './update.js';
import { tell } from '../told.js';

/** *my projects*: the actor's own, the newest first. */
export const showOwnProjects: Handler = async (_input, context) => ({
  reply: ownProjectsCard(await ownProjects(context)),
});

export async function ownProjects({ store, actor }: ActorContext): Promise<readonly Funded[]> {
  const own: Funded[] = [];
  for (const proposal of await proposalsOfMember(store, actor.id)) {
    const project = await store.get(projects, proposal.id);
    if (project !== undefined) own.push({ project, proposal });
  }
  return own;
}

export const openUpdate: Handler = async (input, context) => {
  const funded = await loadOwn(input, context);
  mustOweSomething(funded);
  return { reply: updateFormCard(funded, await latestUpdate(context.store, funded.project.id), newId()) };
};

const formAgain: Action['form'] = async (typed, trouble, context) => {
  const funded = await loadOwn(typed, context);
  const last = await latestUpdate(context.store, funded.project.id);
  return updateFormCard(funded, last, textOf(typed.data, 'update'), { typed: typed.data, ...trouble });
};

export const saveUpdate: Action = {
  async handle(input, context) {
    const funded = await loadOwn(input, context);
    const known = await recorded(input, context, funded);
    if (known !== undefined) return { reply: known };
    if (funded.project.delivery === 'delivered') return openUpdate(input, context);
    const form = parseUpdate(input.data);
    if (!form.ok) return form;
    return { reply: await keep(input, context, funded, form.value, 'update') };
  },
  form: formAgain,
};

export const saveFeedback: Action = {
  async handle(input, context) {
    const funded = await loadOwn(input, context);
    const known = await recorded(input, context, funded);
    if (known !== undefined) return { reply: known };
    mustOweSomething(funded);
    if (funded.project.delivery !== 'delivered') return openUpdate(input, context);
    const form = parseFeedback(input.data);
    if (!form.ok) return form;
    return { reply: await keep(input, context, funded, form.value, 'feedback') };
  },
  form: formAgain,
};

/** What a second press finds. */
async function recorded(input: Input, context: ActorContext, funded: Funded) {
  const update = await context.store.get(updates, textOf(input.data, 'update'));
  if (update === undefined || update.project !== funded.project.id) return undefined;
  return updateCard(context, await loadBook(context, funded.project.year), funded, update);
}

async function keep(
  input: Input,
  context: ActorContext,
  { project, proposal }: Funded,
  words: Words,
  kind: Update['kind'],
) {
  const { store, actor, now, today } = context;
  const id = textOf(input.data, 'update');
  if (!/^[a-z0-9]{16}$/.test(id)) throw startAgain();
  const update = await store.put(updates, {
    ...{ id, version: 0, project: project.id, kind, by: actor.id, at: now.toISOString(), on: today },
    ...words,
  });
  const delivered = words.delivery === 'delivered';
  const next = await store.put(projects, {
    ...{ ...project, delivery: words.delivery, delayReason: words.reason },
    deliveredOn: delivered && project.deliveredOn === '' ? today : project.deliveredOn,
    feedbackOn: kind === 'feedback' ? today : project.feedbackOn,
  });
  // A delivered project may unlock a later year's tactical pot: its proposal's state says so.
  const moved = delivered ? await moveTo(context, proposal, 'delivered') : proposal;
  let book = await loadBook(context, project.year);
  if (words.forecast !== undefined) {
    const why = 'As the project expects in its update';
    const step = { kind: 'forecast', project: project.id, amount: words.forecast } as const;
    await record(context, book, step, { on: today, by: actor.id, why });
    book = await loadBook(context, project.year);
  }
  return updateCard(context, book, { project: next, proposal: moved }, update);
}

/** A coordinator asks now; at most once a day. */
export const askForUpdate: Handler = async (input, context) => {
  mustManageGrants(context.actor);
  const funded = await loadFunded(context.store, textOf(input.data, 'project'));
  mustOweSomething(funded);
  const { project, proposal } = funded;
  const sentence = `${projectName(funded)}: the coordinating team asks how it stands.`;
  const asked: string[] = [];
  for (const { member } of await context.store.find(applicants, { where: { proposal: proposal.id } })) {
    if ((await context.directory.member(member))?.standing === 'active') asked.push(member);
  }
  const told = {
    ...{ heading: 'An update is asked for', sentence, open: 'Give an update' },
    ...{ verb: 'grants/update', press: { project: project.id } },
  };
  const key = `grants.ask-update:${project.id}:${context.today}`;
  const notify = asked.map((member) => tell(member, told, `${key}:${member}`));
  const notice =
    asked.length === 0 ? 'Nobody on the list of members answers for it. Name a contact first.' : 'Asked.';
  return { reply: await projectCard(context, await loadBook(context, project.year), funded, notice), notify };
};

/** The project that a button names, for those who answer for it and the coordinating team. */
async function loadOwn(input: Input, context: ActorContext): Promise<Funded> {
  const funded = await loadFunded(context.store, textOf(input.data, 'project'));
  if (
    mayManageGrants(context.actor) ||
    (await isApplicant(context.store, funded.proposal.id, context.actor))
  ) {
    return funded;
  }
  throw new UserError(
    'grants.notYourProject',
    'This project is not one of yours. Say my projects to see them.',
  );
}

/** @throws {UserError} once its feedback is in */
export function mustOweSomething({ project }: Pick<Funded, 'project'>): void {
  if (project.feedbackOn === '') return;
  throw new UserError(
    'grants.finishedProject',
    'This project is delivered and its feedback is in. Nothing more is asked.',
  );
}

/** What a project's results are as news: its outputs in its own words. */
export const projectNews: MaterialSource = async ([id = ''], context) => {
  const update = await context.store.get(updates, id);
  if (update === undefined) throw new UserError('grants.noUpdate', 'This update is not kept any more.');
  const funded = await loadOwn({ data: { project: update.project }, personal: true }, context);
  return {
    kind: 'news',
    headline: shorten(funded.proposal.title, 120),
    summary: shorten(`${update.outputs} ${update.progress}`, 500),
  };
};
