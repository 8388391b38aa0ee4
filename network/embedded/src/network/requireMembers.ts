import { IdentityError } from '../msp/IdentityError.js';
import type { Membership } from '../msp/Membership.js';
import type { Identities } from './loadIdentities.js';
import { NetworkError } from './NetworkError.js';

/**
 * Checks that the nodes belong to the organisations of block 0: they do not when their folder was removed, so that they were made
 * anew, and the ledger was not. Nothing that such nodes sign would ever be valid.
 *
 * @throws NetworkError `IDENTITIES_CHANGED`
 */
export function requireMembers({ orderer, organisations }: Identities, membership: Membership): void {
  for (const { mspId, node } of [orderer, ...organisations.values()]) {
    try {
      // Nodes with old certificates go on, as in Fabric.
      membership.validate(membership.deserialize(node.identity.serialized), 'ignored');
    } catch (error) {
      if (!(error instanceof IdentityError)) throw error;
      throw new NetworkError(
        'IDENTITIES_CHANGED',
        `the ledger's channel does not know the certificate of ${node.name} (${mspId}): bring back the identities that it was made with, or remove the ledger`,
        { cause: error },
      );
    }
  }
}
