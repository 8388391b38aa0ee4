import { decodeRecordHeader, RECORD_HEADER_LENGTH } from '@acequia/protocol';

/** As many base64 digits as hold a header. */
const HEADER_DIGITS = 4 * Math.ceil(RECORD_HEADER_LENGTH / 3);

/**
 * The home that a sealed record names, for home rules.
 *
 * @throws CodedError RECORD_MALFORMED.
 */
export function homeOfRecord({ essential }: { readonly essential: string }): string {
  return decodeRecordHeader(Buffer.from(essential.slice(0, HEADER_DIGITS), 'base64')).homeId;
}
