/** Tags of the ASN.1 types that certificates, their revocation lists and signatures consist of (X.680, DER). */
export const derTags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
  /** `[n]` of a primitive type. */
  context: (number: number): number => 0x80 | number,
  /** `[n]` around other elements. */
  constructedContext: (number: number): number => 0xa0 | number,
} as const;
