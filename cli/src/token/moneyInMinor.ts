import { parseWith } from '@acequia/protocol';
import { CliError } from '../CliError.js';
import type { Currency } from '../format/formatMoney.js';
import { decimalSchema } from '../init/decimalSchema.js';
import { toMinor } from '../init/toMinor.js';

/** An amount of the community's currency above zero, as people write it, in minor units. @throws CliError MONEY_TOO_FINE, MONEY_ZERO; InputError. */
export function moneyInMinor(text: string, { minorDigits }: Currency): string {
  const minor = toMinor(parseWith(decimalSchema, text), minorDigits);
  if (minor !== '0') return minor;
  throw new CliError('MONEY_ZERO', 'the amount must be above zero');
}
