import { privateRecords, publicRecords, sequenceAttribute, sha256Hex } from '@acequia/protocol';
import type { WriteTransaction } from '../ledger/index.js';
import type { SealedWindow } from './SealedWindow.js';

/**
 * Writes a window: what stays for good and the sealed E to world state, the sealed X to the home's collection.
 *
 * @param revision 0, and one more with each republication.
 */
export async function writeWindow(
  { state, now, privateState }: WriteTransaction,
  { signed, header, essential, commitment }: SealedWindow,
  extended: string,
  revision: number,
): Promise<void> {
  const key = [header.deviceId, sequenceAttribute(header.sequence)];
  const { extendedHash, signature } = signed;
  await state.put(publicRecords.window, key, {
    header,
    commitment,
    essentialHash: sha256Hex(essential),
    extendedHash,
    signature,
    submittedAt: now,
    revision,
  });
  await state.put(publicRecords.essential, key, { essential: signed.essential });
  await privateState(header.homeId).put(privateRecords.extended, key, { extended });
}
