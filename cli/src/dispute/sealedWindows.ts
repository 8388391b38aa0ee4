import { CodedError, sha256Hex } from '@acequia/protocol';
import { essentialsOf, type FabricClient } from '@acequia/protocol/fabric';

/** A window on the ledger, as far as its sealed data are concerned. */
export interface LedgerWindow {
  readonly deviceId: string;
  readonly sequence: number;
  /** SHA-256 of the sealed E, hex. */
  readonly essentialHash: string;
}

/**
 * The sealed essential datasets of windows by their hash: the newest from state, older ones, which have left it, from the blocks.
 *
 * @returns without those that were erased, or are nowhere. @throws LedgerError.
 */
export async function sealedWindows(
  client: Pick<FabricClient, 'ledger' | 'blocks' | 'height'>,
  windows: readonly LedgerWindow[],
): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const dropped = new Set<string>();
  for (const window of windows) {
    const record = await essentialInState(client, window);
    if (record === 'dropped') dropped.add(window.essentialHash);
    else if (record !== 'erased') found.set(window.essentialHash, record);
  }
  if (dropped.size > 0) await readFromBlocks(client, dropped, found);
  return found;
}

async function essentialInState(
  { ledger }: Pick<FabricClient, 'ledger'>,
  { deviceId, sequence, essentialHash }: LedgerWindow,
): Promise<Buffer | 'dropped' | 'erased'> {
  try {
    const { essential } = await ledger.monitoring.getEssential({ deviceId, sequence });
    const record = Buffer.from(essential, 'base64');
    return sha256Hex(record) === essentialHash ? record : 'dropped';
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (error.code === 'ESSENTIAL_DROPPED') return 'dropped';
    if (error.code === 'PAYLOAD_PURGED') return 'erased';
    throw error;
  }
}

async function readFromBlocks(
  client: Pick<FabricClient, 'blocks' | 'height'>,
  missing: Set<string>,
  found: Map<string, Buffer>,
): Promise<void> {
  const height = await client.height();
  for await (const { number, transactions } of client.blocks()) {
    for (const [hash, record] of transactions.flatMap((each) => [...essentialsOf(each)])) {
      if (missing.delete(hash)) found.set(hash, record);
    }
    if (missing.size === 0 || number + 1 >= height) return;
  }
}
