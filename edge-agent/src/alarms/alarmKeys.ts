import { x25519PrivateKey } from '@acequia/protocol';
import type { OperationSecret } from '@acequia/protocol/keystore';
import type { DelegationEntry } from '../delegation/delegationEntry.js';
import type { AlarmKey } from './AlarmKey.js';

/** All private keys that alarms may be sealed to: the home's operation keys, and those of delegations that it has taken. */
export function alarmKeys(
  homeId: string,
  secrets: readonly OperationSecret[],
  delegations: readonly DelegationEntry[],
): AlarmKey[] {
  const own = secrets.map(({ privateKey }) => ({ privateKey: keyOf(privateKey), homeId }));
  const taken = delegations.flatMap(({ role, privateKey, terms, delegationId }) =>
    role === 'delegatee' && privateKey !== undefined
      ? [{ privateKey: keyOf(privateKey), homeId: terms.delegator, delegationId }]
      : [],
  );
  return [...own, ...taken];
}

function keyOf(privateKey: string): AlarmKey['privateKey'] {
  return x25519PrivateKey(Buffer.from(privateKey, 'base64'));
}
