import { generateX25519, type KeyOwner, type X25519KeyPair } from '@acequia/protocol';
import type { Member } from './Member.js';

/** The one operation key of a party of the tests, such as the auditor's. */
export class PartyKey {
  readonly pair: X25519KeyPair = generateX25519();
  readonly owner: KeyOwner;
  readonly version = 1;
  readonly #member: Member;

  constructor(member: Member) {
    this.#member = member;
    this.owner = `party-${member.keyHash}`;
  }

  async publish(): Promise<void> {
    const publicKey = this.pair.publicKey.toString('base64');
    await this.#member.ledger.keys.publishOperationKey({ version: this.version, publicKey });
  }
}
