/** The port between the router and whatever people speak through: Teams or a web page. */
import type { Message, SentMessage } from '../message.js';

/** Who speaks, as the channel vouches for it: never taken from a card. */
export interface Speaker {
  /** `<tenant>/<object id>`, lower case (accountOf in directory.ts). */
  readonly account: string;
  readonly name: string;
  /**
   * The member's id, in place of the account, when a personal link vouches for them: people without Teams have
   * no account. Set by src/web/ alone, after it checked the link; Teams' side names accounts and never this.
   */
  readonly member?: string;
}

/** Where it was said. */
export interface Place {
  /** A one-to-one chat. */
  readonly personal: boolean;
  /** The message whose card was pressed: it is edited to match what was recorded. */
  readonly message?: SentMessage;
}

export interface Router {
  /** Something typed, with mentions of the bot already removed. */
  hear(text: string, speaker: Speaker, place: Place): Promise<Message>;
  /** A button pressed; `data` is the card's inputs and the button's own data. */
  press(
    verb: string,
    data: Readonly<Record<string, unknown>>,
    speaker: Speaker,
    place: Place,
  ): Promise<Message>;
  /** The first card for somebody who just met the bot in a personal chat. */
  welcome(speaker: Speaker): Promise<Message>;
  /** The one introduction when the bot is added to a channel or group chat. */
  introduce(): Promise<Message>;
}
