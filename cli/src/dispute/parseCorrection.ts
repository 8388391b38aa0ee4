import { CliError } from '../CliError.js';
import { toMinor } from '../init/toMinor.js';

/**
 * What a home is to be charged more, or with a minus less, such as `-1.50`, in minor units.
 *
 * @throws CliError CORRECTION_INVALID, MONEY_TOO_FINE.
 */
export function parseCorrection(text: string, minorDigits: number): string {
  const [, sign = '', decimal] = /^(-?)(\d{1,9}(?:\.\d{1,6})?)$/.exec(text) ?? [];
  if (decimal === undefined) {
    throw new CliError('CORRECTION_INVALID', `"${text}" is no amount: write 1.50, or -1.50 to give it back`);
  }
  const minor = toMinor(decimal, minorDigits);
  return minor === '0' ? '0' : `${sign}${minor}`;
}
