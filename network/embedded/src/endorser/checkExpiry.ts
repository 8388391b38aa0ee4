import { common, peer } from '@hyperledger/fabric-protos';
import { messageOf } from '../messageOf.js';
import type { Identity } from '../msp/Identity.js';
import type { Membership } from '../msp/Membership.js';
import { parseMessage } from '../peer/parseMessage.js';
import { EndorserError } from './EndorserError.js';

/**
 * Fabric's ExpirationCheck filter (core/handlers/auth/filter/expiration.go), which stands before the Endorser service but not
 * before the Gateway's own calls: it names an expired certificate, of which the endorser says only that access is denied.
 *
 * @throws EndorserError for an expired creator or a proposal that cannot be read that far
 */
export function checkExpiry(signed: peer.SignedProposal, membership: Membership, now: Date): void {
  const proposal = parsed('proposal', () =>
    parseMessage(peer.Proposal, signed.getProposalBytes_asU8(), 'Proposal'),
  );
  const header = parsed('header', () => parseMessage(common.Header, proposal.getHeader_asU8(), 'Header'));
  const signatureHeader = parsed('signature header', () =>
    parseMessage(common.SignatureHeader, header.getSignatureHeader_asU8(), 'SignatureHeader'),
  );
  const creator = identityOf(signatureHeader.getCreator_asU8(), membership);
  if (creator !== undefined && now.getTime() > Date.parse(creator.certificate.validTo))
    throw new EndorserError('proposal client identity expired');
}

function parsed<T>(part: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new EndorserError(`failed parsing ${part}: ${messageOf(cause)}`, { cause });
  }
}

/** `undefined`: unknown, which is for the endorser to refuse. */
function identityOf(creator: Uint8Array, membership: Membership): Identity | undefined {
  try {
    return membership.deserialize(creator);
  } catch {
    return undefined;
  }
}
