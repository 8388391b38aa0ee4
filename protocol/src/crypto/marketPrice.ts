import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { canonicalJson } from '../canonicalJson.js';
import type { MarketPrice, SignedMarketPrice } from '../schemas/reserve.js';
import { publicKeyBase64 } from './keyHash.js';
import { parseDeviceKey } from './windowSignature.js';

/** Keeps a price's signature from meaning anything elsewhere. */
const PRICE = 'acequia market price v1\n';

/**
 * Signs what a supplier saw on the common market, with its P-256 key: ECDSA SHA-256, IEEE P1363.
 *
 * @param channel Fabric channel: the price is taken on no other.
 */
export function signMarketPrice(
  price: MarketPrice,
  channel: string,
  supplierKey: KeyObject,
): SignedMarketPrice {
  const signature = sign('sha256', message(price, channel), { key: supplierKey, dsaEncoding: 'ieee-p1363' });
  const publicKey = publicKeyBase64(createPublicKey(supplierKey));
  return { price, publicKey, signature: signature.toString('base64') };
}

/**
 * Whether the key that a price names signed it: anyone who reads the record can tell, without Fabric. Whose key that is
 * must be asked of the registry.
 *
 * @throws CodedError DEVICE_KEY_INVALID when it is not a P-256 key.
 */
export function verifyMarketPrice(
  { price, publicKey, signature }: SignedMarketPrice,
  channel: string,
): boolean {
  const key = parseDeviceKey(publicKey);
  return verify(
    'sha256',
    message(price, channel),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64'),
  );
}

function message(price: MarketPrice, channel: string): Buffer {
  return Buffer.from(PRICE + canonicalJson({ channel, ...price }), 'utf8');
}
