import {
  run,
  endpointOf,
  organisationOf,
  type NetworkPaths,
  type NetworkPlan,
  type OrganisationPlan,
} from '@acequia/network/common';
import type { FabricBinaries } from '../binaries/FabricBinaries.js';
import { join } from 'node:path';

const timeoutMs = 120_000;
/** Long enough for dozens of peers that start on two processors. */
const connectTimeout = '30s';

/** Fabric's `peer` command, run as an organisation's admin against its own peer. */
export class PeerCli {
  readonly #plan: NetworkPlan;
  readonly #paths: NetworkPaths;
  readonly #binaries: FabricBinaries;

  constructor(plan: NetworkPlan, paths: NetworkPaths, binaries: FabricBinaries) {
    this.#plan = plan;
    this.#paths = paths;
    this.#binaries = binaries;
  }

  async run(organisation: OrganisationPlan, args: readonly string[]): Promise<string> {
    const { domain, peer, mspId } = organisation;
    return await run(this.#binaries.command('peer'), args, {
      timeoutMs,
      env: {
        FABRIC_CFG_PATH: this.#paths.node(peer.name),
        FABRIC_LOGGING_SPEC: 'error',
        CORE_PEER_LOCALMSPID: mspId,
        CORE_PEER_MSPCONFIGPATH: this.#paths.userMsp(domain, 'admin'),
        CORE_PEER_ADDRESS: endpointOf(peer),
        CORE_PEER_CLIENT_CONNTIMEOUT: connectTimeout,
        CORE_PEER_TLS_ENABLED: 'true',
        CORE_PEER_TLS_ROOTCERT_FILE: this.#paths.tlsCa(domain),
      },
    });
  }

  /** Arguments that send a transaction to an orderer; the first one leads at the start. */
  ordererArgs(orderer = this.#plan.orderers[0]): string[] {
    if (orderer === undefined) return [];
    const { domain } = organisationOf(this.#plan, orderer.mspId);
    const tlsCa = join(this.#paths.ordererCrypto(domain), 'tls', 'ca.crt');
    return ['-o', endpointOf(orderer), '--connTimeout', connectTimeout, '--tls', '--cafile', tlsCa];
  }
}
