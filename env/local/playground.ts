/**
 * Microsoft's Agents Playground, one for each person who is played in a browser. It shows cards as
 * Teams does and needs no account. For development only: it sends the bot no token.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { moduleUrl, startChild } from './child.js';
import type { Child } from './child.js';
import { people } from './people.js';
import type { Person } from './people.js';

export interface PlaygroundOptions {
  /** Where the bot takes activities: http://127.0.0.1:3978/api/messages. */
  readonly botUrl: string;
  readonly port: number;
  /** Whose Teams this is. Everybody else is in their group chat and team. */
  readonly person: Person;
  /** For its settings and its log; made when it is not there. Not the data folder. */
  readonly folder: string;
  /** Stops a start that is under way. */
  readonly signal?: AbortSignal;
}

export interface Playground {
  /** The address to open in a browser. */
  readonly url: string;
  /** The service address that its activities carry. */
  readonly connectorUrl: string;
  readonly logFile: string;
  readonly pid: number;
  /** Resolves when it has ended, with a sentence about how. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

const patience = 30_000;

/**
 * Starts a Playground and waits until it listens, on this machine only.
 * @throws {Error} with one sentence, and nothing left running, when it cannot have the port or ends
 */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { port, person } = options;
  const settingsFile = join(options.folder, `playground-${port}.yaml`);
  const logFile = join(options.folder, `playground-${port}.log`);
  mkdirSync(options.folder, { recursive: true });
  rmSync(logFile, { force: true });
  writeFileSync(settingsFile, stringify(settingsFor(person)));

  let printed = '';
  let hear: () => void = () => undefined;
  const child = startChild({
    name: `The Playground of ${person.name}`,
    arguments: [
      `--import=${moduleUrl('loopback-only.mjs')}`,
      programFile(),
      'start',
      ...['--app-endpoint', options.botUrl, '--channel-id', 'msteams', '--port', String(port)],
      '--disable-telemetry',
    ],
    environment: {
      ...systemEnvironment(),
      TEAMSAPPTESTER_BROWSER: 'none',
      M365_AGENTS_PLAYGROUND_CONFIG_PATH: settingsFile,
      M365_AGENTS_PLAYGROUND_LOGFILE: logFile,
    },
    onOutput: (text) => {
      // It prints every request and answer; only the first lines matter here.
      if (printed.length < 10_000) printed += text;
      hear();
    },
  });

  try {
    const listening = await waitUntilListening(
      child,
      () => printed,
      (listener) => (hear = listener),
      options,
    );
    if (listening !== port) {
      throw new Error(`Port ${port} is in use, and the Playground of ${person.name} needs it.`);
    }
    const fault = await waitUntilServing(child, port);
    if (fault !== undefined) throw new Error(`${fault} ${loggedErrors(options)}`.trim());
  } catch (error) {
    await child.stop(2_000);
    throw error;
  }
  return {
    url: `http://localhost:${port}`,
    connectorUrl: `http://localhost:${port}/_connector`,
    logFile,
    pid: child.pid,
    ended: child.ended,
    stop: () => child.stop(2_000),
  };
}

/** The port it says it listens on: when it cannot have the one it was given, it takes another. */
function waitUntilListening(
  child: Child,
  printed: () => string,
  onOutput: (listener: () => void) => void,
  options: PlaygroundOptions,
): Promise<number> {
  const name = `The Playground of ${options.person.name}`;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name} did not start within 30 seconds.`)), patience);
    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      finish();
    };
    onOutput(() => {
      const port = /Listening on (\d+)\s/.exec(printed())?.[1];
      if (port !== undefined) settle(() => resolve(Number(port)));
    });
    const stopped = (): void => settle(() => reject(new Error(`${name} was stopped.`)));
    if (options.signal?.aborted === true) stopped();
    options.signal?.addEventListener('abort', stopped, { once: true });
    void child.ended.then((how) => {
      settle(() => reject(new Error(`${how} ${loggedErrors(options)}`.trim())));
    });
  });
}

/** It says that it listens before it has read its settings, and ends when they are wrong. */
async function waitUntilServing(child: Child, port: number): Promise<string | undefined> {
  const limit = Date.now() + patience;
  let over = false;
  void child.ended.then(() => (over = true));
  while (!over && Date.now() < limit) {
    const answer = await fetch(`http://127.0.0.1:${port}/_internal/v1/config`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok === true) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return over ? child.ended : `The Playground on port ${port} did not answer within 30 seconds.`;
}

/** The errors that it wrote; a fault in its settings shows nowhere else. */
function loggedErrors({ folder, port }: PlaygroundOptions): string {
  try {
    const lines = readFileSync(join(folder, `playground-${port}.log`), 'utf8').split('\n');
    return lines
      .filter((line) => line.startsWith('error'))
      .join(' ')
      .slice(0, 500);
  } catch {
    return '';
  }
}

/** The settings of one person's Playground. Its schema wants all of these, and exactly five `users`. */
function settingsFor(person: Person): object {
  const own = person.objectId;
  return {
    version: '0.1.1',
    tenantId: person.tenant,
    bot: { id: '28:9d3c1e57-64f2-4a8b-b0c5-7e2f1a6d8c33', name: 'Roundtable' },
    currentUser: userOf(person),
    // It insists on five, and one more person may be played than the sample has.
    users: people
      .filter((each) => each.objectId !== own)
      .slice(0, 5)
      .map(userOf),
    // Own ids for each person: a bot that serves two Playgrounds sees two chats and two teams.
    personalChat: { id: `a:1${own}` },
    groupChat: { id: `19:${own}@thread.v2`, name: 'Working Group chat' },
    team: {
      id: `19:team-${own}@thread.tacv2`,
      name: 'Community Safety Working Group',
      // The object id with its first digit changed: a GUID of its own.
      aadGroupId: `a${own.slice(1)}`,
      channels: [{ id: `19:channel-${own}@thread.tacv2`, name: 'Announcements' }],
    },
  };
}

function userOf(person: Person): object {
  const [givenName = '', ...rest] = person.name.split(' ');
  return {
    id: person.user,
    name: person.name,
    // Spelled so by the Playground.
    userPrincipleName: person.email,
    aadObjectId: person.objectId,
    givenName,
    surname: rest.join(' '),
    email: person.email,
  };
}

function programFile(): string {
  return createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js');
}

/** What any program needs, and nothing more: the bot's secrets and this tool's other switches stay out. */
function systemEnvironment(): Record<string, string | undefined> {
  const needed = ['PATH', 'Path', 'HOME', 'USERPROFILE', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'TZ', 'LANG'];
  return Object.fromEntries(needed.map((name) => [name, process.env[name]]));
}
