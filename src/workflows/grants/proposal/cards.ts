/** What the cards of a proposal's applicants show. */
import { longDate } from '../../../shared/calendar.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { formatMoney } from '../../../shared/money.js';
import { pageOf } from '../../../shared/page.js';
import { count, inWords } from '../../../shared/text.js';
import type { ActorContext, Card, Context } from '../../workflow.js';
import { progressWords } from '../ballot/progress.js';
import { SECTION_STATES, describe, leftIn, mayBeProposed, startOf, stateOf } from './answers.js';
import { mayChange } from './case.js';
import type { Case } from './case.js';
import { mayManageGrants } from '../policy.js';
import { PROPOSAL_STATES } from './proposal.js';
import type { Proposal } from './proposal.js';
import { takesProposals } from '../round/life.js';
import { roundName } from '../round/round.js';
import { TEAM } from './sections.js';
import type { Section } from './sections.js';

/** Two sections with every field at its limit stay under a card's 28 KB. */
const SECTIONS = 2;

export interface Button {
  readonly title: string;
  readonly verb: string;
  readonly data: object;
}

export function titleOf({ title }: Pick<Proposal, 'title'>): string {
  return title === '' ? 'Proposal without a title' : title;
}

/** `Kent Police`, or the team's name. */
export function leadOf({ partnership, directory, today }: Context, { organisation }: Proposal): string {
  return organisation === TEAM ? partnership.team.name : directory.organisationName(organisation, today);
}

/** `KCSP-G-2026-014. Proposed, £1,200.` */
export function proposalSentence({ reference, state, askedPence, reopened }: Proposal): string {
  const asked = askedPence === 0 ? '' : `, ${formatMoney(askedPence)}`;
  const changes = reopened === undefined ? '' : ' A change is asked for.';
  return `${reference === '' ? '' : `${reference}. `}${PROPOSAL_STATES[state]}${asked}.${changes}`;
}

const NEEDED = {
  expression: '(needed when you propose)',
  full: '(needed for a full proposal)',
  no: '(optional)',
} as const;

export function sectionCard({ round, proposal }: Case, section: Section, trouble: Trouble = {}): Card {
  const { answers, reopened } = proposal;
  const ids = section.fields.map(({ id }) => id);
  const start = Object.fromEntries(section.fields.map((field) => [field.id, startOf(field, answers)]));
  return {
    template: 'grants/section',
    summary: `${section.title}: ${titleOf(proposal)}`,
    data: {
      heading: section.title,
      about:
        proposal.title === ''
          ? `A proposal for ${roundName(round)}.`
          : `${proposal.title}, for ${roundName(round)}.`,
      note: reopened?.section === section.id ? `Asked for: ${reopened.note}` : '',
      privacy: 'Leave out anything about victims, suspects or families.',
      fields: section.fields.map(({ id, label, kind, most, needed, missing, choices = [] }) => ({
        ...{ id, kind, most, missing, label: `${label} ${NEEDED[needed]}` },
        choices: choices.map(({ key, title }, place) => ({
          title,
          value: kind === 'several' ? String(place) : key,
        })),
      })),
      ...formData(ids, start, trouble),
      press: { proposal: proposal.id, round: round.id, section: section.id, version: proposal.version },
    },
  };
}

/** The task list: how far each section is, what is missing, and what can be done next. */
export function taskListCard(found: Case, context: ActorContext, notice = ''): Card {
  const { proposal, sections } = found;
  const { today } = context;
  const press = { proposal: proposal.id };
  const todo = sections.filter((section) => needsMore(found, section, today)).length;
  return {
    template: 'grants/proposal',
    summary: notice === '' ? `${titleOf(proposal)}. ${proposalSentence(proposal)}` : notice,
    data: {
      heading: titleOf(proposal),
      notice,
      sentence: proposalSentence(proposal),
      until: untilSentence(found, context.today),
      note: proposal.reopened === undefined ? '' : `Asked for: ${proposal.reopened.note}`,
      sections: sections.map((section) => ({
        title: section.title,
        ...howFar(found, section, today),
        open: mayChange(found, context.today, section.id) ? 'Open' : '',
        tooltip: `Open ${section.title}`,
        press: { ...press, section: section.id },
      })),
      missing: todo === 0 ? '' : `${count(todo, 'section is', 'sections are')} still to do.`,
      actions: mainSteps(found, context.today),
      more: moreSteps(found, context),
    },
  };
}

/** Whether it can still be saved, and something in it is missing: nobody is asked for what cannot be given. */
function needsMore(found: Case, section: Section, today: string): boolean {
  return mayChange(found, today, section.id) && leftIn(section, found.proposal).length > 0;
}

