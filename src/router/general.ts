/** What the bot says by itself, whatever the workflow: hello, help, my items, and not understood. */
import type { Partnership } from '../partnership.js';
import { count } from '../shared/text.js';
import type { ActorContext, Card, Command, Input, Item, Workflow } from '../workflows/workflow.js';
import { offeredTo } from './commands.js';

/** The verb of a button that says a command for the person: `{ phrase }`. */
export const SAY = 'roundtable/say';
const SHOWN_ITEMS = 8;

/** The commands every member has. */
export function generalCommands(workflows: readonly Workflow[], all: () => readonly Command[]): Command[] {
  return [
    {
      phrases: ['hello', 'hi', 'hey', 'good morning', 'good afternoon', 'start'],
      help: 'what I do and what waits for you',
      handle: async (_input, context) => ({ reply: await welcomeCard(workflows, context) }),
    },
    {
      phrases: ['my items', 'items', 'my tasks'],
      help: 'everything that waits for you, and what you can still change',
      handle: async (_input, context) => ({ reply: await itemsCard(workflows, context) }),
    },
    {
      phrases: ['help', 'what can you do', 'commands'],
      help: 'everything you can say to me',
      handle: async (_input, context) => ({ reply: helpCard(all(), context) }),
    },
    { phrases: ['thanks', 'thank you', 'cheers', 'ta'], help: '', offeredTo: nobody, handle: thanks },
    { phrases: ['cancel', 'stop', 'never mind'], help: '', offeredTo: nobody, handle: cancel },
  ];
}

/** The first card: who I am, what waits, what I do, what I keep. */
export async function welcomeCard(
  workflows: readonly Workflow[],
  context: ActorContext,
  notice = '',
): Promise<Card> {
  const { partnership, actor } = context;
  const items = await itemsOf(workflows, context);
  const waiting = items.filter((item) => item.waiting);
  const main = workflows.flatMap((workflow) => offeredTo(workflow.commands, actor).slice(0, 1));
  return {
    template: 'shared/welcome',
    summary: `Hello. I am Roundtable, the assistant of the ${partnership.name}.`,
    data: {
      notice,
      greeting: `Hello ${firstName(actor.name)}`,
      who: `I am Roundtable, the assistant of the ${partnership.name} (${partnership.short_name}).`,
      items: waiting.slice(0, 3).map(itemRow),
      nothing: waiting.length === 0 ? 'Nothing waits for you now.' : '',
      workflows: workflows.map(({ title, help }) => ({ title, help })),
      buttons: main
        .slice(0, 2)
        .map(({ phrases }) => ({ title: sentenceCase(phrases[0]), phrase: phrases[0] })),
      privacy:
        `I keep your work name, your organisation, your answers and when you gave them, for as long as the ` +
        `partnership keeps its papers. The ${partnership.team.name} (${partnership.team.short_name}) can see them. Leave out anything ` +
        `about victims, suspects or families.`,
    },
  };
}

export async function itemsCard(workflows: readonly Workflow[], context: ActorContext): Promise<Card> {
  const items = await itemsOf(workflows, context);
  const waiting = items.filter((item) => item.waiting);
  const sent = items.filter((item) => !item.waiting);
  const left = items.length - Math.min(waiting.length, SHOWN_ITEMS) - Math.min(sent.length, SHOWN_ITEMS);
  return {
    template: 'shared/items',
    summary:
      waiting.length === 0 ? 'Nothing waits for you now.' : `${count(waiting.length, 'item')} for you.`,
    data: {
      waiting: waiting.slice(0, SHOWN_ITEMS).map(itemRow),
      nothing: waiting.length === 0 ? 'Nothing waits for you now.' : '',
      sent: sent.slice(0, SHOWN_ITEMS).map(itemRow),
      more: left > 0 ? `${count(left, 'more item')} will show here when these are done.` : '',
    },
  };
}

export function helpCard(commands: readonly Command[], context: ActorContext): Card {
  const offered = offeredTo(commands, context.actor);
  return {
    template: 'shared/help',
    summary: `You can say: ${offered.map(({ phrases }) => phrases[0]).join(', ')}.`,
    data: {
      commands: offered.map(({ phrases: [phrase], help }) => ({
        phrase,
        title: sentenceCase(phrase),
        help: sentenceCase(help),
      })),
      contact: contactLine(context.partnership),
    },
  };
}

/** The answer to words that are no command: the nearest ones as buttons. */
export function notUnderstoodCard(said: string, near: readonly string[]): Card {
  const shown = said.length > 60 ? `${said.slice(0, 59)}…` : said;
  const meant = near.length === 0 ? 'Say help to see what I can do.' : `Did you mean: ${near.join(', ')}?`;
  const phrases = near.length === 0 ? ['help', 'my items'] : near;
  return {
    template: 'shared/not-understood',
    summary: `I did not understand '${shown}'. ${meant}`,
    data: {
      sentence: `I did not understand '${shown}'. ${meant}`,
      buttons: phrases.map((phrase) => ({ phrase, title: sentenceCase(phrase) })),
    },
  };
}

/** What a stranger reads in an installation where nobody can ask to join. */
export async function turnAway(
  _input: Input,
  { partnership, actor }: ActorContext,
): Promise<{ reply: string }> {
  return {
    reply:
      `Hello ${firstName(actor.name)}. I am Roundtable, the assistant of the ${partnership.name}. You are not on its ` +
      `list of members yet, so I cannot show you anything. ${contactLine(partnership)}`,
  };
}

/** What a channel reads once, when the bot is added. */
export function introduction(partnership: Partnership, workflows: readonly Workflow[]): string {
  const what = workflows.map((workflow) => workflow.title.toLowerCase()).join(', ');
  return (
    `I am Roundtable, the assistant of the ${partnership.name} (${partnership.short_name}). I look after ${what}. ` +
    `Say hello to me in a chat of our own: what is personal stays there.`
  );
}

export function contactLine({ team }: Partnership): string {
  return `For help, write to the ${team.name} (${team.short_name}): ${team.mailbox}.`;
}

export function sentenceCase(phrase: string): string {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}

async function itemsOf(workflows: readonly Workflow[], context: ActorContext): Promise<readonly Item[]> {
  const lists: (readonly Item[])[] = [];
  for (const workflow of workflows) lists.push((await workflow.items?.(context)) ?? []);
  return lists.flat();
}

function itemRow({ title, detail, open }: Item): object {
  return { title, detail, button: open.title, verb: open.verb, data: open.data };
}

function firstName(name: string): string {
  return name.split(' ')[0] ?? name;
}

const nobody = (): boolean => false;

async function thanks(): Promise<{ reply: string }> {
  return { reply: 'Glad to help.' };
}

/** Nothing is ever half done between two messages, so there is nothing to undo. */
async function cancel(): Promise<{ reply: string }> {
  return {
    reply:
      'Nothing is under way: what you have not saved is not kept. Say my items to see what you can still change.',
  };
}
