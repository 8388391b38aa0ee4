import type { CommunityRecord, Mutex } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { Logger } from 'pino';
import type { GatewayConfig } from '../config.js';
import type { CommunityKeyring } from '../keys/CommunityKeyring.js';
import type { DocumentStore } from '../ownStore/DocumentStore.js';
import type { DataFiles } from '../process/DataFiles.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import type { RegistrarKeys } from '../registrar/loadRegistrarKeys.js';
import type { DatabaseVault } from '../repository/DatabaseVault.js';

/** What the community's services work with. */
export interface CommunityContext {
  readonly model: ReadModel;
  readonly documents: DocumentStore;
  /** The community's operation keys. */
  readonly keyring: CommunityKeyring;
  /** Of the registrar of pseudonyms, where the community has one. */
  readonly registrarKeys: RegistrarKeys | undefined;
  /** Opens encrypted databases in the data folder. */
  readonly vault: DatabaseVault;
  readonly files: DataFiles;
  readonly ledger: CommunityLedger;
  /** Waits until a block is in the read model. */
  readonly reached: (block: number) => Promise<void>;
  /** Whether the read model is at the ledger's end, or nearly so: what it does not show has not happened. */
  readonly isCurrent: () => Promise<boolean>;
  /** Held while windows are decided, and while a note is computed from the decisions that there are. */
  readonly decisions: Mutex;
  readonly config: GatewayConfig;
  readonly log: Logger;
  /** Ledger time by this machine's clock, seconds; undefined before the community exists. */
  readonly now: (community: CommunityRecord) => number;
}
