import { peer } from '@hyperledger/fabric-protos';

const names = new Map<number, string>(
  Object.entries(peer.TxValidationCode).map(([name, code]) => [code, name]),
);

/** Fabric's name of a transaction's validation code. */
export function validationCodeName(code: number): string {
  return names.get(code) ?? String(code);
}
