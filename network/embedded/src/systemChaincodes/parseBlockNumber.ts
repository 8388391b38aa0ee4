const MAX_UINT64 = 2n ** 64n - 1n;

/**
 * A block number in decimal digits.
 *
 * @throws Error with the text of Go's strconv.ParseUint
 */
export function parseBlockNumber(digits: string): bigint {
  const failed = `strconv.ParseUint: parsing ${JSON.stringify(digits)}:`;
  if (!/^[0-9]+$/.test(digits)) throw new Error(`${failed} invalid syntax`);
  // Long before this length it is out of range; BigInt would take its time.
  const number = digits.replace(/^0+(?=.)/, '').length > 20 ? undefined : BigInt(digits);
  if (number === undefined || number > MAX_UINT64) throw new Error(`${failed} value out of range`);
  return number;
}
