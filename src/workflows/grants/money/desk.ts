/** What a coordinator does with the money: a form, what it will do, one press that records it. */
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { formatMoney, inPounds } from '../../../shared/money.js';
import { numberOf, textOf } from '../../../shared/parse.js';
import type { Action, Download, Handler, Input } from '../../workflow.js';
import { bookOfRound, chosenBook, fundedYears, loadBook, record, startAgain } from './book.js';
import type { YearBook } from './book.js';
import { filesCard, fundingCard, ledgerCard } from './funding-cards.js';
import { entryCard, moneyFormCard, stepCard } from './cards.js';
import type { MoneyStart } from './cards.js';
import { POT_NAMES, balanceOf, sumOfProject } from './ledger.js';
import { linesOf } from './steps.js';
import { ledgerDocument } from './report.js';
import { FORMS, parseStep } from './form.js';
import type { Choices, FormKind } from './form.js';
import { moneySteps } from './step.js';
import { mustSeeLedger } from './policy.js';
import { mustManageGrants } from '../policy.js';

/** *funding*: the year that is chosen, or the latest that has money. */
export const showFunding: Handler = async (input, context) => {
  const year = textOf(input.data, 'year') || (await fundedYears(context))[0]?.year;
  if (year === undefined) {
    return {
      reply: 'No grant round was opened yet, so there is no money to show. Say grants to see the rounds.',
    };
  }
  return { reply: await fundingCard(context, await loadBook(context, year)) };
};

export const showLedger: Handler = async (input, context) => {
  mustSeeLedger(context);
  const book = await chosenBook(input, context);
  return { reply: await ledgerCard(context, book, numberOf(input.data, 'page')) };
};

/** The year's money as a document, in each format. */
export const offerLedger: Handler = async (input, context) => {
  mustSeeLedger(context);
  const book = await chosenBook(input, context);
  const links = context.downloadLinks('grants/ledger', [book.round.id], await ledgerDocument(context, book));
  const back = { verb: 'grants/ledger', year: book.year };
  return { reply: filesCard(`Ledger ${book.year}`, back, links) };
};

export const downloadLedger: Download = async ([round = ''], context) => {
  mustSeeLedger(context);
  return ledgerDocument(context, await bookOfRound(context, round));
};

/** The form of a step; buttons elsewhere name the project or the entry that it is about. */
export const openMoneyForm: Handler = async (input, context) => {
  mustManageGrants(context.actor);
  const kind = kindOf(input);
  const book = await chosenBook(input, context);
  const entry = textOf(input.data, 'entry');
  if (kind === 'correction') linesOf({ kind, entry }, book);
  mustHaveProjects(kind, book);
  const start = { on: context.today, ...startOf(kind, book, textOf(input.data, 'project')) };
  return { reply: moneyFormCard(book, kind, choicesOf(kind, book), { step: newId(), entry }, start) };
};

/** Keeps what was typed and shows what it will do; no money has moved yet. */
export const checkMoney: Action = {
  async handle(input, context) {
    mustManageGrants(context.actor);
    const kind = kindOf(input);
    const book = await chosenBook(input, context);
    const id = textOf(input.data, 'step');
    const done = book.entries.find((entry) => entry.id === id);
    if (done !== undefined) return { reply: await entryCard(context, book, done) };
    const form = parseStep(
      kind,
      input.data,
      choicesOf(kind, book),
      textOf(input.data, 'entry'),
      context.today,
    );
    if (!form.ok) return form;
    if (!/^[a-z0-9]{16}$/.test(id)) throw startAgain();
    linesOf(form.value.step, book);
    const step = await context.store.put(moneySteps, {
      ...{ id, version: (await context.store.get(moneySteps, id))?.version ?? 0, year: book.year },
      ...form.value,
      ...{ by: context.actor.id, preparedOn: context.today },
    });
    return { reply: stepCard(book, step) };
  },
  form: async (typed, trouble, context) => {
    mustManageGrants(context.actor);
    const kind = kindOf(typed);
    const book = await chosenBook(typed, context);
    const about = { step: textOf(typed.data, 'step'), entry: textOf(typed.data, 'entry') };
    return moneyFormCard(book, kind, choicesOf(kind, book), about, {}, { typed: typed.data, ...trouble });
  },
};

