import { ledger } from '@hyperledger/fabric-protos';
import type { ChaincodeCall } from '../../src/chaincode/ChaincodeCall.js';

/** What a call wrote to public state, by namespace. */
export function writesOf(call: ChaincodeCall): Record<string, unknown> {
  const sets = call.simulator.results().readWriteSet.getNsRwsetList();
  const written = sets.map((set) => {
    const { writesList } = ledger.rwset.kvrwset.KVRWSet.deserializeBinary(set.getRwset_asU8()).toObject();
    const writes = writesList.map(({ key, isDelete, value }) => ({
      key,
      isDelete,
      value: Buffer.from(String(value), 'base64').toString(),
    }));
    return [set.getNamespace(), writes] as const;
  });
  return Object.fromEntries(written.filter(([, writes]) => writes.length > 0));
}
