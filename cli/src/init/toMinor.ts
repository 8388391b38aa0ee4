import { CliError } from '../CliError.js';

/**
 * A decimal amount of money, such as 6.00, in minor units.
 *
 * @throws CliError MONEY_TOO_FINE when the currency has fewer digits than the amount.
 */
export function toMinor(decimal: string, minorDigits: number): string {
  const [whole = '0', fraction = ''] = decimal.split('.');
  const significant = fraction.replace(/0+$/, '');
  if (significant.length > minorDigits) {
    throw new CliError(
      'MONEY_TOO_FINE',
      `${decimal} has more than the currency's ${String(minorDigits)} decimals`,
    );
  }
  return BigInt(whole + significant.padEnd(minorDigits, '0')).toString();
}
