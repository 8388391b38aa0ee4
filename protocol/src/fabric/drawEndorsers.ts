import { sha256Hex } from '../crypto/hash.js';

/**
 * Who is to endorse a pseudonym's transaction: the community, and a home that the transaction's id draws, so that neither the
 * pseudonym's own home nor any other is seen beside it more often than the rest.
 *
 * @param homes MSP ids, in an order that all agree on; at least one.
 */
export function drawEndorsers(transactionId: string, community: string, homes: readonly string[]): string[] {
  const drawn = homes[Number(BigInt(`0x${sha256Hex(transactionId)}`) % BigInt(homes.length))];
  if (drawn === undefined) throw new RangeError('no home could endorse');
  return [community, drawn];
}
