import { StreamingRuntime } from '../chaincode/StreamingRuntime.js';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import type { Definitions } from '../definitions/Definitions.js';
import { deliverService } from '../deliver/deliverService.js';
import { AccessControl } from '../endorser/AccessControl.js';
import { Endorser } from '../endorser/Endorser.js';
import { endorserService } from '../endorser/endorserService.js';
import { gatewayService } from '../gateway/gatewayService.js';
import type { Organisation } from '../identities/Organisation.js';
import type { SqliteLedger } from '../ledger/SqliteLedger.js';
import type { OrderingService } from '../ordering/OrderingService.js';
import type { CommitDelay } from '../peer/CommitDelay.js';
import { EmbeddedPeer } from '../peer/EmbeddedPeer.js';
import { PeerServer } from '../peer/PeerServer.js';
import type { OrganisationSettings } from '../settings/embeddedSettings.js';
import { SnapshotSimulator } from '../simulation/SnapshotSimulator.js';
import { callableSystemChaincodes } from '../systemChaincodes/callableSystemChaincodes.js';
import { systemChaincodes } from '../systemChaincodes/systemChaincodes.js';

/** What the peers of a network share. */
export interface PeerNodeContext {
  readonly bundle: ChannelBundle;
  readonly ledger: SqliteLedger;
  readonly definitions: Definitions;
  readonly delay: CommitDelay;
  readonly executeTimeoutMs: number;
  /** After each change of a peer's height. */
  readonly onAdvanced: () => void;
  readonly log: (text: string) => void;
  /** Told of faults that a client cannot be told of. */
  readonly report: (error: unknown) => void;
}

/** What serving needs besides: known when every peer is there. */
export interface ServingContext {
  readonly peers: readonly EmbeddedPeer[];
  readonly ordering: OrderingService;
  readonly orderer: { readonly address: string; readonly mspId: string };
}

/** One organisation's peer: its endorser, its streams to chaincode, and its server. */
export class PeerNode {
  readonly peer: EmbeddedPeer;
  readonly #settings: OrganisationSettings;
  readonly #organisation: Organisation;
  readonly #context: PeerNodeContext;
  readonly #runtime: StreamingRuntime;
  readonly #endorser: Endorser;
  #server: PeerServer | undefined;

  constructor(settings: OrganisationSettings, organisation: Organisation, context: PeerNodeContext) {
    const { bundle, ledger, delay, executeTimeoutMs, log } = context;
    const { mspId } = settings;
    const definitions = (): Definitions => context.definitions;
    const height = (): number => this.peer.height;
    const system = systemChaincodes({ mspId, bundle, ledger, definitions, height });
    const access = new AccessControl(mspId, bundle);
    this.#settings = settings;
    this.#organisation = organisation;
    this.#context = context;
    this.#runtime = new StreamingRuntime({
      channel: bundle.channel,
      mspId,
      definitions: context.definitions,
      systemChaincodes: callableSystemChaincodes(bundle.channel, system),
      authorizeChaincodeToChaincode: (creator) => {
        access.check('peer/ChaincodeToChaincode', bundle.channel, creator);
      },
      executeTimeoutMs,
      log: (text) => {
        log(`${mspId}: ${text}`);
      },
    });
    this.#endorser = new Endorser({
      mspId,
      identity: organisation.node.identity,
      bundle,
      ledger,
      transient: ledger.transientStore,
      definitions,
      runtime: this.#runtime,
      systemChaincodes: system,
      height,
      newSimulator: (snapshot, owner, txId) =>
        new SnapshotSimulator(snapshot, owner, txId, { definitions: context.definitions }),
    });
    this.peer = new EmbeddedPeer({
      mspId,
      address: `${organisation.node.name}:${settings.port}`,
      identity: organisation.node.identity,
      ledger,
      delay,
      processProposal: (signed, signal) => this.#endorser.processProposal(signed, signal),
      onAdvanced: context.onAdvanced,
    });
  }

  /** @throws Error when it cannot listen */
  async serve({ peers, ordering, orderer }: ServingContext): Promise<void> {
    const { bundle, ledger, report } = this.#context;
    const { host, port } = this.#settings;
    const definitions = (): Definitions => this.#context.definitions;
    const now = (): Date => new Date();
    const peer = this.peer;
    const server = new PeerServer({
      host,
      port,
      tls: this.#organisation.node.tls,
      services: [
        gatewayService({
          ...{ peer, peers, bundle, definitions, ordering, orderer, report },
          random: () => Math.random(),
        }),
        deliverService({ peer, bundle, ledger, definitions, now, report }),
        endorserService({ endorser: this.#endorser, membership: bundle.membership, now, report }),
      ],
    });
    this.#server = server;
    await server.start();
  }

  /** Takes no more calls, and ends the streams to chaincode. */
  async stop(): Promise<void> {
    this.peer.stop();
    await this.#server?.stop();
    this.#runtime.close();
  }
}
