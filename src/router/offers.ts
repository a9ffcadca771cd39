/** A recorded card's material, handed to another workflow's form. Neither imports the other. */
import type { Member } from '../directory.js';
import { UserError } from '../shared/errors.js';
import { textOf } from '../shared/parse.js';
import type { ActorContext, Handler, Material, Offer, OfferButton, Workflow } from '../workflows/workflow.js';

/** The verb of a button that offers a material: `{ offer, material, ids }`. */
export const OFFER = 'roundtable/offer';
/** As many buttons as a card has room for in one row. */
const SHOWN = 3;
const MOST_IDS = 10;
const LONGEST_ID = 200;

/** The buttons for a material of this kind that this member may press; `material` is `<workflow>/<material>`. */
export function offersFor(workflows: readonly Workflow[], actor: Member): ActorContext['offersFor'] {
  return (kind, material, ids): readonly OfferButton[] =>
    workflows
      .flatMap(({ name, offers = {} }) =>
        Object.entries(offers).map(([key, offer]) => ({ id: `${name}/${key}`, offer })),
      )
      .filter(({ offer }) => offer.takes === kind && mayTake(offer, actor))
      .slice(0, SHOWN)
      .map(({ id, offer }) => ({ title: offer.title, verb: OFFER, data: { offer: id, material, ids } }));
}

/** Answers such a button: who asks, and what they ask for, is looked at as if for the first time. */
export function takeOffer(workflows: readonly Workflow[]): Handler {
  return async ({ data }, context) => {
    const offer = own(workflows, textOf(data, 'offer'), ({ offers }) => offers);
    const source = own(workflows, textOf(data, 'material'), ({ materials }) => materials);
    const ids = idsOf(data);
    if (offer === undefined || source === undefined || ids === undefined) throw withdrawn();
    if (!mayTake(offer, context.actor)) throw notForYou(offer);
    const material = await source(ids, context);
    return { reply: await start(offer, material, context) };
  };
}

function start(offer: Offer, material: Material, context: ActorContext): ReturnType<Offer['start']> {
  if (offer.takes === 'news' && material.kind === 'news') return offer.start(material, context);
  if (offer.takes === 'outcomes' && material.kind === 'outcomes') return offer.start(material, context);
  throw withdrawn();
}

/** What stands under `<workflow>/<name>`; names of an object's own making alone. */
function own<T>(
  workflows: readonly Workflow[],
  id: string,
  choose: (workflow: Workflow) => Readonly<Record<string, T>> | undefined,
): T | undefined {
  const [name, key = '', ...rest] = id.split('/');
  const workflow = workflows.find((each) => each.name === name);
  const kept = (workflow && choose(workflow)) ?? {};
  return rest.length === 0 && Object.hasOwn(kept, key) ? kept[key] : undefined;
}

function idsOf({ ids }: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  if (!Array.isArray(ids) || ids.length > MOST_IDS) return undefined;
  return ids.every((id) => typeof id === 'string' && id.length <= LONGEST_ID) ? ids : undefined;
}

function mayTake({ offeredTo }: Offer, member: Member): boolean {
  return offeredTo?.(member) ?? true;
}

function withdrawn(): UserError {
  return new UserError(
    'roundtable.offerGone',
    'This cannot be handed on any more. Say help to see what I can do now.',
  );
}

function notForYou({ title }: Offer): UserError {
  return new UserError(
    'roundtable.offerNotForYou',
    `'${title}' is not for you to choose. Say help to see what you can do.`,
  );
}
