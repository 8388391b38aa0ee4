import {
  decodeEssential,
  decodeExtended,
  openRecord,
  sealingDomain,
  type ExtendedPayload,
  type WindowPayload,
} from '@acequia/protocol';
import type { EpochKeyring } from './EpochKeyring.js';
import type { Member } from './Member.js';

/** Which window. */
export interface WindowName {
  readonly deviceId: string;
  readonly sequence: number;
}

/** Opens a window's E as the ledger has it in state. @throws CodedError as `openRecord`, LedgerError as refused. */
export async function openWindow(
  { ledger, connection }: Member,
  keyring: EpochKeyring,
  name: WindowName,
): Promise<WindowPayload> {
  const [{ essential }, { header }] = await Promise.all([
    ledger.monitoring.getEssential(name),
    ledger.monitoring.getWindow(name),
  ]);
  const keys = await keyring.keysOf(header.homeId, header.epoch);
  const sealed = Buffer.from(essential, 'base64');
  return decodeEssential(openRecord(keys.essential, sealed, sealingDomain(connection)));
}

/** Opens a window's X out of its home's collection. @throws as {@link openWindow}. */
export async function openExtended(
  { ledger, connection }: Member,
  keyring: EpochKeyring,
  name: WindowName,
): Promise<ExtendedPayload> {
  const [{ extended }, { header }] = await Promise.all([
    ledger.monitoring.getExtended(name),
    ledger.monitoring.getWindow(name),
  ]);
  const keys = await keyring.keysOf(header.homeId, header.epoch);
  const sealed = Buffer.from(extended, 'base64');
  return decodeExtended(openRecord(keys.extended, sealed, sealingDomain(connection)));
}
