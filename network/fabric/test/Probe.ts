import {
  readPlan,
  endpointOf,
  NetworkPaths,
  organisationOf,
  type NetworkPlan,
} from '@acequia/network/common';
import { FabricBinaries } from '../src/binaries/FabricBinaries.js';
import { PeerCli } from '../src/channel/PeerCli.js';
import { readPrepared } from '../src/readPrepared.js';

/** Calls the test chaincode with Fabric's own command, naming the endorsers. */
export class Probe {
  readonly #plan: NetworkPlan;
  readonly #paths: NetworkPaths;
  readonly #cli: PeerCli;

  constructor(dir: string) {
    this.#paths = new NetworkPaths(dir);
    this.#plan = readPlan(this.#paths);
    const { binDir, configDir } = readPrepared(this.#paths);
    this.#cli = new PeerCli(this.#plan, this.#paths, new FabricBinaries(binDir, configDir));
  }

  /**
   * Submits as the community's admin and waits for the commit on the endorsers' peers.
   *
   * @param options.transient the private value; `orderer`: who takes the transaction, by name
   */
  async submit(
    call: readonly string[],
    endorsers: readonly string[],
    options: { transient?: string; orderer?: string } = {},
  ): Promise<void> {
    const targets = endorsers.flatMap((mspId) => {
      const { peer, domain } = organisationOf(this.#plan, mspId);
      return ['--peerAddresses', endpointOf(peer), '--tlsRootCertFiles', this.#paths.tlsCa(domain)];
    });
    const { transient } = options;
    const value = transient === undefined ? undefined : Buffer.from(transient).toString('base64');
    const orderer = this.#plan.orderers.find(({ name }) => name === options.orderer);
    await this.#cli.run(organisationOf(this.#plan, 'CommunityMSP'), [
      ...['chaincode', 'invoke', ...this.#channelArgs(call), ...this.#cli.ordererArgs(orderer), ...targets],
      ...['--waitForEvent', '--waitForEventTimeout', '60s'],
      ...(value === undefined ? [] : ['--transient', JSON.stringify({ value })]),
    ]);
  }

  /** Asks an organisation's own peer, as its admin. */
  async evaluate(mspId: string, call: readonly string[]): Promise<string> {
    const organisation = organisationOf(this.#plan, mspId);
    return (await this.#cli.run(organisation, ['chaincode', 'query', ...this.#channelArgs(call)])).trim();
  }

  #channelArgs(call: readonly string[]): string[] {
    const { channel, chaincode } = this.#plan.topology;
    return ['-C', channel, '-n', chaincode.name, '-c', JSON.stringify({ Args: call })];
  }
}
