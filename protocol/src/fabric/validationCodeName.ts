import { peer } from '@hyperledger/fabric-protos';

const names: ReadonlyMap<number, string> = new Map(
  Object.entries(peer.TxValidationCode).map(([name, code]) => [code, name]),
);

/** Name of a peer's validation code, such as VALID or MVCC_READ_CONFLICT. */
export function validationCodeName(code: number): string {
  return names.get(code) ?? `VALIDATION_CODE_${String(code)}`;
}
