import {
  decodePadded,
  epochNotesSchema,
  openRecord,
  sealingDomain,
  type EpochNotes,
} from '@acequia/protocol';
import type { EpochKeyring } from './EpochKeyring.js';
import type { Member } from './Member.js';

/** Opens what a home told the community with one of its epochs. @throws CodedError as `openRecord`, LedgerError as refused. */
export async function openNotes(
  { ledger, connection }: Member,
  keyring: EpochKeyring,
  homeId: string,
  epoch: number,
): Promise<EpochNotes> {
  const [{ notes }, { audit }] = await Promise.all([
    ledger.keys.getEpoch({ homeId, epoch }),
    keyring.keysOf(homeId, epoch),
  ]);
  const sealed = Buffer.from(notes, 'base64');
  return decodePadded(epochNotesSchema, openRecord(audit, sealed, sealingDomain(connection)));
}
