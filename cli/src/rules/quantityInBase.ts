import type { QuotaResource } from '@acequia/protocol';
import { CliError } from '../CliError.js';

/** An amount as the household says it, litres, kilowatt-hours or kilowatts, in base units. @throws CliError QUANTITY_WRONG. */
export function quantityInBase(resource: QuotaResource, text: string): string {
  const decimals = resource === 'water' ? 0 : 3;
  const [, whole, fraction = ''] = /^(\d{1,9})(?:\.(\d{1,3}))?$/.exec(text) ?? [];
  if (whole !== undefined && fraction.length <= decimals) {
    return BigInt(whole + fraction.padEnd(decimals, '0')).toString();
  }
  throw new CliError('QUANTITY_WRONG', `${resource} is said in ${exampleOf(resource)}`);
}

function exampleOf(resource: QuotaResource): string {
  if (resource === 'water') return 'whole litres, such as 300';
  return resource === 'energy' ? 'kilowatt-hours, such as 12.5' : 'kilowatts, such as 1.5';
}
