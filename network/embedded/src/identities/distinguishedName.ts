import { der } from '../msp/der/der.js';
import { derTags } from '../msp/der/derTags.js';

const types = {
  C: der.objectIdentifier('2.5.4.6'),
  O: der.objectIdentifier('2.5.4.10'),
  OU: der.objectIdentifier('2.5.4.11'),
  L: der.objectIdentifier('2.5.4.7'),
  ST: der.objectIdentifier('2.5.4.8'),
  CN: der.objectIdentifier('2.5.4.3'),
} as const;

/** A part of a name, such as `['OU', 'peer']`. */
export type NamePart = readonly [type: keyof typeof types, value: string];

/** The DER of a name with its parts in this order. */
export function distinguishedName(parts: readonly NamePart[]): Buffer {
  return der.sequence(
    ...parts.map(([type, value]) => {
      const text =
        type === 'C' ? der.element(derTags.printableString, Buffer.from(value)) : der.utf8String(value);
      return der.set(der.sequence(types[type], text));
    }),
  );
}
