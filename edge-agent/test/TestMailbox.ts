import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CodedError,
  generateX25519,
  keyHashOf,
  publicKeyBase64,
  random16Hex,
  type ChannelBody,
  type ChannelMessage,
  type KeyOwner,
  type PartyRecord,
} from '@acequia/protocol';
import {
  openMessage,
  openRequest,
  ReplayGuard,
  sealMessage,
  sealReply,
  type ChannelIdentity,
  type KeptMessage,
  type MailReply,
} from '@acequia/protocol/channel';
import { createPublicKey } from 'node:crypto';
import { DOMAIN } from './FileLedger.js';

/** A party of the tests: its Fabric key, its operation key, and its entry in the registry. */
export interface TestParty {
  readonly identity: ChannelIdentity;
  readonly operation: ReturnType<typeof generateX25519>;
  readonly record: PartyRecord;
}

/** A household of a home, or an operator. */
export function aParty(owner: KeyOwner): TestParty {
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const mspId = owner === 'community' ? 'CommunityMSP' : `${owner}MSP`;
  const role = owner === 'community' ? 'operator' : 'household';
  const identity = {
    owner,
    mspId,
    publicKey: publicKeyBase64(key),
    sign: (message: Uint8Array) => sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' }),
  };
  const record: PartyRecord = {
    mspId,
    keyHash: keyHashOf(createPublicKey(key)),
    role,
    status: 'active',
    ...(role === 'household' && { homeId: owner }),
  };
  return { identity, operation: generateX25519(), record };
}

/** The community's end of the auxiliary channel over real HTTP: it keeps letters, and has its own said to `onMessage`. */
export class TestMailbox {
  readonly parties: readonly TestParty[];
  /** Told of what the community is told. */
  onMessage: (message: ChannelMessage) => void = () => undefined;
  /** Codes to refuse the next posts with. */
  readonly refusals: string[] = [];
  /** All bodies that came in. */
  readonly lengths = new Set<number>();
  readonly #community: TestParty;
  readonly #boxes = new Map<KeyOwner, KeptMessage[]>();
  readonly #guard = new ReplayGuard();
  readonly #server: Server;

  constructor(community: TestParty, parties: readonly TestParty[]) {
    this.#community = community;
    this.parties = [community, ...parties];
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        response.setHeader('content-type', 'application/octet-stream');
        response.end(this.#answer(Buffer.concat(chunks)));
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The community writes to a home. */
  tell(to: KeyOwner, body: ChannelBody): void {
    this.post(this.#community.identity, { to, body });
  }

  /** Somebody's letter lies in a home's box, in whoever's name. */
  post(
    identity: ChannelIdentity,
    { to, body, messageId = random16Hex() }: { to: KeyOwner; body: ChannelBody; messageId?: string },
  ): void {
    const message = { version: 1, messageId, from: identity.owner, to, sentAt: Date.now(), body } as const;
    const recipientKey = this.party(to).operation.publicKey;
    this.#keep(to, sealMessage(message, { identity, recipientKey, domain: DOMAIN }));
  }

  party(owner: KeyOwner): TestParty {
    const party = this.parties.find(({ identity }) => identity.owner === owner);
    if (party === undefined) throw new Error(`no party ${owner}`);
    return party;
  }

  /** What homes ask the ledger. */
  readonly ledger = {
    registry: {
      getParty: async ({ keyHash }: { keyHash: string }): Promise<PartyRecord> => {
        const party = this.parties.find(({ record }) => record.keyHash === keyHash);
        if (party === undefined) throw new CodedError('PARTY_UNKNOWN', 'no such party');
        return Promise.resolve(party.record);
      },
    },
    keys: {
      getOperationKey: async ({ owner }: { owner: KeyOwner }) => {
        const publicKey = this.party(owner).operation.publicKey.toString('base64');
        return Promise.resolve({ owner, version: 1, publicKey, publishedAt: 0 });
      },
    },
  };

  #answer(bytes: Buffer): Buffer {
    this.#lengthsAdd(bytes.length);
    const privateKeys: KeyObject[] = [this.#community.operation.privateKey];
    const request = openRequest(bytes, { privateKeys, domain: DOMAIN });
    this.#guard.admit(request);
    const signer = this.parties.find(({ record }) => record.keyHash === request.signer.keyHash);
    if (signer === undefined) throw new Error('a stranger asks');
    const place = { requestId: request.requestId, domain: DOMAIN };
    return sealReply(this.#reply(request, signer.identity.owner), request.replyKey, place);
  }

  #reply(request: ReturnType<typeof openRequest>, owner: KeyOwner): MailReply {
    if (request.kind === 'idle') return { kind: 'done' };
    if (request.kind === 'fetch') {
      const box = this.#boxes.get(owner) ?? [];
      const messages = box.filter(({ cursor }) => cursor > request.after).slice(0, 4);
      return { kind: 'messages', messages, next: messages.at(-1)?.cursor ?? request.after };
    }
    const code = this.refusals.shift();
    if (code !== undefined) return { kind: 'refused', code };
    if (request.to === 'community') this.#open(request.sealed);
    else this.#keep(request.to, Buffer.from(request.sealed));
    return { kind: 'done' };
  }

  #open(sealed: Uint8Array): void {
    const { privateKey } = this.#community.operation;
    this.onMessage(openMessage(sealed, { privateKeys: [privateKey], domain: DOMAIN }).message);
  }

  #keep(to: KeyOwner, sealed: Buffer): void {
    const box = this.#boxes.get(to) ?? [];
    this.#boxes.set(to, [...box, { cursor: box.length + 1, sealed }]);
  }

  #lengthsAdd(length: number): void {
    this.lengths.add(length);
  }
}
