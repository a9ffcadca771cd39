/** Whether the mail server answers. */
import type { Config } from '../../config.js';
import { openSmtp } from '../../mail/nodemailer.js';
import { about } from './finding.js';
import type { Finding } from './finding.js';

const { ok, note, problem } = about('Mail');
const PATIENCE = { connect: 5_000, silence: 10_000, letter: 15_000 };

/** Connects and signs in as the bot does, and sends nothing. */
export async function checkMail({ mail, bot }: Config): Promise<Finding> {
  const smtp = mail?.smtp;
  if (smtp === undefined) {
    return note(
      bot === undefined
        ? 'SMTP_URL is not set: letters are kept in the data folder, where they can be read at /mail/.'
        : 'SMTP_URL is not set: members without Teams get nothing. Set it and MAIL_FROM to write to them by e-mail.',
    );
  }
  const server = `${smtp.host}:${smtp.port}`;
  const post = openSmtp(smtp, 1, PATIENCE);
  const fault = await post.verify();
  post.close();
  if (fault === undefined) return ok(`${server} answers and takes letters from ${mail?.from ?? ''}.`);
  return problem(
    `${server} cannot be used. ${fault.reason} Set SMTP_URL to the server's address, port, user name and password, and let this computer reach it.`,
  );
}
