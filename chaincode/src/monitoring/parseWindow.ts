import { parseRecord, windowHeaderOf, type SignedWindow } from '@acequia/protocol';
import type { SealedWindow } from './SealedWindow.js';

/**
 * Takes a signed window apart.
 *
 * @throws CodedError RECORD_MALFORMED unless its record is an essential one of the device that it names.
 */
export function parseWindow(signed: SignedWindow): SealedWindow {
  const essential = Buffer.from(signed.essential, 'base64');
  const commitment = parseRecord(essential).commitment.toString('hex');
  return { signed, header: windowHeaderOf(essential, signed.deviceId), essential, commitment };
}
