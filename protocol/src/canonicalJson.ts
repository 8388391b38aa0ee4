import { CodedError } from './errors.js';

/** What canonical JSON can hold: no fractions, no numbers beyond 2^53 - 1; larger amounts travel as decimal strings. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/**
 * Serialises a value to the one text that every party gets for it: members sorted by UTF-16 code units, no white space,
 * as RFC 8785 does for the values we allow. Members that are undefined are left out.
 *
 * @throws CodedError JSON_NOT_CANONICAL for fractions, unsafe integers, NaN, negative zero and lone surrogates.
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (typeof value === 'string') return canonicalString(value);
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const member = value[key];
      return member === undefined ? [] : [`${canonicalString(key)}:${canonicalJson(member)}`];
    });
  return `{${members.join(',')}}`;
}

// Array.isArray does not narrow a readonly array out of a union.
function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function canonicalNumber(value: number): string {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
    throw new CodedError('JSON_NOT_CANONICAL', 'numbers must be integers of at most 53 bits');
  }
  return String(value);
}

function canonicalString(value: string): string {
  if (!value.isWellFormed())
    throw new CodedError('JSON_NOT_CANONICAL', 'strings must be well-formed Unicode');
  return JSON.stringify(value);
}
