import { mkdtemp, rm, symlink } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { hasCode } from './files.js';

/** What a process that listens says of itself; nothing when it is too busy to answer. */
export interface Holder {
  readonly pid?: number;
  readonly host?: string;
  readonly since?: string;
  /** False while it only tries to get the lock. */
  readonly owner?: boolean;
}

export interface Listening {
  readonly file: string;
  /** From now on it says that it owns the folder. */
  own(): void;
  close(): Promise<void>;
}

/**
 * Listens on a socket file. The operating system knows whether anybody listens, whatever became
 * of the process, its number or its container: kill -9 ends the listening, a pause does not.
 */
export async function listenOn(file: string): Promise<Listening> {
  let owner = false;
  const since = new Date().toISOString();
  const server = net.createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(JSON.stringify({ pid: process.pid, host: os.hostname(), since, owner }));
  });
  await throughShortPath(
    file,
    (short) =>
      new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(short, resolve);
      }),
  );
  server.unref();
  return {
    file,
    own() {
      owner = true;
    },
    async close() {
      await new Promise((resolve) => server.close(resolve));
      if (!isPipe(file)) await rm(file, { force: true });
    },
  };
}

/** Who listens on a socket file, or undefined when nobody does. */
export async function whoListensOn(file: string): Promise<Holder | undefined> {
  return throughShortPath(file, ask);
}

function ask(file: string): Promise<Holder | undefined> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = net.connect(file);
    const answered = () => {
      socket.destroy();
      resolve(parse(answer));
    };
    socket.setTimeout(1000, answered);
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    socket.on('end', answered);
    // Any other error (a full queue, no permission) comes from a socket that somebody serves.
    socket.on('error', (error) =>
      hasCode(error, 'ECONNREFUSED', 'ENOENT') ? resolve(undefined) : answered(),
    );
  });
}

/** Windows has named pipes instead, which are no files. */
function isPipe(file: string): boolean {
  return file.startsWith('\\\\.\\pipe\\');
}

// The operating system cuts a socket's path off at about 104 bytes, without a word.
async function throughShortPath<T>(file: string, use: (short: string) => Promise<T>): Promise<T> {
  if (isPipe(file) || Buffer.byteLength(file) <= 100) return use(file);
  const temporary = await mkdtemp(path.join(os.tmpdir(), 'roundtable-'));
  try {
    await symlink(path.resolve(path.dirname(file)), path.join(temporary, 'data'));
    return await use(path.join(temporary, 'data', path.basename(file)));
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function parse(text: string): Holder {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return {};
  }
}
