/** What is done with funded projects: look at them, and add those that were decided elsewhere. */
import { newId } from '../../../shared/ids.js';
import { numberOf, textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Action, ActorContext, Handler } from '../../workflow.js';
import { chosenBook, fundedYears, loadBook } from '../money/book.js';
import type { YearBook } from '../money/book.js';
import { projectCard, projectFormCard, projectListCard } from './cards.js';
import { ownProjects } from './delivery-desk.js';
import { mustManageGrants } from '../policy.js';
import { parseProject } from './form.js';
import type { ProjectForm } from './form.js';
import { fund, loadFunded, projects } from './project.js';
import { applicants, proposals } from '../proposal/proposal.js';
import type { Proposal } from '../proposal/proposal.js';

/** *projects*: those of one year, which a button may name. */
export const showProjects: Handler = async (input, context) => {
  const years = (await fundedYears(context)).map(({ year }) => year);
  const book =
    textOf(input.data, 'year') === '' ? await latestBook(context, years) : await chosenBook(input, context);
  if (book === undefined) {
    return { reply: 'No grant round was opened yet, so no project is funded. Say grants to see the rounds.' };
  }
  const others = years.filter((year) => year !== book.year);
  const mine = (await ownProjects(context)).length > 0;
  return { reply: projectListCard(book, { page: numberOf(input.data, 'page'), others, mine }) };
};

/** The latest year with a funded project. Before there is one, the latest year, whose card says that none is funded yet. */
async function latestBook(context: ActorContext, years: readonly string[]): Promise<YearBook | undefined> {
  for (const year of years) {
    const [some] = await context.store.find(projects, { where: { year }, by: 'createdAt', limit: 1 });
    if (some !== undefined) return loadBook(context, year);
  }
  return years[0] === undefined ? undefined : loadBook(context, years[0]);
}

export const showProject: Handler = async (input, context) => {
  const funded = await loadFunded(context.store, textOf(input.data, 'project'));
  return { reply: await projectCard(context, await loadBook(context, funded.project.year), funded) };
};

export const addProject: Handler = async (input, context) => {
  mustManageGrants(context.actor);
  return { reply: projectFormCard(context, await chosenBook(input, context), newId()) };
};

/** A project that the funder approved without a proposal here: an earlier year's, or one decided by letter. */
export const saveProject: Action = {
  async handle(input, context) {
    mustManageGrants(context.actor);
    const book = await chosenBook(input, context);
    const id = textOf(input.data, 'project');
    const known = await context.store.get(projects, id);
    if (known !== undefined)
      return { reply: await projectCard(context, book, await loadFunded(context.store, id)) };
    const form = parseProject(input.data, context.partnership, book.round, context.today);
    if (!form.ok) return form;
    const contact =
      form.value.contact === '' ? undefined : await context.directory.memberByEmail(form.value.contact);
    if (form.value.contact !== '' && contact === undefined) {
      return invalid({
        contact: 'Nobody on the list of members has this address. Leave it empty, or add them first',
      });
    }
    const same = book.projects.some(
      ({ proposal }) => proposal.title.toLowerCase() === form.value.title.toLowerCase(),
    );
    if (same) return invalid({ title: `${book.year} has a project of this name already` });
    if (!/^[a-z0-9]{16}$/.test(id)) return addProject(input, context);
    const proposal = await keepProposal(context, book.round.id, id, form.value, contact?.id ?? '');
    const { pot, approved, on } = form.value;
    const project = await fund(
      context.store,
      proposal,
      { year: book.year, pot, pence: approved, on },
      context.now,
    );
    const notice = 'Added. Allocate its money next.';
    return {
      reply: await projectCard(context, await loadBook(context, book.year), { project, proposal }, notice),
    };
  },
  form: async (typed, trouble, context) => {
    mustManageGrants(context.actor);
    const book = await chosenBook(typed, context);
    return projectFormCard(context, book, textOf(typed.data, 'project'), { typed: typed.data, ...trouble });
  },
};

/** What is known of it as a proposal, approved. */
async function keepProposal(
  { store, now }: Pick<ActorContext, 'store' | 'now'>,
  round: string,
  id: string,
  { title, organisation, pot, approved }: ProjectForm,
  contact: string,
): Promise<Proposal> {
  if (contact !== '') {
    await store.put(applicants, { id: `${id}.${contact}`, version: 0, proposal: id, member: contact });
  }
  return store.put(proposals, {
    ...{ id, version: 0, round, reference: '', state: 'approved', form: 'expression' },
    ...{ title, organisation, partners: [], contact, pot, askedPence: approved },
    ...{ costs: [], answers: {}, createdAt: now.toISOString(), proposedAt: now.toISOString() },
  });
}
