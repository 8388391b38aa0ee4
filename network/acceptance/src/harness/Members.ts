import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { NetworkDescription } from '@acequia/protocol';
import { Member, type MemberOptions } from './Member.js';

/** Opens members of a network, and closes them all. */
export class Members {
  readonly #network: NetworkDescription;
  readonly #journals: string;
  readonly #open: Member[] = [];

  /** @param journals folder for the clients' submission journals. */
  constructor(network: NetworkDescription, journals: string) {
    this.#network = network;
    this.#journals = journals;
  }

  /** Connects an identity, with a fresh journal. */
  async open(options: Omit<MemberOptions, 'journalDir'>): Promise<Member> {
    const journalDir = join(this.#journals, randomUUID());
    const member = await Member.open(this.#network, { ...options, journalDir });
    this.#open.push(member);
    return member;
  }

  close(): void {
    for (const member of this.#open.splice(0)) member.close();
  }
}
