import { peer } from '@hyperledger/fabric-protos';

const names = new Map<number, string>(
  Object.entries(peer.ChaincodeMessage.Type).map(([name, number]) => [number, name]),
);

/** `GET_STATE` …, or the number when the type is unknown: as Fabric prints it. */
export function messageTypeName(type: number): string {
  return names.get(type) ?? String(type);
}
