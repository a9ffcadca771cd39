/** What the cards of a proposal's applicants show. */
import { longDate } from '../../../shared/calendar.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { formatMoney } from '../../../shared/money.js';
import { pageOf } from '../../../shared/page.js';
import type { ActorContext, Card, Context } from '../../workflow.js';
import { progressWords } from '../ballot/progress.js';
import { SECTION_STATES, describe, mayBeProposed, missingIn, startOf, stateOf } from './answers.js';
import { mayChange } from './case.js';
import type { Case } from './case.js';
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
      about: `${titleOf(proposal)}, for ${roundName(round)}.`,
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
  const missing = missingIn(sections, proposal);
  const press = { proposal: proposal.id };
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
        state: SECTION_STATES[stateOf(section, proposal.answers)],
        open: mayChange(found, context.today, section.id) ? 'Open' : '',
        tooltip: `Open ${section.title}`,
        press: { ...press, section: section.id },
      })),
      missing: missing.length === 0 ? '' : `Not fully formed yet. Missing: ${missing.join('; ')}.`,
      actions: mainSteps(found, context.today),
      more: moreSteps(found, context.today),
    },
  };
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

function moreSteps(found: Case, today: string): readonly Button[] {
  const { proposal } = found;
  const data = { proposal: proposal.id };
  const grows = proposal.form === 'expression' && mayChange(found, today);
  return [
    ...(grows ? [{ title: 'Make it a full proposal', verb: 'grants/grow', data }] : []),
    ...(proposal.state === 'withdrawn' ? [] : [{ title: 'Co-applicants', verb: 'grants/applicants', data }]),
    ...(mayWithdraw(proposal) ? [{ title: 'Withdraw', verb: 'grants/withdraw', data }] : []),
  ];
}

/** Until the funder has decided. */
export function mayWithdraw({ state }: Proposal): boolean {
  return ['draft', 'proposed', 'shortlisted', 'not-shortlisted', 'waiting', 'submitted', 'pending'].includes(
    state,
  );
}

/** Everything that is written, two sections a page. */
export function readCard(
  found: Case,
  page: number,
  {
    heading,
    notice = '',
    verb,
    actions,
  }: { heading: string; notice?: string; verb: string; actions: readonly Button[] },
): Card {
  const { proposal } = found;
  const written = found.sections
    .map((section) => ({ title: section.title, facts: describe(section, proposal.answers) }))
    .filter(({ facts }) => facts.length > 0);
  const shown = pageOf(written, page, SECTIONS);
  const missing = missingIn(found.sections, proposal);
  return {
    template: 'grants/read',
    summary: `${heading}: ${titleOf(proposal)}`,
    data: {
      heading,
      notice,
      sentence: `${titleOf(proposal)}. ${proposalSentence(proposal)}`,
      sections: shown.items,
      missing: missing.length === 0 ? '' : `Not fully formed. Missing: ${missing.join('; ')}.`,
      actions,
      ...{ proposal: proposal.id, verb },
      ...shown.links,
    },
  };
}

/** What follows after proposing. */
export function receivedCard({ proposal, round, sections }: Case): Card {
  const missing = missingIn(sections, proposal);
  const data = { proposal: proposal.id };
  return {
    template: 'grants/received',
    summary: `Proposal received: ${proposal.reference}`,
    data: {
      heading: 'Proposal received',
      reference: proposal.reference,
      title: titleOf(proposal),
      next: `You can change it until ${longDate(round.closesOn)}. Then the Working Group votes, and I tell you here what becomes of it.`,
      missing: missing.length === 0 ? '' : `It is not fully formed. Missing: ${missing.join('; ')}.`,
      actions: [
        { title: 'Change it', verb: 'grants/proposal', data },
        { title: 'Keep a copy', verb: 'grants/copy', data },
        { title: 'My proposals', verb: 'grants/my-proposals', data: {} },
      ],
    },
  };
}
