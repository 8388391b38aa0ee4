/** Writes a whole number with commas between thousands: 15970 as `15,970`. No locale of the machine has a say. */
export function groupThousands(value: bigint): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString();
  return sign + digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
}
