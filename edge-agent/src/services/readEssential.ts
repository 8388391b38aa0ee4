import { CodedError, decodeEssential, type WindowPayload } from '@acequia/protocol';
import { orUnknown } from '@acequia/protocol/fabric';
import type { HomeKeyring } from '../keys/HomeKeyring.js';
import type { AgentLedger } from './AgentLedger.js';

/** The ledger keeps no sealed dataset of that window any more. A peer that does not know the window itself is behind. */
const NOT_KEPT = /^(?:PAYLOAD_PURGED|ESSENTIAL_DROPPED)$/;
const UNREADABLE = new Set(['RECORD_MALFORMED', 'COMMITMENT_WRONG', 'SEAL_BROKEN', 'CONTENT_MALFORMED']);

/**
 * Opens a window of this home that is on the ledger.
 *
 * @returns undefined when the ledger does not keep it, or it cannot be read with the keys that are here.
 * @throws LedgerError when the ledger does not answer; WINDOW_UNKNOWN from a peer that is behind.
 */
export async function readEssential(
  window: { readonly deviceId: string; readonly sequence: number },
  ledger: { readonly monitoring: Pick<AgentLedger['monitoring'], 'getEssential'> },
  keyring: Pick<HomeKeyring, 'openEssential'>,
): Promise<WindowPayload | undefined> {
  const { deviceId, sequence } = window;
  const kept = await orUnknown(ledger.monitoring.getEssential({ deviceId, sequence }), NOT_KEPT);
  if (kept === undefined) return undefined;
  try {
    const opened = await keyring.openEssential(Buffer.from(kept.essential, 'base64'));
    return opened && decodeEssential(opened);
  } catch (error) {
    if (error instanceof CodedError && UNREADABLE.has(error.code)) return undefined;
    throw error;
  }
}
