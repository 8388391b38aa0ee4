import type { KeyStore } from '@acequia/protocol/keystore';
import type { LedgerTimer } from '../meters/LedgerTimer.js';
import type { AgentEvents } from '../services/AgentEvents.js';
import { CommunityKeys } from './CommunityKeys.js';
import { EpochGrid } from './EpochGrid.js';
import type { EpochGuests } from './EpochGuests.js';
import { EpochKeeper } from './EpochKeeper.js';
import { HomeKeyring } from './HomeKeyring.js';
import type { KeysLedger } from './KeysLedger.js';
import { OperationKeys } from './OperationKeys.js';
import { WindowEpochs } from './WindowEpochs.js';

export interface HomeKeysParts {
  readonly homeId: string;
  /** `sealingDomain`. */
  readonly domain: string;
  readonly store: KeyStore;
  readonly ledger: KeysLedger;
  readonly guests: EpochGuests;
  readonly events: AgentEvents;
  readonly timer: Pick<LedgerTimer, 'now' | 'until'>;
  /** Of the ledger's clock. */
  readonly speed: number;
  readonly retry: { readonly firstMs: number; readonly slowMs: number };
}

/** All that has to do with a home's keys, put together. */
export class HomeKeys {
  readonly keyring: HomeKeyring;
  readonly community: CommunityKeys;
  readonly keeper: EpochKeeper;
  readonly epochs: WindowEpochs;
  readonly operation: OperationKeys;

  constructor({ store, speed, ...parts }: HomeKeysParts) {
    const grid = new EpochGrid(speed);
    this.keyring = new HomeKeyring(store, parts.domain);
    const { keyring } = this;
    this.community = new CommunityKeys({ ...parts, keyring });
    this.keeper = new EpochKeeper({ ...parts, keyring, community: this.community, grid });
    this.epochs = new WindowEpochs({ ...parts, keyring, keeper: this.keeper, grid });
    this.operation = new OperationKeys({ ...parts, keyring });
  }

  /** Reads the keys; before anything else. @throws CodedError AT_REST_BROKEN, KEY_STORE_DAMAGED. */
  async load(): Promise<void> {
    await this.keyring.load();
  }

  /** @returns what rejects when the disk fails; fulfils after stop(). */
  async run(): Promise<void> {
    await Promise.all([this.keeper.start(), this.operation.start()]);
  }

  /** Who waits for a new epoch hears AGENT_STOPPING. */
  async stop(): Promise<void> {
    await Promise.all([this.keeper.stop(), this.operation.stop()]);
  }
}
