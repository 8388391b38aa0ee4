import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { canonicalJson } from '../canonicalJson.js';
import type { SignedTicket, TradingTicket } from '../schemas/market.js';
import { hmacSha256 } from './hkdf.js';
import { publicKeyBase64 } from './keyHash.js';
import { parseDeviceKey } from './windowSignature.js';

/** Keeps a ticket's signature from meaning anything elsewhere. */
const TICKET = 'acequia trading ticket v1\n';
const TAG = 'acequia trading tag v1\n';

/** Which network a ticket is for: it is taken on no other. Chaincode knows its channel, and not the name it was deployed by. */
export interface TicketPlace {
  readonly channel: string;
}

/**
 * A home's tag in an auction: the same for each of its pseudonyms there, and of no use for telling homes apart elsewhere.
 *
 * @param registrarSecret 32 bytes that the registrar alone has. @returns 32 bytes, hex.
 */
export function tradingTag(registrarSecret: Uint8Array, homeId: string, auctionId: string): string {
  return hmacSha256(registrarSecret, Buffer.from(`${TAG}${homeId}\n${auctionId}`, 'utf8')).toString('hex');
}

/** Signs what a pseudonym may do, with the registrar's P-256 key: ECDSA SHA-256, IEEE P1363. */
export function signTradingTicket(
  ticket: TradingTicket,
  place: TicketPlace,
  registrarKey: KeyObject,
): SignedTicket {
  const signature = sign('sha256', message(ticket, place), { key: registrarKey, dsaEncoding: 'ieee-p1363' });
  const publicKey = createPublicKey(registrarKey);
  return { ticket, registrarKey: publicKeyBase64(publicKey), signature: signature.toString('base64') };
}

/**
 * Whether the key that a ticket names signed it. Whose key that is must be asked of the registry.
 *
 * @throws CodedError DEVICE_KEY_INVALID when it is not a P-256 key.
 */
export function verifyTradingTicket(
  { ticket, registrarKey, signature }: SignedTicket,
  place: TicketPlace,
): boolean {
  const key = parseDeviceKey(registrarKey);
  return verify(
    'sha256',
    message(ticket, place),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64'),
  );
}

function message(ticket: TradingTicket, { channel }: TicketPlace): Buffer {
  return Buffer.from(TICKET + canonicalJson({ channel, ...ticket }), 'utf8');
}
