import { orUnknown, type CommunityLedger } from '@acequia/protocol/fabric';
import type { HomeKeyring } from '../keys/HomeKeyring.js';
import type { KeysAnswer } from './controlSchemas.js';

/** What the home publishes of its keys. @throws CodedError of the ledger. */
export async function keysAnswer(
  homeId: string,
  { keys }: { readonly keys: Pick<CommunityLedger['keys'], 'getOperationKey'> },
  { latest }: Pick<HomeKeyring, 'latest'>,
): Promise<KeysAnswer> {
  const key = await orUnknown(keys.getOperationKey({ owner: homeId }), /^OPERATION_KEY_UNKNOWN$/);
  return {
    operationKeyVersion: key?.version ?? 0,
    epoch: latest?.record.epoch ?? 0,
    ...(latest === undefined ? {} : { start: latest.record.start, end: latest.record.end }),
  };
}
