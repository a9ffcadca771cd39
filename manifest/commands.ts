/** The commands that Teams lists beside the box where people type, taken from the registry. */
import { generalCommands, sentenceCase } from '../src/router/general.js';
import type { Command, Workflow } from '../src/workflows/workflow.js';

/** Teams shows no more than this in a list. */
const MOST = 12;

/** As Teams shows it: choosing the title types it. */
export interface ListedCommand {
  readonly title: string;
  readonly description: string;
}

/**
 * The main commands, for the personal chat: all that help explains, in the order of help. Where they
 * are more than Teams shows, the first command of each workflow stays, and so do the general ones that
 * everybody has; then the others that everybody has come before those of a role. What is left out still
 * works when typed.
 */
export function mainCommands(workflows: readonly Workflow[]): readonly ListedCommand[] {
  const general = generalOf(workflows);
  const all = [...general, ...workflows.flatMap(({ commands }) => commands)];
  const first = new Set(workflows.flatMap(({ commands }) => commands.slice(0, 1)));

  function rank(command: Command): number {
    if (first.has(command)) return 0;
    if (command.offeredTo !== undefined) return 2;
    return general.includes(command) ? 0 : 1;
  }
  const kept = new Set([...all].sort((a, b) => rank(a) - rank(b)).slice(0, MOST));
  return all.filter((command) => kept.has(command)).map(listed);
}

/**
 * The commands for a team or a group chat: help alone. Every other answer is for one person and comes in
 * their own chat, so the list should not invite them to ask in front of everybody.
 */
export function sharedCommands(workflows: readonly Workflow[]): readonly ListedCommand[] {
  return generalOf(workflows)
    .filter(({ phrases }) => phrases[0] === 'help')
    .map(listed);
}

/** Words like thanks and cancel have no help: they are understood, not offered. */
function generalOf(workflows: readonly Workflow[]): readonly Command[] {
  return generalCommands(workflows, () => []).filter(({ help }) => help !== '');
}

function listed({ phrases: [title], help }: Command): ListedCommand {
  return { title, description: sentenceCase(help) };
}
