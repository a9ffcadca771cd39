/** The fields of the members' forms, and what is wrong with them. */
import { z } from 'zod';
import type { Role } from '../../directory.js';
import type { Partnership } from '../../partnership.js';
import { choice, optionalEmail, optionalText, parse, requiredText } from '../../shared/parse.js';
import type { Result } from '../../shared/result.js';

export const JOIN_FIELDS = ['organisation', 'email'] as const;
export const MEMBER_FIELDS = ['name', 'organisation', 'email', 'roles'] as const;
export const ROLES: readonly Role[] = ['coordinator', 'working-group'];

export interface JoinForm {
  readonly organisation: string;
  /** Empty when not given. A claim until a coordinator approves. */
  readonly email: string;
}

export function parseJoin(data: unknown, partnership: Partnership): Result<JoinForm> {
  return parse(joinSchema(partnership), data);
}

export interface MemberForm extends JoinForm {
  readonly name: string;
  readonly roles: readonly Role[];
}

export function parseMember(data: unknown, partnership: Partnership): Result<MemberForm> {
  const schema = joinSchema(partnership).extend({
    name: requiredText('the name', 100, 'Enter the name'),
    // Several choices arrive as one text, with commas between.
    roles: optionalText('the roles', 100).transform((text) => {
      const chosen = text.split(',');
      return ROLES.filter((role) => chosen.includes(role));
    }),
  });
  return parse(schema, data);
}

function joinSchema({ organisations }: Partnership) {
  const known = Object.fromEntries(organisations.map(({ id }) => [id, id]));
  return z.object({
    organisation: choice(known, 'Choose the organisation'),
    email: optionalEmail('Enter a work e-mail address, like name@organisation.gov.uk'),
  });
}
