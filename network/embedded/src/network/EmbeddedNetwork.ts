import type { common } from '@hyperledger/fabric-protos';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import { readChannelBundle } from '../channel/readChannelBundle.js';
import { createDefinitions } from '../definitions/createDefinitions.js';
import type { Definitions } from '../definitions/Definitions.js';
import { SqliteLedger } from '../ledger/SqliteLedger.js';
import type { SigningIdentity } from '../msp/SigningIdentity.js';
import { Orderer } from '../ordering/Orderer.js';
import { CommitDelay } from '../peer/CommitDelay.js';
import type { EmbeddedSettings } from '../settings/embeddedSettings.js';
import { BlockCommitter } from '../validation/BlockCommitter.js';
import { createChannel, ordererEndpoint } from './createChannel.js';
import { loadIdentities, type Identities } from './loadIdentities.js';
import { describeInvalid } from './describeInvalid.js';
import { describeReady, type ReadyDescription } from './describeReady.js';
import { NetworkError } from './NetworkError.js';
import type { NetworkOptions } from './NetworkOptions.js';
import { PeerNode } from './PeerNode.js';
import { requireMembers } from './requireMembers.js';
import { StoredSettings } from './StoredSettings.js';

/** What orderer, committer and peers share. */
interface SharedParts {
  readonly bundle: ChannelBundle;
  readonly ledger: SqliteLedger;
  readonly definitions: Definitions;
}

/** A channel with a peer for each organisation, and everything that it takes to use it, in this process. */
export class EmbeddedNetwork {
  readonly #options: NetworkOptions;
  #ledger: SqliteLedger | undefined;
  #orderer: Orderer | undefined;
  #nodes: readonly PeerNode[] = [];
  #stopped: Promise<void> | undefined;

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  /**
   * Makes identities and channel where they are missing, continues the ledger that is there, and listens.
   *
   * @throws NetworkError, LedgerStoreError, IdentityError, DefinitionError, ChannelConfigError; an Error when a port is taken
   * or it is stopped meanwhile. What was started by then is stopped.
   */
  async start(): Promise<ReadyDescription> {
    try {
      return await this.#start();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Takes no more calls, commits what was accepted, and closes the ledger. May be called twice; it does not start again. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    try {
      // First what was accepted: whoever waits for its commit still learns of it.
      await this.#orderer?.stop();
    } finally {
      await Promise.all(this.#nodes.map(async (node) => node.stop()));
      this.#ledger?.close();
    }
  }

  async #start(): Promise<ReadyDescription> {
    const { settings, identitiesDir, dataDir } = this.#options;
    requireDistinct(settings);
    const identities = loadIdentities(identitiesDir, settings);
    const stored = new StoredSettings(dataDir);
    const ledger = SqliteLedger.open(stored.makeLedgerFile());
    this.#ledger = ledger;
    const genesis = this.#genesis(ledger, stored, identities);
    const bundle = readChannelBundle(genesis);
    requireMembers(identities, bundle.membership);
    const chaincodes = stored.nextDefinitions(settings);
    const definitions = createDefinitions(chaincodes, bundle);
    // Not before: wrong ones would be in the way of every later start.
    stored.writeDefinitions(chaincodes);
    const shared: SharedParts = { bundle, ledger, definitions };
    const committer = this.#committer(shared);
    if (ledger.height === 0) await committer.commit(genesis);
    if (this.#stopped !== undefined) throw new Error('stopped while it started');
    this.#orderer = this.#createOrderer(shared, committer, identities.orderer.node.identity);
    this.#nodes = this.#createNodes(shared, identities);
    await this.#serve(this.#orderer, identities.orderer.mspId);
    return describeReady(settings, identities, ledger.height);
  }

  /** Block 0 of the ledger, or a new one. */
  #genesis(ledger: SqliteLedger, stored: StoredSettings, identities: Identities): common.Block {
    const { settings } = this.#options;
    const block = ledger.block(0);
    if (block !== undefined) {
      stored.requireSameChannel(settings);
      return block;
    }
    stored.writeChannel(settings);
    return createChannel(settings, identities);
  }

  #committer({ bundle, ledger, definitions }: SharedParts): BlockCommitter {
    return new BlockCommitter({
      bundle,
      ledger,
      transient: ledger.transientStore,
      definitions: () => definitions,
      memberMspIds: this.#options.settings.organisations.map(({ mspId }) => mspId),
      onCommitted: (block, transactions) => {
        const number = block.getHeader()?.getNumber() ?? 0;
        for (const { peer } of this.#nodes) peer.blockCommitted(number, transactions);
      },
      onInvalid: (transaction, reason) => {
        this.#options.log(describeInvalid(transaction, reason));
      },
    });
  }

  #createOrderer(
    { bundle, ledger }: SharedParts,
    committer: BlockCommitter,
    identity: SigningIdentity,
  ): Orderer {
    return new Orderer({
      bundle,
      identity,
      ledger,
      committer,
      onFailed: (error, number) => {
        this.#options.log(`block ${number} cannot be committed yet: ${error.message}`);
      },
    });
  }

  #createNodes(shared: SharedParts, identities: Identities): PeerNode[] {
    const { settings, log } = this.#options;
    const { seed, maxMs } = settings.commitDelay;
    const context = {
      ...shared,
      delay: new CommitDelay(seed, maxMs),
      executeTimeoutMs: settings.executeTimeoutMs,
      onAdvanced: () => {
        shared.ledger.forgetBelow(Math.min(...this.#nodes.map(({ peer }) => peer.height)));
      },
      log,
      report: (error: unknown) => {
        log(error instanceof Error ? (error.stack ?? error.message) : String(error));
      },
    };
    return settings.organisations.map((organisation) => {
      const identity = identities.organisations.get(organisation.mspId);
      if (identity === undefined) throw new Error(`${organisation.mspId} has no identities`);
      return new PeerNode(organisation, identity, context);
    });
  }

  async #serve(ordering: Orderer, ordererMspId: string): Promise<void> {
    const peers = this.#nodes.map(({ peer }) => peer);
    const orderer = { address: ordererEndpoint, mspId: ordererMspId };
    await Promise.all(this.#nodes.map(async (node) => node.serve({ peers, ordering, orderer })));
  }
}

/** @throws NetworkError `SETTINGS_INVALID` for two organisations of one name, domain or port */
function requireDistinct({ organisations, peerless }: EmbeddedSettings): void {
  const seen = new Set<string>();
  const once = (text: string): void => {
    if (seen.has(text)) throw new NetworkError('SETTINGS_INVALID', `two organisations have ${text}`);
    seen.add(text);
  };
  for (const { mspId, domain } of [...organisations, ...peerless]) {
    once(`the MSP id ${mspId}`);
    once(`the domain ${domain}`);
  }
  for (const { host, port } of organisations) once(`the address ${host}:${port}`);
}
