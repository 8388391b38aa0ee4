/** The `previousHash` of the first window of a chain. */
export const NO_HASH = '0'.repeat(64);
