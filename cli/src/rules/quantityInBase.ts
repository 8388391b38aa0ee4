import type { MeteredResource } from '@acequia/protocol';
import { CliError } from '../CliError.js';

/** Decimals of what a household counts in: kilowatt-hours of Wh, whole litres. */
const DECIMALS = { energy: 3, water: 0 } as const;

/** An amount as the household says it, litres or kilowatt-hours, in base units. @throws CliError QUANTITY_WRONG. */
export function quantityInBase(resource: MeteredResource, text: string): string {
  const decimals = DECIMALS[resource];
  const [, whole, fraction = ''] = /^(\d{1,9})(?:\.(\d{1,3}))?$/.exec(text) ?? [];
  if (whole !== undefined && fraction.length <= decimals) {
    return BigInt(whole + fraction.padEnd(decimals, '0')).toString();
  }
  const example = resource === 'water' ? 'whole litres, such as 300' : 'kilowatt-hours, such as 12.5';
  throw new CliError('QUANTITY_WRONG', `${resource} is said in ${example}`);
}
