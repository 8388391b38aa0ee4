import type { KeyObject } from 'node:crypto';
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
import { CHANNEL, SAMPLE_DOMAIN } from './sampleDomain.js';
import type { SampleHome } from './SampleHome.js';
import type { SampleWindow, SealOptions } from './SampleWindow.js';

/** Seals and signs a window as a home's agent does, with a fresh salt. */
export function sealSample(
  home: SampleHome,
  meterKey: KeyObject,
  place: Pick<WindowHeader, 'deviceId' | 'sequence' | 'start' | 'end'>,
  content: Pick<SampleWindow, 'payload' | 'extended' | 'revision'>,
  options: SealOptions,
): SampleWindow {
  const { epoch = home.epoch, keys = home.keys(epoch), spoil = same, spoilExtended = same } = options;
  const header: WindowHeader = { version: 2, homeId: home.homeId, epoch, salt: random16Hex(), ...place };
  const essential = sealRecord(
    keys.essential,
    recordHeaderOf(header, 'essential'),
    SAMPLE_DOMAIN,
    encodeEssential(content.payload),
  );
  const extended = sealRecord(
    keys.extended,
    { ...recordHeaderOf(header, 'extended'), salt: random16Hex() },
    SAMPLE_DOMAIN,
    encodeExtended(content.extended),
  );
  const records = { essentialRecord: spoil(essential), extendedRecord: spoilExtended(extended) };
  const signature = signWindow(
    {
      channel: CHANNEL,
      deviceId: place.deviceId,
      essential: records.essentialRecord,
      extendedHash: sha256Hex(records.extendedRecord),
    },
    meterKey,
  );
  return { header, ...content, ...records, signature };
}

function same(record: Buffer): Buffer {
  return record;
}
