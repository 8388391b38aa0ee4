import type { EpochKeys, EpochRecord, RevealRecord, RevealPlace } from '@acequia/protocol';
import type { LedgerBlock } from '@acequia/protocol/fabric';

/** Where the keys of the homes' epochs come from. */
export interface EpochKeySource {
  /** Gets what is needed to read a block. */
  prepare(block: LedgerBlock): Promise<void>;
  /**
   * An epoch's keys, each of them the one that the epoch's record commits to.
   *
   * @throws CodedError KEY_WRAP_BROKEN, KEY_COMMITMENT_WRONG; KEYS_NOT_HERE when it is not the home's fault, or not known to be.
   */
  keysOf(epoch: EpochRecord): EpochKeys;
  /** A record's own key as its home revealed it. @throws CodedError KEYS_NOT_HERE, SEAL_BROKEN. */
  revealedKey(reveal: RevealRecord, place: RevealPlace): Buffer;
  /** What a record is complained of that no key is here for; absent where it is waited for. */
  readonly faultWithoutKeys: 'KEY_WRAP_BROKEN' | undefined;
}
