/** The post of this installation: a mail server, or in local mode the data folder. */
import type { Logger } from 'pino';
import type { NotSent, Post, Posted } from '../message.js';
import type { Mail } from '../outbox/outbox.js';
import type { Partnership } from '../partnership.js';
import { lettersFolder, openKeptLetters } from './kept.js';
import { mimeOf } from './mime.js';
import type { Mime, Sender } from './mime.js';
import { emlOf, openSmtp } from './nodemailer.js';
import type { MailSettings, SmtpSettings } from './settings.js';

/** Connections that a mail server gladly sees from one sender. */
const CONNECTIONS = 5;

interface Parts {
  readonly settings: MailSettings;
  readonly partnership: Partnership;
  readonly dataFolder: string;
  readonly log: Logger;
}

export function openPost({ settings, partnership, dataFolder, log }: Parts): Omit<Mail, 'write'> {
  const sender = senderOf(settings, partnership);
  const { smtp } = settings;
  return smtp === undefined
    ? { post: keepingPost(dataFolder, sender, log), abreast: 1 }
    : { post: smtpPost(smtp, sender, log), abreast: CONNECTIONS, pace: paceOf(smtp) };
}

function senderOf({ from }: MailSettings, { team }: Partnership): Sender {
  return { from: { name: team.name, address: from ?? team.mailbox }, replyTo: team.mailbox };
}

/** Evenly, so that a server which counts in other minutes than we do sees no more either. */
function paceOf({ perMinute }: SmtpSettings): Mail['pace'] {
  return perMinute === undefined ? undefined : { most: 1, per: 60_000 / perMinute };
}

function smtpPost(server: SmtpSettings, sender: Sender, log: Logger): Post {
  const smtp = openSmtp(server, CONNECTIONS);
  return { send: (posted) => madeThen(posted, sender, log, (mime) => smtp.send(mime)), close: smtp.close };
}

function keepingPost(dataFolder: string, sender: Sender, log: Logger): Post {
  const letters = openKeptLetters(lettersFolder(dataFolder));
  return {
    send: (posted) =>
      madeThen(posted, sender, log, async (mime) => {
        try {
          await letters.keep(mime, await emlOf(mime));
          return { state: 'sent' };
        } catch (error) {
          log.error({ err: error }, 'a letter could not be kept');
          return { state: 'try again', reason: 'The letter could not be kept in the data folder.' };
        }
      }),
    close: () => undefined,
  };
}

type Sent = { readonly state: 'sent' } | NotSent;

async function madeThen(
  posted: Posted,
  sender: Sender,
  log: Logger,
  send: (mime: Mime) => Promise<Sent>,
): Promise<Sent> {
  let mime: Mime;
  try {
    mime = mimeOf(posted, sender);
  } catch (error) {
    log.error({ err: error, key: posted.key }, 'a letter could not be made');
    return { state: 'failed', reason: 'The letter could not be made.' };
  }
  return send(mime);
}
