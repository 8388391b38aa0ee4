import { groupThousands } from './groupThousands.js';

/** Writes `value` / 10^`digits` exactly, with thousands grouped: (123456, 2) as `1,234.56`. */
export function formatDecimal(value: bigint, digits: number): string {
  const sign = value < 0n ? '-' : '';
  const size = value < 0n ? -value : value;
  const scale = 10n ** BigInt(digits);
  const whole = groupThousands(size / scale);
  if (digits === 0) return sign + whole;
  return `${sign}${whole}.${(size % scale).toString().padStart(digits, '0')}`;
}
