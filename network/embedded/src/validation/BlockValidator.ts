import { peer, type common } from '@hyperledger/fabric-protos';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import type { Definitions } from '../definitions/Definitions.js';
import type { HistoryWrite } from '../ledger/BlockCommit.js';
import type { Ledger } from '../ledger/Ledger.js';
import type { StateSnapshot } from '../ledger/StateSnapshot.js';
import type { TransientStore } from '../ledger/TransientStore.js';
import { applyWrites } from './applyWrites.js';
import type { BlockTransaction } from './BlockTransaction.js';
import { BlockUpdates } from './BlockUpdates.js';
import { checkAction } from './checkAction.js';
import { checkEnvelope } from './checkEnvelope.js';
import { checkReads } from './checkReads.js';
import { CommittedState } from './CommittedState.js';
import type { EndorsedAction } from './EndorsedAction.js';
import { EndorsementChecks } from './EndorsementChecks.js';
import type { EnvelopeParts } from './EnvelopeParts.js';
import { envelopePartsOf } from './envelopePartsOf.js';
import { historyOf } from './historyOf.js';
import { indexedTxId } from './indexedTxId.js';
import { InvalidTransaction } from './InvalidTransaction.js';
import { KeyPolicies } from './KeyPolicies.js';
import { PrivateStates } from './PrivateStates.js';
import { TimeSlice } from './TimeSlice.js';

const { DUPLICATE_TXID, VALID } = peer.TxValidationCode;

export interface BlockValidatorOptions {
  readonly bundle: ChannelBundle;
  readonly ledger: Pick<Ledger, 'height' | 'locate' | 'snapshot'>;
  readonly transient: Pick<TransientStore, 'get'>;
  /** Organisations that have a peer. */
  readonly memberMspIds: readonly string[];
  /** Told of each transaction that does not count, with Fabric's text. Must not throw. */
  readonly onInvalid: (transaction: BlockTransaction, reason: string) => void;
}

/** A block's transactions with their codes, and what the valid ones do. */
export interface ValidatedBlock {
  readonly transactions: readonly BlockTransaction[];
  readonly updates: BlockUpdates;
  readonly privateStates: PrivateStates;
  readonly history: readonly HistoryWrite[];
}

/**
 * Judges the transactions of a block as a committing peer of Fabric: first each for itself and its endorsements
 * (core/committer/txvalidator/v20), then one after the other against the state (core/ledger/kvledger/txmgmt/validation).
 */
export class BlockValidator {
  readonly #options: BlockValidatorOptions;
  readonly #keyPolicies: KeyPolicies;

  constructor(options: BlockValidatorOptions) {
    this.#options = options;
    this.#keyPolicies = new KeyPolicies(options.bundle.policies);
  }

  /** The block must be the ledger's next. Gives way now and then; the ledger must not change meanwhile. */
  async validate(number: number, data: common.BlockData, definitions: Definitions): Promise<ValidatedBlock> {
    const { ledger } = this.#options;
    const snapshot = ledger.snapshot(ledger.height);
    try {
      return await this.#validate(number, data, definitions, snapshot);
    } finally {
      snapshot.release();
    }
  }

  async #validate(
    number: number,
    data: common.BlockData,
    definitions: Definitions,
    snapshot: StateSnapshot,
  ): Promise<ValidatedBlock> {
    const { bundle, transient, memberMspIds } = this.#options;
    const state = new CommittedState(snapshot);
    const { membership } = bundle;
    const checks = new EndorsementChecks({ state, definitions, membership, keyPolicies: this.#keyPolicies });
    const slice = new TimeSlice();
    const endorsed: BlockTransaction[] = [];
    for (const bytes of data.getDataList_asU8()) {
      endorsed.push(this.#endorsed(envelopePartsOf(bytes), endorsed.length, checks));
      if (slice.isOver) await slice.giveWay();
    }

    const updates = new BlockUpdates();
    const privateStates = new PrivateStates({ block: number, state, transient, definitions, memberMspIds });
    const history: HistoryWrite[] = [];
    const transactions: BlockTransaction[] = [];
    for (const candidate of this.#withoutDuplicates(endorsed)) {
      const transaction = this.#current(candidate, updates, state);
      transactions.push(transaction);
      const { action, index, code } = transaction;
      if (action !== undefined) {
        if (code === VALID) {
          applyWrites(action.readWriteSet, { block: number, tx: index }, updates, state);
          history.push(...historyOf(action.readWriteSet, index));
        }
        privateStates.add(action, index, code === VALID);
      }
      if (slice.isOver) await slice.giveWay();
    }
    privateStates.finish(updates);
    return { transactions, updates, privateStates, history };
  }

  /** Checks a transaction for itself: form, creator, id, endorsements. */
  #endorsed(parts: EnvelopeParts, index: number, checks: EndorsementChecks): BlockTransaction {
    const txId = indexedTxId(parts);
    let action: EndorsedAction | undefined;
    try {
      const signed = checkEnvelope(parts, this.#options.bundle);
      if (this.#options.ledger.locate(signed.txId) !== undefined) {
        throw new InvalidTransaction(DUPLICATE_TXID, `Duplicate transaction found, ${signed.txId}, skipping`);
      }
      action = checkAction(signed);
      checks.check(action);
      return { index, txId, action, code: VALID };
    } catch (error) {
      return this.#refused({ index, txId, action, code: VALID }, error);
    }
  }

  /** Of several with one id the first that is endorsed counts, whether its reads hold or not. */
  #withoutDuplicates(transactions: readonly BlockTransaction[]): readonly BlockTransaction[] {
    const ids = new Set<string>();
    return transactions.map((transaction) => {
      const { code, txId } = transaction;
      if (code !== VALID) return transaction;
      if (ids.has(txId)) {
        return this.#refused(
          transaction,
          new InvalidTransaction(DUPLICATE_TXID, `Duplicate txid ${txId} found, skipping`),
        );
      }
      ids.add(txId);
      return transaction;
    });
  }

  /** Checks what a transaction read against the state and the block's transactions before it. */
  #current(transaction: BlockTransaction, updates: BlockUpdates, state: CommittedState): BlockTransaction {
    const { action, code } = transaction;
    if (code !== VALID || action === undefined) return transaction;
    try {
      checkReads(action.readWriteSet, updates, state);
      return transaction;
    } catch (error) {
      return this.#refused(transaction, error);
    }
  }

  #refused(transaction: BlockTransaction, error: unknown): BlockTransaction {
    if (!(error instanceof InvalidTransaction)) throw error;
    const refused = { ...transaction, code: error.code };
    this.#options.onInvalid(refused, error.message);
    return refused;
  }
}
