import { publicRecords, sha256Hex, verifyMarketPrice, type MarketPriceRecord } from '@acequia/protocol';
import type { Caller, LedgerReader, RequestOf, WriteTransaction } from '../ledger/index.js';
import { checkMarketPrice } from './checkMarketPrice.js';
import { isActiveParty } from './isActiveParty.js';
import { TokenError } from './TokenError.js';

/**
 * Takes a resource's price on the common market from its supplier (paper 000 §5.2, `getMarketPrice`), with a signature that
 * whoever reads the record can check. A feed stays with the supplier that began it for as long as that one is enrolled.
 *
 * @throws TokenError PRICE_KEY_DENIED, PRICE_SIGNATURE_INVALID, PRICE_TOO_LOW, PRICE_STALE, PRICE_REPLAYED, PRICE_GAP, PRICE_JUMP.
 * @throws CodedError DEVICE_KEY_INVALID.
 */
export async function publishMarketPrice(
  { caller, state, channel, now, speed }: WriteTransaction,
  { price, publicKey, signature }: RequestOf<'token', 'publishMarketPrice'>,
): Promise<void> {
  if (sha256Hex(Buffer.from(publicKey, 'base64')) !== caller.keyHash) {
    throw new TokenError('PRICE_KEY_DENIED', 'the price names the key of somebody else');
  }
  if (!verifyMarketPrice({ price, publicKey, signature }, channel)) {
    throw new TokenError('PRICE_SIGNATURE_INVALID', 'the price is not signed with the key that it names');
  }
  const last = await state.get(publicRecords.marketPrice, [price.resource]);
  await refuseOther(last, caller, state);
  checkMarketPrice(price, last?.price, now, speed);
  const { mspId, keyHash } = caller;
  await state.put(publicRecords.marketPrice, [price.resource], {
    price,
    publicKey,
    signature,
    supplier: { mspId, keyHash },
  });
}

async function refuseOther(
  last: MarketPriceRecord | undefined,
  { mspId, keyHash }: Caller,
  state: LedgerReader,
): Promise<void> {
  if (last === undefined) return;
  const { supplier } = last;
  if (supplier.mspId === mspId && supplier.keyHash === keyHash) return;
  if (await isActiveParty(supplier, state, 'supplier')) {
    throw new TokenError('PRICE_KEY_DENIED', 'the feed is another supplier’s');
  }
}
