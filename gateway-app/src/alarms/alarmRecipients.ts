import type { Delegation } from '../delegation/delegationRow.js';
import type { AlarmRecipient } from './composeBatch.js';

/**
 * Who gets a home's alarm: whom it has handed its monitoring over to, alone or, when it asked for copies, with itself (paper 000
 * §4.2); else the home. None while the home that it should go to has no key: the alarm waits.
 *
 * @param active the delegation of now, if there is one.
 * @param ownKey the home's newest operation key, 32 bytes.
 */
export function alarmRecipients(
  homeId: string,
  active: Pick<Delegation, 'delegationId' | 'terms' | 'publicKey'> | undefined,
  ownKey: Buffer | undefined,
): AlarmRecipient[] {
  const own = ownKey === undefined ? [] : [{ homeId, publicKey: ownKey }];
  if (active === undefined) return own;
  const { delegationId, terms, publicKey } = active;
  const delegatee = {
    homeId: terms.delegatee,
    publicKey: Buffer.from(publicKey, 'base64'),
    delegationId,
  };
  return terms.copyAlarms ? [delegatee, ...own] : [delegatee];
}
