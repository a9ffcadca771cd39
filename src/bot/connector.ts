/** The three calls by which the bot writes to Teams, each made once and within a limit of time. */
import type { Contact } from '../directory.js';
import type { Message, SentMessage } from '../message.js';
import type { Adapter, Connector } from './adapter.js';
import { activityOf } from './reply.js';

/** A conversation and the address it is reached under. */
export interface Conversation {
  readonly conversation: string;
  readonly serviceUrl: string;
}

export interface Calls {
  post(to: Conversation, message: Message): Promise<SentMessage>;
  edit(sent: SentMessage, message: Message): Promise<void>;
  /** The one-to-one chat with a person, made or found: asking again gives the same one. */
  openChat(contact: Contact): Promise<string>;
}

/** Microsoft did not let the bot sign in, so nothing was sent. */
export class SignInFailed extends Error {}

/** @param timeout milliseconds that one call may take */
export function openCalls(adapter: Adapter, timeout: number): Calls {
  async function conversationsAt(serviceUrl: string): Promise<Connector['conversations']> {
    const connector = await adapter.connector(serviceUrl);
    await signIn(connector, timeout);
    return connector.conversations;
  }

  // The SDK's own timeout ends when the headers are here; this one covers the body as well.
  const limited = (): { abortSignal: AbortSignal } => ({ abortSignal: AbortSignal.timeout(timeout) });

  return {
    async post({ conversation, serviceUrl }, message) {
      const conversations = await conversationsAt(serviceUrl);
      const made = await conversations.sendToConversation(conversation, activityOf(message), limited());
      return { conversation, activity: made.id, serviceUrl };
    },
    async edit(sent, message) {
      const conversations = await conversationsAt(sent.serviceUrl);
      const activity = { ...activityOf(message), id: sent.activity };
      await conversations.updateActivity(sent.conversation, sent.activity, activity, limited());
    },
    async openChat(contact) {
      const conversations = await conversationsAt(contact.serviceUrl);
      const made = await conversations.createConversation(chatWith(contact), limited());
      return made.id;
    },
  };
}

type ChatParameters = Parameters<Connector['conversations']['createConversation']>[0];

function chatWith(contact: Contact): ChatParameters {
  const tenantId = contact.id.slice(0, contact.id.indexOf('/'));
  const parameters: Partial<ChatParameters> = {
    isGroup: false,
    bot: { id: contact.bot, name: '' },
    members: [{ id: contact.user, name: '' }],
    tenantId,
    channelData: { tenant: { id: tenantId } },
  };
  // The type asks for a first message as well; Teams does not.
  return parameters as ChatParameters;
}

/** Fetches the token first: a sign-in that fails must not look like a message that may have been sent. */
async function signIn(connector: Connector, timeout: number): Promise<void> {
  const { appId, getToken } = connector.credentials as { appId?: string; getToken?: () => Promise<string> };
  if (!appId || getToken === undefined) return;

  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('No answer.')), timeout);
  });
  try {
    await Promise.race([getToken.call(connector.credentials), late]);
  } catch (cause) {
    throw new SignInFailed('The bot could not sign in to Microsoft.', { cause });
  } finally {
    clearTimeout(timer);
  }
}
