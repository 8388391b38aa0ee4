import { randomBytes } from 'node:crypto';
import {
  agreementAnchor,
  drawEpochKeys,
  keyCommitment,
  random16Hex,
  wrapForCommunity,
  wrapForDelegatee,
  type EpochNotes,
  type OperationKeyRecord,
} from '@acequia/protocol';
import type { HomeEpoch } from '@acequia/protocol/keystore';
import type { Agreement, Delegatee } from './EpochGuests.js';
import type { EpochSpan } from './planEpochs.js';
import { sealEpochNotes } from './sealEpochNotes.js';

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
 * Draws fresh keys and wraps, commits to and seals what the epoch's record carries (DESIGN §7). Each of its members is of the
 * same length whether or not anything is delegated, agreed on or noted.
 *
 * @throws CodedError SEALING_KEY_INVALID, MESSAGE_TOO_LONG.
 */
export function draftEpoch(draft: EpochDraft): HomeEpoch {
  const { homeId, domain, span, requestId, communityKey, delegatee, agreement, notes } = draft;
  const place = { domain, homeId, epoch: span.epoch };
  const keys = drawEpochKeys();
  const salt = random16Hex();
  const slot = delegatee && {
    delegationId: delegatee.delegationId,
    publicKey: Buffer.from(delegatee.publicKey, 'base64'),
  };
  const recipient = Buffer.from(communityKey.publicKey, 'base64');
  return {
    homeId,
    record: {
      ...span,
      communityKeyVersion: communityKey.version,
      commitments: {
        essential: keyCommitment(keys.essential, 'essential', place),
        extended: keyCommitment(keys.extended, 'extended', place),
        audit: keyCommitment(keys.audit, 'audit', place),
      },
      wraps: {
        community: wrapForCommunity(keys, recipient, communityKey.version, place).toString('base64'),
        second: wrapForDelegatee(keys.essential, slot, place).toString('base64'),
      },
      anchor:
        agreement === undefined ? randomBytes(32).toString('hex') : agreementAnchor(agreement.terms, salt),
      notes: sealEpochNotes(notes, keys.audit, span, place).toString('base64'),
    },
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
