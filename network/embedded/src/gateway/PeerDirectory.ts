import type { Definitions } from '../definitions/Definitions.js';
import type { Peer } from '../peer/Peer.js';
import { PlanningError } from './PlanningError.js';
import { shuffle } from './shuffle.js';

const SYSTEM_CHAINCODES: ReadonlySet<string> = new Set(['_lifecycle', 'cscc', 'lscc', 'qscc']);

export interface PeerDirectoryOptions {
  readonly channel: string;
  readonly local: Peer;
  readonly peers: readonly Peer[];
  readonly definitions: () => Definitions;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** Which peers of the channel can run a chaincode (internal/pkg/gateway/registry.go). */
export class PeerDirectory {
  readonly #options: PeerDirectoryOptions;

  constructor(options: PeerDirectoryOptions) {
    this.#options = options;
  }

  /**
   * The peers of the named organisations.
   *
   * @throws PlanningError that names the organisations that have none
   */
  ofOrganisations(channel: string, chaincode: string, mspIds: readonly string[]): readonly Peer[] {
    const peers = this.#with(channel, chaincode);
    const missing = mspIds.filter((mspId) => !peers.some((peer) => peer.mspId === mspId));
    if (missing.length > 0) {
      throw new PlanningError(`failed to find any endorsing peers for org(s): ${missing.join(', ')}`);
    }
    return peers.filter((peer) => mspIds.includes(peer.mspId));
  }

  /**
   * The peers that may be asked, best first: this organisation's, then the highest.
   *
   * @param mspIds all organisations when empty
   * @throws PlanningError when there is none
   */
  evaluators(channel: string, chaincode: string, mspIds: readonly string[]): readonly Peer[] {
    const wanted = this.#with(channel, chaincode).filter(
      (peer) => mspIds.length === 0 || mspIds.includes(peer.mspId),
    );
    if (wanted.length === 0) {
      throw new PlanningError(`no peers available to evaluate chaincode ${chaincode} in channel ${channel}`);
    }
    const { local, random } = this.#options;
    const others = shuffle(
      wanted.filter((peer) => peer !== local),
      random,
    ).sort((a, b) => b.height - a.height);
    return wanted.includes(local) ? [local, ...others] : others;
  }

  #with(channel: string, chaincode: string): readonly Peer[] {
    if (channel !== this.#options.channel) return [];
    const known =
      SYSTEM_CHAINCODES.has(chaincode) || this.#options.definitions().find(chaincode) !== undefined;
    return known ? this.#options.peers : [];
  }
}
