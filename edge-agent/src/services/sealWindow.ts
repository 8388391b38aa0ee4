import {
  encodeEssential,
  encodeExtended,
  random16Hex,
  recordHeaderOf,
  sealRecord,
  sha256Hex,
  signWindow,
  type WindowHeader,
} from '@acequia/protocol';
import type { HomeEpoch } from '@acequia/protocol/keystore';
import type { SealedWindow, SignedReadings } from '../outbox/records.js';
import type { Signatory } from './Signatory.js';

/**
 * Seals the two datasets of a window (paper 000 Eq. 1) with an epoch's keys and signs what is public of it. Each time with
 * fresh salts: the same window sealed again has other keys, and nothing of it can be compared.
 */
export function sealWindow(
  { sequence, start, end, payload, extended }: SignedReadings,
  { record, keys }: Pick<HomeEpoch, 'record' | 'keys'>,
  { homeId, deviceId, key, channel, domain }: Signatory,
): SealedWindow {
  const place = { version: 2 as const, homeId, deviceId, epoch: record.epoch, sequence, start, end };
  const header = (): WindowHeader => ({ ...place, salt: random16Hex() });
  const essential = sealRecord(
    Buffer.from(keys.essential, 'base64'),
    recordHeaderOf(header(), 'essential'),
    domain,
    encodeEssential(payload),
  );
  const sealedExtended = sealRecord(
    Buffer.from(keys.extended, 'base64'),
    recordHeaderOf(header(), 'extended'),
    domain,
    encodeExtended(extended),
  );
  const extendedHash = sha256Hex(sealedExtended);
  const signature = signWindow({ channel, deviceId, essential, extendedHash }, key);
  return {
    epoch: record.epoch,
    window: { deviceId, essential: essential.toString('base64'), extendedHash, signature },
    extended: sealedExtended.toString('base64'),
  };
}
