import { requiredReserve } from '@acequia/protocol';
import { orUnknown, type CommunityLedger } from '@acequia/protocol/fabric';
import { CliError } from '../CliError.js';
import { foldReserve } from './foldReserve.js';

/** Prices of a whole token, in the currency's minor units. */
export interface CounterPrices {
  readonly buyPrice: string;
  readonly sellPrice: string;
}

/**
 * Opens the counter at new prices: closes it, folds in what was traded, and opens it again. Interrupted, it goes on when it is
 * called again; the counter stays closed until then.
 *
 * @param told what is done, a line at a time.
 * @throws CliError RESERVE_INSUFFICIENT before anything is done; LedgerError PRICE_JUMP, PRICE_INVERTED, OWNER_DENIED.
 */
export async function openCounter(
  ledger: CommunityLedger,
  prices: CounterPrices,
  told: (line: string) => void,
): Promise<void> {
  const { token } = ledger;
  await requireReserve(token, prices);
  const price = await orUnknown(token.getPrice(), /^PRICE_UNKNOWN$/);
  if (price?.isOpen === true) {
    await token.closeCounter({});
    told('the counter is closed');
  }
  await foldReserve(ledger, told);
  await token.openCounter(prices);
}

/** So that the counter is not closed for prices at which it could not be opened. */
async function requireReserve(
  token: CommunityLedger['token'],
  { buyPrice, sellPrice }: CounterPrices,
): Promise<void> {
  const { decimals } = await token.getToken();
  const { supply, currency } = await token.getReserve();
  const per = (10n ** BigInt(decimals)).toString();
  const missing = requiredReserve(BigInt(supply), { buyPrice, sellPrice, per }) - BigInt(currency);
  if (missing <= 0n) return;
  throw new CliError(
    'RESERVE_INSUFFICIENT',
    `the reserve lacks ${String(missing)} minor units to buy every token back at that price: see \`acequia token fund\``,
  );
}
