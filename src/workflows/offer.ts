/** How a recorded card starts another workflow's form, filled in, without either knowing the other. */
import type { Member } from '../directory.js';
import type { ActorContext, Card } from './workflow.js';

/** What a recorded card can hand on. Texts are as people typed them. */
export type Material = News | Outcomes;

/** Something for the bulletin. */
interface News {
  readonly kind: 'news';
  readonly headline: string;
  readonly summary: string;
  /** An https address. */
  readonly link?: string;
  /** ISO date. */
  readonly validUntil?: string;
}

/** Figures for a plan action's next update. */
interface Outcomes {
  readonly kind: 'outcomes';
  /** The action's number in the plan (`1.2a`), or its id. */
  readonly action: string;
  /** `Session of 14 September 2022: 62 attended, 90% rated it excellent or very good.` */
  readonly sentence: string;
}

/**
 * Loads what the `ids` of a button name, as it stands now. They are claims: it asks its policy again.
 * @throws {UserError} when it is not kept any more, or not the actor's to hand on
 */
export type MaterialSource = (ids: readonly string[], context: ActorContext) => Promise<Material>;

/** What a workflow takes from others, by the kind of material. */
export type Offer = { [K in Material['kind']]: OfferOf<K> }[Material['kind']];

interface OfferOf<K extends Material['kind']> {
  /** The button: `Offer as news`. */
  readonly title: string;
  readonly takes: K;
  /** Whether the button is shown to this member, and answered. */
  readonly offeredTo?: (member: Member) => boolean;
  /**
   * The form, filled in from the material; nothing is checked in it yet. A sentence leaves the card that
   * was pressed as it is.
   */
  readonly start: (
    material: Extract<Material, { readonly kind: K }>,
    context: ActorContext,
  ) => Promise<Card | string>;
}

/** One button of a recorded card: `"actions": [{ "$data": "${offers}", "verb": "${verb}", "data": "${data}" }]`. */
export interface OfferButton {
  readonly title: string;
  readonly verb: string;
  readonly data: object;
}
