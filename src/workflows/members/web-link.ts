/** A link for somebody whom no card reaches in Teams: their items on a web page of their own. */
import type { Member } from '../../directory.js';
import { dayOf, longDate } from '../../shared/calendar.js';
import { UserError } from '../../shared/errors.js';
import type { ActorContext, Card, Handler, Notification } from '../workflow.js';
import { noticeCard } from './cards.js';
import { loadMember } from './desk.js';

const DAYS = 14;

/** The coordinator passes it on: the bot has no way to the person. Their links from before stop working. */
export const makeWebLink: Handler = async (input, context) => {
  const member = await loadMember(input, context);
  if (member.standing !== 'active') {
    throw new UserError(
      'members.notActive',
      `${member.name} is no member, so there is nothing a link could show.`,
    );
  }
  const expires = new Date(context.now.getTime() + DAYS * 24 * 60 * 60 * 1000);
  const url = await context.personalLink(member, expires);
  const lastDay = longDate(dayOf(expires, context.partnership.time_zone));
  return { reply: webLinkCard(member, url, lastDay), notify: tellHolder(context, member, lastDay) };
};

function webLinkCard(member: Member, link: string, lastDay: string): Card {
  return {
    template: 'members/web-link',
    summary: `A web link for ${member.name}, until ${lastDay}.`,
    data: {
      heading: `Web link for ${member.name}`,
      sentence:
        `Pass this link on to ${member.name}, and to nobody else: whoever has it answers in that name. ` +
        `It works until ${lastDay}; links made before no longer work.`,
      link,
      press: { member: member.id },
    },
  };
}

/** Whoever has an account hears of it: nobody should answer in their name unnoticed. */
function tellHolder(context: ActorContext, member: Member, lastDay: string): readonly Notification[] {
  if (member.account === undefined || member.id === context.actor.id) return [];
  const sentence =
    `${context.actor.name} made a link that shows your items on a web page, until ${lastDay}. ` +
    `If you did not expect it, write to ${context.partnership.team.mailbox}.`;
  const card = noticeCard(context, 'A web link was made for you', sentence);
  const key = `members.webLink:${member.id}:${context.now.toISOString()}`;
  return [{ to: { kind: 'member', id: member.id }, card, key }];
}
