import { parseRecord, windowHeaderOf, type SignedWindow } from '@acequia/protocol';
import { decodeSealed } from './decodeSealed.js';
import type { SealedWindow } from './SealedWindow.js';

/**
 * Takes a signed window apart.
 *
 * @throws CodedError RECORD_MALFORMED unless its record is an essential one of the device that it names.
 */
export function parseWindow(signed: SignedWindow): SealedWindow {
  const essential = decodeSealed(signed.essential);
  const commitment = parseRecord(essential).commitment.toString('hex');
  return { signed, header: windowHeaderOf(essential, signed.deviceId), essential, commitment };
}
