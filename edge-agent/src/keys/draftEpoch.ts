import {
  agreementAnchor,
  composeEpoch,
  drawEpochKeys,
  random16Hex,
  type EpochNotes,
  type OperationKeyRecord,
} from '@acequia/protocol';
import type { HomeEpoch } from '@acequia/protocol/keystore';
import type { Agreement, Delegatee } from './EpochGuests.js';
import type { EpochSpan } from './planEpochs.js';

/** What one epoch is drawn up from. */
export interface EpochDraft {
  readonly homeId: string;
  /** `sealingDomain`. */
  readonly domain: string;
  readonly span: EpochSpan;
  /** Of the transaction that shall publish it. */
  readonly requestId: string;
  /** The community's newest operation key. */
  readonly communityKey: Pick<OperationKeyRecord, 'version' | 'publicKey'>;
  readonly delegatee?: Delegatee | undefined;
  readonly agreement?: Agreement | undefined;
  readonly notes: EpochNotes;
}

/**
 * Draws fresh keys for an epoch, and composes what is published of it.
 *
 * @throws CodedError SEALING_KEY_INVALID, MESSAGE_TOO_LONG.
 */
export function draftEpoch(draft: EpochDraft): HomeEpoch {
  const { homeId, domain, span, requestId, communityKey, delegatee, agreement, notes } = draft;
  const keys = drawEpochKeys();
  const salt = random16Hex();
  return {
    homeId,
    record: composeEpoch({
      domain,
      homeId,
      ...span,
      keys,
      communityKey: {
        version: communityKey.version,
        publicKey: Buffer.from(communityKey.publicKey, 'base64'),
      },
      delegatee: delegatee && {
        delegationId: delegatee.delegationId,
        publicKey: Buffer.from(delegatee.publicKey, 'base64'),
      },
      anchor: agreement && agreementAnchor(agreement.terms, salt),
      notes,
    }),
    keys: {
      essential: keys.essential.toString('base64'),
      extended: keys.extended.toString('base64'),
      audit: keys.audit.toString('base64'),
    },
    ...(delegatee === undefined ? {} : { delegatee: { ...delegatee } }),
    ...(agreement === undefined ? {} : { agreement: { delegationId: agreement.delegationId, salt } }),
    state: 'drafted',
    requestId,
  };
}
