import { randomBytes } from 'node:crypto';
import {
  DISPUTE_REASON_LENGTH,
  hashCanonical,
  random16Hex,
  sealDocument,
  sealingDomain,
  type DisputeSubject,
} from '@acequia/protocol';
import type { OpenedLedger } from '../ledger/withLedger.js';

/** What the community disputes, why, and before whom. */
export interface CommunityDispute {
  readonly subject: DisputeSubject;
  readonly words: string;
  readonly auditor: { readonly mspId: string; readonly keyHash: string };
}

/**
 * Opens a dispute as the community; the reason is sealed to the auditor. The gateway discloses what it is about.
 *
 * @returns its id. @throws LedgerError BILL_UNKNOWN, WINDOW_UNKNOWN, OPERATION_KEY_UNKNOWN of the auditor.
 */
export async function openAsOperator(
  { client, connection }: OpenedLedger,
  { subject, words, auditor }: CommunityDispute,
): Promise<string> {
  const { billing, monitoring, keys, disputes } = client.ledger;
  const homeId =
    subject.kind === 'bill'
      ? (await billing.getBill({ number: subject.number })).homeId
      : (await monitoring.getWindow({ deviceId: subject.deviceId, sequence: subject.sequence })).header
          .homeId;
  const disputeId = `D-${randomBytes(8).toString('hex')}`;
  const reason = { version: 1, salt: random16Hex(), words } as const;
  const { publicKey } = await keys.getOperationKey({ owner: `party-${auditor.keyHash}` });
  const place = { domain: sealingDomain(connection), purpose: `reason ${disputeId}` };
  const sealed = sealDocument(reason, DISPUTE_REASON_LENGTH, Buffer.from(publicKey, 'base64'), place);
  await disputes.openDispute({
    disputeId,
    homeId,
    subject,
    auditor,
    reasonHash: hashCanonical(reason),
    sealedReason: sealed.toString('base64'),
  });
  return disputeId;
}
