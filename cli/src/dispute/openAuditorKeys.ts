import { AtRestCipher, KeyStore, loadAtRestKey } from '@acequia/protocol/keystore';
import type { OpenedLedger } from '../ledger/withLedger.js';
import { AuditorKeys } from './AuditorKeys.js';

/**
 * The operation keys of the auditor of a run folder; one is published now if there never was any.
 *
 * @param onPublished told of its version. @throws LedgerError, CodedError AT_REST_KEY_EXPOSED …
 */
export async function openAuditorKeys(
  { folder, client, keyHash }: OpenedLedger,
  onPublished: (version: number) => void,
): Promise<AuditorKeys> {
  const atRestKey = await loadAtRestKey({ file: folder.atRestKeyFile('auditor') });
  const store = new KeyStore(folder.keysDir('auditor'), new AtRestCipher(atRestKey));
  const keys = new AuditorKeys(store, client.ledger, `party-${keyHash}`);
  const { version, isNew } = await keys.ensure();
  if (isNew) onPublished(version);
  return keys;
}
