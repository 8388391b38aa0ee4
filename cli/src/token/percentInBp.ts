import { parseWith } from '@acequia/protocol';
import { CliError } from '../CliError.js';
import { decimalSchema } from '../init/decimalSchema.js';

const BP_DIGITS = 2;

/** A share in per cent, as people write it, in basis points: 1.5 is 150. @throws CliError PERCENT_WRONG; InputError. */
export function percentInBp(text: string, mostPercent: number): number {
  const [whole = '', fraction = ''] = parseWith(decimalSchema, text).split('.');
  const digits = fraction.replace(/0+$/, '');
  const bp = Number(whole + digits.padEnd(BP_DIGITS, '0'));
  if (digits.length <= BP_DIGITS && bp <= mostPercent * 100) return bp;
  throw new CliError(
    'PERCENT_WRONG',
    `${text} is not from 0 to ${String(mostPercent)} per cent, in hundredths at the finest`,
  );
}
