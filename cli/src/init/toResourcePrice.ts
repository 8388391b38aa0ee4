import type { MeteredResource, ResourcePrice } from '@acequia/protocol';

/** Base units (Wh, litres) in what a price is quoted for: a kilowatt-hour, a cubic metre. */
const QUOTED_FOR = 1000n;

/**
 * A price per kWh or m³ in major units, such as 0.1534, as the tariff holds it: whole minor units for as many base units
 * as makes them whole (15340 cents for 1,000,000 Wh would do; the fewest are taken: 1534 for 100,000).
 */
export function toResourcePrice(
  resource: MeteredResource,
  prices: { readonly price: string; readonly excess: string; readonly feedIn?: string },
  minorDigits: number,
): ResourcePrice {
  const { price, excess, feedIn } = prices;
  const decimals = Math.max(...[price, excess, feedIn ?? ''].map((decimal) => fractionOf(decimal).length));
  const finer = Math.max(0, decimals - minorDigits);
  const minor = (decimal: string): string => {
    const [whole = '0'] = decimal.split('.');
    return BigInt(whole + fractionOf(decimal).padEnd(minorDigits + finer, '0')).toString();
  };
  return {
    resource,
    per: (QUOTED_FOR * 10n ** BigInt(finer)).toString(),
    priceMinor: minor(price),
    excessMinor: minor(excess),
    ...(feedIn === undefined ? {} : { feedInMinor: minor(feedIn) }),
  };
}

function fractionOf(decimal: string): string {
  return (decimal.split('.')[1] ?? '').replace(/0+$/, '');
}
