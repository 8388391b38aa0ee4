import { createHash } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import { messageOf } from '../messageOf.js';
import type { Identity } from '../msp/Identity.js';
import { IdentityError } from '../msp/IdentityError.js';
import type { Membership } from '../msp/Membership.js';
import { EndorserError } from './EndorserError.js';
import type { UnpackedProposal } from './UnpackedProposal.js';

// CONFIG has no business here, but Fabric lets it pass.
const HEADER_TYPES: ReadonlySet<number> = new Set([
  common.HeaderType.ENDORSER_TRANSACTION,
  common.HeaderType.CONFIG,
]);
const HEADER_TYPE_NAMES = new Map<number, string>(
  Object.entries(common.HeaderType).map(([name, number]) => [number, name]),
);

/**
 * Checks what can be checked of a proposal without the ledger: header, transaction id, the creator's certificate and
 * signature, as Fabric's UnpackedProposal.Validate (core/endorser/msgvalidation.go). Who the creator is is not told before
 * the signature is right.
 *
 * @param localMspId whose identities alone may propose without a channel
 * @returns the creator, valid and proved
 * @throws EndorserError
 */
export function validateProposal(
  proposal: UnpackedProposal,
  membership: Membership,
  localMspId: string,
): Identity {
  try {
    return validate(proposal, membership, localMspId);
  } catch (cause) {
    throw new EndorserError(`error validating proposal: ${messageOf(cause)}`, { cause });
  }
}

function validate(proposal: UnpackedProposal, membership: Membership, localMspId: string): Identity {
  checkHeader(proposal);
  checkTxId(proposal);
  const { signed, channel } = proposal;
  if (signed.getSignature_asU8().length === 0) throw new Error('empty signature bytes');
  const creator = creatorOf(proposal, membership, localMspId);
  const denied = `access denied: channel [${channel}] creator org [${creator.mspId}]`;
  try {
    membership.validate(creator);
  } catch (cause) {
    // Fabric looks for the chain of certificates already when it reads an identity.
    const isUntrusted = cause instanceof IdentityError && cause.code === 'UNTRUSTED';
    throw new Error(isUntrusted ? malformedCreator(channel) : denied, { cause });
  }
  if (!creator.verify(signed.getProposalBytes_asU8(), signed.getSignature_asU8())) throw new Error(denied);
  return creator;
}

function malformedCreator(channel: string): string {
  return `access denied: channel [${channel}] creator org unknown, creator is malformed`;
}

function checkHeader({ channelHeader, nonce, creator }: UnpackedProposal): void {
  const type: number = channelHeader.getType();
  if (!HEADER_TYPES.has(type))
    throw new Error(`invalid header type ${HEADER_TYPE_NAMES.get(type) ?? String(type)}`);
  if (channelHeader.getEpoch() !== 0) throw new Error('epoch is non-zero');
  if (nonce.length === 0) throw new Error('nonce is empty');
  if (creator.length === 0) throw new Error('creator is empty');
}

function checkTxId({ txId, nonce, creator }: UnpackedProposal): void {
  const expected = createHash('sha256').update(nonce).update(creator).digest('hex');
  if (txId !== expected) throw new Error(`incorrectly computed txid '${txId}' -- expected '${expected}'`);
}

function creatorOf(
  { channel, creator }: UnpackedProposal,
  membership: Membership,
  localMspId: string,
): Identity {
  const unknown = malformedCreator(channel);
  let identity;
  try {
    identity = membership.deserialize(creator);
  } catch (cause) {
    throw new Error(unknown, { cause });
  }
  if (channel === '' && identity.mspId !== localMspId) throw new Error(unknown);
  return identity;
}
