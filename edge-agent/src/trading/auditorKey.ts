import { CodedError } from '@acequia/protocol';
import { orUnknown, type CommunityLedger } from '@acequia/protocol/fabric';
import type { AuditorName } from './tradingRules.js';

/** As the home itself, for queries alone. */
export interface AuditorLedger {
  readonly registry: Pick<CommunityLedger['registry'], 'getParty'>;
  readonly keys: Pick<CommunityLedger['keys'], 'getOperationKey'>;
}

/**
 * The newest key that something can be sealed to for an auditor, 32 bytes.
 *
 * @throws CodedError AUDITOR_UNKNOWN where there is no active auditor of that name, AUDITOR_KEY_UNKNOWN, and of the ledger.
 */
export async function auditorKey(
  { registry, keys }: AuditorLedger,
  { mspId, keyHash }: AuditorName,
): Promise<Buffer> {
  const party = await orUnknown(registry.getParty({ mspId, keyHash }), /^PARTY_UNKNOWN$/);
  if (party?.role !== 'auditor' || party.status !== 'active') {
    throw new CodedError('AUDITOR_UNKNOWN', 'the ledger has no active auditor of that name');
  }
  const owner = `party-${keyHash}`;
  const key = await orUnknown(keys.getOperationKey({ owner }), /^OPERATION_KEY_UNKNOWN$/);
  if (key !== undefined) return Buffer.from(key.publicKey, 'base64');
  throw new CodedError('AUDITOR_KEY_UNKNOWN', 'the auditor has published no key to seal to');
}