/** A section's own state, with what is left of one that is begun. */
function howFar(
  found: Case,
  section: Section,
  today: string,
): { readonly state: string; readonly left: string } {
  const state = stateOf(section, found.proposal.answers);
  if (state === 'not-started' || !needsMore(found, section, today)) {
    return { state: SECTION_STATES[state], left: '' };
  }
  return {
    state: SECTION_STATES['in-progress'],
    left: `Still needed: ${inWords(leftIn(section, found.proposal))}.`,
  };
}

/** The titles of what is still to do, or ''. */
function stillToDo(found: Case): string {
  const left = found.sections.filter((section) => leftIn(section, found.proposal).length > 0);
  return left.map(({ title }) => title).join('; ');
}

function untilSentence({ round, proposal, progress }: Case, today: string): string {
  if (proposal.state !== 'draft' && proposal.state !== 'proposed') return '';
  if (!takesProposals(round, today)) {
    const vote = proposal.state === 'proposed' ? progressWords(progress) : '';
    return vote === '' ? `Proposals closed on ${longDate(round.closesOn)}.` : vote;
  }
  const until = longDate(round.closesOn);
  return proposal.state === 'draft' ? `Propose it by ${until}.` : `You can change it until ${until}.`;
}

function mainSteps(found: Case, today: string): readonly Button[] {
  const { proposal, sections } = found;
  const data = { proposal: proposal.id };
  const check = { title: 'Check your answers', verb: 'grants/check', data };
  const copy = { title: 'Keep a copy', verb: 'grants/copy', data };
  const ready = proposal.state === 'draft' && mayBeProposed(sections, proposal) && mayChange(found, today);
  return [check, ...(ready ? [{ title: 'Propose', verb: 'grants/submit', data }] : [copy])];
}

function moreSteps(found: Case, { today, actor }: ActorContext): readonly Button[] {
  const { proposal } = found;
  const data = { proposal: proposal.id };
  const grows = proposal.form === 'expression' && mayChange(found, today);
  return [
    ...(grows ? [{ title: 'Make it a full proposal', verb: 'grants/grow', data }] : []),
    ...(proposal.state === 'withdrawn' ? [] : [{ title: 'Co-applicants', verb: 'grants/applicants', data }]),
    ...(mayWithdraw(proposal) ? [{ title: 'Withdraw', verb: 'grants/withdraw', data }] : []),
    mayManageGrants(actor) && proposal.state !== 'draft'
      ? { title: 'All proposals', verb: 'grants/proposals', data: { round: proposal.round } }
      : { title: 'My proposals', verb: 'grants/my-proposals', data: {} },
  ];
}

/** Until the funder has decided. */
export function mayWithdraw({ state }: Proposal): boolean {
  return ['draft', 'proposed', 'shortlisted', 'not-shortlisted', 'waiting', 'submitted', 'pending'].includes(
    state,
  );
}

/** Everything that is written, two sections a page. @param asks whether what is missing can still be added or asked for */
export function readCard(
  found: Case,
  page: number,
  words: {
    heading: string;
    notice?: string;
    /** Who proposes it, for those who do not know. */
    people?: string;
    asks: boolean;
    verb: string;
    actions: readonly Button[];
    more?: readonly Button[];
  },
): Card {
  const { heading, notice = '', people = '', asks, verb, actions, more = [] } = words;
  const { proposal } = found;
  const written = found.sections
    .map((section) => ({ title: section.title, facts: describe(section, proposal.answers) }))
    .filter(({ facts }) => facts.length > 0);
  const shown = pageOf(written, page, SECTIONS);
  const todo = asks ? stillToDo(found) : '';
  return {
    template: 'grants/read',
    summary: `${heading}: ${titleOf(proposal)}`,
    data: {
      heading,
      notice,
      sentence: `${titleOf(proposal)}. ${proposalSentence(proposal)}`,
      sections: shown.items,
      missing: todo === '' ? '' : `Not fully formed yet. Still to do: ${todo}.`,
      ...{ people, actions, more },
      ...{ proposal: proposal.id, verb },
      ...shown.links,
    },
  };
}

/** What follows after proposing. */
export function receivedCard(found: Case): Card {
  const { proposal, round } = found;
  const todo = stillToDo(found);
  const data = { proposal: proposal.id };
  return {
    template: 'grants/received',
    summary: `Proposal received: ${proposal.reference}`,
    data: {
      heading: 'Proposal received',
      reference: proposal.reference,
      title: titleOf(proposal),
      next: `You can change it until ${longDate(round.closesOn)}. Then the Working Group votes, and I tell you here what becomes of it.`,
      missing: todo === '' ? '' : `It is not fully formed yet. Still to do: ${todo}.`,
      actions: [
        { title: 'Change it', verb: 'grants/proposal', data },
        { title: 'Keep a copy', verb: 'grants/copy', data },
        { title: 'My proposals', verb: 'grants/my-proposals', data: {} },
      ],
    },
  };
}
