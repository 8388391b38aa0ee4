import {
  COMMUNITY_OWNER,
  generateX25519,
  random16Hex,
  sealingDomain,
  type ChannelBody,
} from '@acequia/protocol';
import {
  loadChannelIdentity,
  MailClient,
  openMessage,
  sealMessage,
  type ChannelIdentity,
} from '@acequia/protocol/channel';
import { eventually } from '../harness/eventually.js';
import type { HomeName } from '../harness/HomeName.js';
import type { TestCommunity } from '../harness/TestCommunity.js';

/** A home that writes to the community, and reads what comes, without an agent. */
export class HomeMail {
  /** All letters that have come, in order. */
  readonly received: ChannelBody[] = [];
  readonly #community: TestCommunity;
  readonly #homeId: HomeName;
  readonly #identity: ChannelIdentity;
  readonly #client: MailClient;
  readonly #domain: string;
  readonly #pair = generateX25519();
  #cursor = 0;

  private constructor(
    community: TestCommunity,
    homeId: HomeName,
    way: { readonly identity: ChannelIdentity; readonly url: string },
  ) {
    this.#community = community;
    this.#homeId = homeId;
    this.#identity = way.identity;
    this.#domain = sealingDomain(community.home(homeId).connection);
    this.#client = new MailClient({
      url: way.url,
      identity: way.identity,
      communityKey: () => community.keys.community.newest(),
      domain: this.#domain,
    });
  }

  /** Publishes the key that letters to the home are sealed to. @param url of the community's mailbox. */
  static async open(community: TestCommunity, homeId: HomeName, url: string): Promise<HomeMail> {
    const { connection, ledger } = community.home(homeId);
    const identity = await loadChannelIdentity(connection, homeId);
    const mail = new HomeMail(community, homeId, { identity, url });
    await ledger.keys.publishOperationKey({
      version: 1,
      publicKey: mail.#pair.publicKey.toString('base64'),
    });
    return mail;
  }

  /** When this comes back the community has taken it. */
  async send(body: ChannelBody): Promise<void> {
    const { publicKey } = await this.#community.keys.community.newest();
    const message = {
      version: 1,
      messageId: random16Hex(),
      from: this.#homeId,
      to: COMMUNITY_OWNER,
      sentAt: Date.now(),
      body,
    } as const;
    const seal = { identity: this.#identity, recipientKey: publicKey, domain: this.#domain };
    await this.#client.post(COMMUNITY_OWNER, sealMessage(message, seal));
  }

  /** Reads what is there by now. */
  async fetch(): Promise<readonly ChannelBody[]> {
    for (;;) {
      const { messages, next } = await this.#client.fetch(this.#cursor);
      this.#cursor = next;
      if (messages.length === 0) return this.received;
      for (const { sealed } of messages) {
        const opening = { privateKeys: [this.#pair.privateKey], domain: this.#domain };
        this.received.push(openMessage(sealed, opening).message.body);
      }
    }
  }

  /** The first letter of a type, when it has come. @param isMeant which of them; any when absent. */
  async letter<T extends ChannelBody['type']>(
    type: T,
    isMeant: (body: Extract<ChannelBody, { type: T }>) => boolean = () => true,
  ): Promise<Extract<ChannelBody, { type: T }>> {
    const isOf = (body: ChannelBody): body is Extract<ChannelBody, { type: T }> => body.type === type;
    return eventually(`a letter ${type} to ${this.#homeId}`, async () =>
      (await this.fetch()).filter(isOf).find(isMeant),
    );
  }
}