/** Records a prepared step, once: the rules are asked again, since the pots may have moved meanwhile. */
export const recordMoney: Handler = async (input, context) => {
  mustManageGrants(context.actor);
  const book = await chosenBook(input, context);
  const id = textOf(input.data, 'step');
  const done = book.entries.find((entry) => entry.id === id);
  if (done !== undefined) return { reply: await entryCard(context, book, done) };
  const prepared = await context.store.get(moneySteps, id);
  if (prepared === undefined || prepared.year !== book.year) throw startAgain();
  const said = { on: prepared.on, by: context.actor.id, why: prepared.why };
  const entry = await record(context, book, prepared.step, said, id);
  await context.store.remove(moneySteps, id);
  return { reply: await entryCard(context, await loadBook(context, book.year), entry) };
};

/** Back from the check to the form, with everything that was typed. */
export const changeMoney: Handler = async (input, context) => {
  mustManageGrants(context.actor);
  const book = await chosenBook(input, context);
  const prepared = await context.store.get(moneySteps, textOf(input.data, 'step'));
  if (prepared === undefined || !isForm(prepared.step.kind)) throw startAgain();
  const { step, on, why, id } = prepared;
  const typed: MoneyStart = {
    ...{ on, why },
    ...('project' in step && { project: step.project }),
    ...('pot' in step && { pot: step.pot }),
    ...('from' in step && { from: step.from }),
    ...('to' in step && { to: step.to }),
    ...('amount' in step && { amount: inPounds(step.amount) }),
    ...('payees' in step && {
      payees: step.payees.map(({ payee, amount }) => `${payee}: ${inPounds(amount)}`).join('\n'),
    }),
  };
  const about = { step: id, ...('entry' in step && { entry: step.entry }) };
  return {
    reply: moneyFormCard(book, prepared.step.kind, choicesOf(prepared.step.kind, book), about, typed),
  };
};

/** What each choice of the form offers now. */
function choicesOf(kind: FormKind, { entries: kept, projects, pots, round }: YearBook): Choices {
  const project = Object.fromEntries(
    projects.map((each) => [
      each.project.id,
      `${each.proposal.title}${hasWords(kind, kept, each.project.id)}`,
    ]),
  );
  const known = round.pots.map(({ id }) => id);
  const all = [...new Set([...known, ...pots.map(({ pot }) => pot)])];
  const pot = Object.fromEntries(
    all.map((id) => [id, `${begin(POT_NAMES[id])}: ${formatMoney(balanceOf(kept, id))}`]),
  );
  const unspent = projects.flatMap((each) => {
    const { left } = sumOfProject(kept, each.project.id);
    return left > 0 ? [[`project:${each.project.id}`, `${each.proposal.title}: ${formatMoney(left)}`]] : [];
  });
  const from = kind === 'transfer' || kind === 'return' ? { ...pot, ...Object.fromEntries(unspent) } : {};
  return { project, pot, from };
}

/** What there is to take from a project, beside its title. A payment may take what was invoiced, too. */
function hasWords(kind: FormKind, kept: YearBook['entries'], id: string): string {
  if (kind !== 'invoice' && kind !== 'spend') return '';
  const asked = kind === 'spend' ? balanceOf(kept, `invoiced:${id}`) : 0;
  return `: ${formatMoney(sumOfProject(kept, id).left + asked)} left`;
}

/** What is already known when the form comes up. */
function startOf(kind: FormKind, { entries: kept, projects, pots }: YearBook, id: string): MoneyStart {
  const found = projects.find(({ project }) => project.id === id);
  const first = pots[0]?.pot ?? '';
  if (kind === 'transfer') {
    const upfront = balanceOf(kept, 'upfront');
    return upfront > 0 ? { from: 'upfront', to: 'tactical', amount: inPounds(upfront) } : { to: first };
  }
  if (found === undefined) return kind === 'allocation' ? { pot: first } : {};
  const { allocated } = sumOfProject(kept, id);
  const open = Math.max(0, found.project.approvedPence - allocated);
  if (kind !== 'allocation') return { project: id };
  return { project: id, pot: found.project.pot, ...(open > 0 && { amount: inPounds(open) }) };
}

function mustHaveProjects(kind: FormKind, { projects, year }: YearBook): void {
  if (projects.length > 0 || !(FORMS[kind].fields as readonly string[]).includes('project')) return;
  throw new UserError(
    'grants.noProjects',
    `No project of ${year} is approved yet. Record the funder's decisions first, or add a project.`,
  );
}

function isForm(kind: string): kind is FormKind {
  return Object.hasOwn(FORMS, kind);
}

function kindOf({ data }: Input): FormKind {
  const kind = textOf(data, 'kind');
  if (isForm(kind)) return kind;
  throw startAgain();
}

function begin(sentence: string): string {
  return sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
}
