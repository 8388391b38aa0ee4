import type { LedgerKey } from './LedgerBlock.js';

const SEPARATOR = '\u0000';

/** Takes a Fabric composite key apart: NUL, then object type and attributes, each followed by NUL. */
export function parseLedgerKey(raw: string): LedgerKey {
  if (!raw.startsWith(SEPARATOR) || !raw.endsWith(SEPARATOR) || raw.length < 2)
    return { raw, attributes: [] };
  const [type = '', ...attributes] = raw.slice(1, -1).split(SEPARATOR);
  return { raw, type, attributes };
}
