/** The one file that knows nodemailer: letters to a mail server, or to bytes. */
import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { SendMailOptions, Transporter } from 'nodemailer';
import type { NotSent } from '../message.js';
import type { Mime } from './mime.js';
import { notSentAfter } from './refusal.js';
import type { Failure } from './refusal.js';
import type { SmtpSettings } from './settings.js';

export interface Smtp {
  /** Sends once. Never throws: what became of it is the answer. */
  send(mime: Mime): Promise<{ readonly state: 'sent' } | NotSent>;
  /** Connects and signs in, and says why that does not work. */
  verify(): Promise<NotSent | undefined>;
  close(): void;
}

/** In milliseconds. A mail server may take minutes to accept a letter; a dead one should not hold the others up. */
export interface Patience {
  readonly connect: number;
  /** Without a word from the server. */
  readonly silence: number;
  /** For all of one letter. */
  readonly letter: number;
}

const PATIENCE: Patience = { connect: 15_000, silence: 120_000, letter: 300_000 };

/** @param connections as many as letters are sent side by side: none waits for one in here */
export function openSmtp(server: SmtpSettings, connections: number, patience = PATIENCE): Smtp {
  const { host, port, user, password, tls } = server;
  const transport = createTransport({
    ...{ pool: true, host, port, maxConnections: connections, maxMessages: Infinity },
    // What is tried again is the outbox's decision alone.
    maxRequeues: 0,
    ...(user !== '' && { auth: { user, pass: password } }),
    secure: tls === 'from the start',
    requireTLS: tls === 'required',
    opportunisticTLS: tls === 'when offered',
    // Where a letter may go without TLS, a certificate that nobody signed is better than none.
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: tls !== 'when offered' },
    connectionTimeout: patience.connect,
    greetingTimeout: patience.connect,
    dnsTimeout: patience.connect,
    socketTimeout: patience.silence,
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const allSent = watchStreams(transport);

  return {
    async send(mime) {
      const giveUp = new AbortController();
      const timer = setTimeout(() => giveUp.abort(), patience.letter);
      const failure = await transport.sendMail({ ...optionsOf(mime), signal: giveUp.signal }).then(
        () => undefined,
        (error: Failure) => error,
      );
      clearTimeout(timer);
      const gone = allSent(mime.messageId);
      return failure === undefined ? { state: 'sent' } : notSentAfter(failure, gone);
    },
    async verify() {
      return transport.verify().then(
        () => undefined,
        (error: Failure) => notSentAfter(error, false),
      );
    },
    close: () => transport.close(),
  };
}

/** The letter as a mail program keeps it. */
export async function emlOf(mime: Mime): Promise<Buffer> {
  const transport = createTransport({
    ...{ streamTransport: true, buffer: true, newline: 'windows' },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const { message } = await transport.sendMail(optionsOf(mime));
  return message as Buffer;
}

function optionsOf({ messageId, attachments, headers, ...rest }: Mime): SendMailOptions {
  return {
    ...rest,
    ...{ messageId, headers, xMailer: false },
    attachments: attachments.map(({ name, type, content }) => ({
      ...{ filename: name, contentType: type },
      content: typeof content === 'string' ? content : Buffer.from(content),
    })),
  };
}

/**
 * Tells of a letter whether all of it, to the line that ends it, was handed to the connection. Before that no
 * server can have taken it.
 */
function watchStreams(transport: Transporter): (messageId: string) => boolean {
  const streams = new Map<string, Readable>();
  transport.use('stream', ({ message, data }, next) => {
    const make = message.createReadStream.bind(message);
    message.createReadStream = (options) => {
      const stream = make(options);
      streams.set(data.messageId ?? '', stream);
      return stream;
    };
    next();
  });
  return (messageId) => {
    const ended = streams.get(messageId)?.readableEnded === true;
    streams.delete(messageId);
    return ended;
  };
}
