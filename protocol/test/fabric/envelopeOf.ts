import type { common, peer } from '@hyperledger/fabric-protos';
import { type ledger } from '@hyperledger/fabric-protos';
import type { FabricClient } from '../../src/fabric/FabricClient.js';
import { assembleTransaction } from './assembleTransaction.js';
import type { ScriptedGateway } from './ScriptedGateway.js';

/** The envelope of a real proposal of the client, with the effects given. */
export async function envelopeOf(
  client: FabricClient,
  server: ScriptedGateway,
  call: { readonly function: string; readonly arguments: readonly string[]; readonly timestampMs?: number },
  effects: {
    results?: ledger.rwset.TxReadWriteSet;
    event?: peer.ChaincodeEvent;
    endorsers: readonly string[];
  },
): Promise<Uint8Array> {
  await client.raw.endorse(call);
  const proposal = server.sent.endorse.at(-1)?.getProposedTransaction()?.getProposalBytes_asU8();
  const envelope: common.Envelope = assembleTransaction(proposal ?? new Uint8Array(), {
    result: '{}',
    ...effects,
  });
  return envelope.serializeBinary();
}
