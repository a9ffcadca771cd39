/** The people that the Agents Playground plays: those in env/sample/members.yaml who have an account. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const account = z.strictObject({ tenant: z.guid(), object_id: z.guid() });
const file = z.strictObject({
  members: z.array(
    z.strictObject({
      name: z.string(),
      email: z.email(),
      organisation: z.string(),
      roles: z.array(z.string()),
      account: account.optional(),
    }),
  ),
});

/** A mock person. Every id is fixed, so that a data folder still knows them tomorrow. */
export interface Person {
  readonly name: string;
  readonly email: string;
  /** The id of an organisation in the partnership file. */
  readonly organisation: string;
  readonly roles: readonly string[];
  readonly tenant: string;
  readonly objectId: string;
  /** Their id towards the bot, in the form that Teams uses. */
  readonly user: string;
}

/** Everybody with an account, in the file's order. */
export const people: readonly Person[] = readPeople();

/**
 * The mock person with a name.
 * @throws {Error} when the sample has nobody of that name with an account
 */
export function personNamed(name: string): Person {
  const found = people.find((each) => each.name === name);
  if (found === undefined) throw new Error(`env/sample/members.yaml has no ${name} with an account.`);
  return found;
}

function readPeople(): Person[] {
  const source = readFileSync(new URL('../sample/members.yaml', import.meta.url), 'utf8');
  return file.parse(parse(source)).members.flatMap((member) => {
    if (member.account === undefined) return [];
    const { tenant, object_id: objectId } = member.account;
    const { name, email, organisation, roles } = member;
    return [{ name, email, organisation, roles, tenant, objectId, user: `29:1${objectId}` }];
  });
}
