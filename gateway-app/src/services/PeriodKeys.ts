import {
  COMMUNITY_OWNER,
  EPOCH_LATENESS_SECONDS,
  EPOCH_LATENESS_WALL_SECONDS,
  EPOCH_SECONDS,
  type CommunityRecord,
  type OperationKeyRecord,
} from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { CommunityKeyring } from '../keys/CommunityKeyring.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { DatabaseVault } from '../repository/DatabaseVault.js';
import type { CommunityContext } from './CommunityContext.js';
import { isKeySpent } from './isKeySpent.js';
import { latestWait } from './latestWait.js';

/** What it works with. */
export type PeriodKeysContext = Pick<
  CommunityContext,
  'model' | 'keyring' | 'vault' | 'reached' | 'isCurrent' | 'config' | 'log' | 'now'
> & {
  readonly ledger: {
    readonly keys: Pick<CommunityLedger['keys'], 'publishOperationKey' | 'destroyOperationKey'>;
  };
};

/**
 * Keeps the community's operation keys (DESIGN §7): one at once when the community is founded, another for each billing period. One
 * that nothing needs any more is destroyed, and the databases are encrypted anew: what the ledger still holds of that
 * time, nobody opens again.
 */
export class PeriodKeys {
  readonly #context: PeriodKeysContext;
  readonly #keyring: CommunityKeyring;
  readonly #vault: DatabaseVault;

  constructor(context: PeriodKeysContext) {
    this.#context = context;
    this.#keyring = context.keyring;
    this.#vault = context.vault;
  }

  async step(): Promise<void> {
    const community = this.#context.model.registry.community();
    // A read model that lags behind knows nothing of the newest keys, nor of windows and disputes that need the old ones.
    if (community === undefined || !(await this.#context.isCurrent())) return;
    await this.#publishDue(community);
    await this.#destroySpent(community);
  }

  async #publishDue(community: CommunityRecord): Promise<void> {
    const { model } = this.#context;
    const keys = model.keys.operationKeys(COMMUNITY_OWNER);
    const latest = keys.at(-1);
    const period = this.#periodOf(community);
    const isMissing = period !== undefined && !keys.some(({ periodId }) => periodId === period.periodId);
    if (latest !== undefined && !isMissing && this.#isHere(latest)) return;
    await this.#publish((latest?.version ?? 0) + 1, isMissing ? period.periodId : latest?.periodId);
  }

  /** Without its private half the newest key is of no use to anybody: homes would seal what nobody opens. */
  #isHere({ version, publicKey }: OperationKeyRecord): boolean {
    return this.#keyring.key(version)?.publicKey === publicKey;
  }

  /** The last period that has begun or begins within an epoch. */
  #periodOf(community: CommunityRecord): PeriodView | undefined {
    const { model, now } = this.#context;
    return model.quota.periodAt(now(community) + EPOCH_SECONDS);
  }

  /** The private half is on the disk first; after a crash the same key is published under the same request id. */
  async #publish(version: number, periodId: string | undefined): Promise<void> {
    const { ledger, reached, log } = this.#context;
    const { requestId, publicKey } = await this.#keyring.draw(version);
    const { blockNumber } = await ledger.keys.publishOperationKey({
      requestId,
      version,
      publicKey,
      ...(periodId === undefined ? {} : { periodId }),
    });
    await reached(blockNumber);
    log.info({ version, periodId }, 'operation key published');
  }

  async #destroySpent(community: CommunityRecord): Promise<void> {
    const { model, config, now } = this.#context;
    const { noteWaitSeconds, disputeWaitSeconds } = config.community;
    const lateness = latestWait(EPOCH_LATENESS_SECONDS, EPOCH_LATENESS_WALL_SECONDS * 1000, community.clock);
    const terms = {
      now: now(community),
      lateness,
      noteWait: noteWaitSeconds,
      disputeWait: disputeWaitSeconds,
    };
    const keys = model.keys.operationKeys(COMMUNITY_OWNER);
    for (const [index, key] of keys.entries()) {
      const successor = keys[index + 1];
      if (key.destroyedAt !== undefined || successor === undefined) continue;
      if (isKeySpent(model, key, successor, community, terms)) await this.#destroy(key);
    }
  }

  // The ledger is told last: as long as it does not say so, all of it is done again.
  async #destroy({ version }: OperationKeyRecord): Promise<void> {
    const { ledger, reached, log } = this.#context;
    await this.#keyring.destroy(version);
    await this.#vault.renew();
    const { blockNumber } = await ledger.keys.destroyOperationKey({ version });
    await reached(blockNumber);
    log.info({ version }, 'operation key destroyed, databases encrypted anew');
  }
}
