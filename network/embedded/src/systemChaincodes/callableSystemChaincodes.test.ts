import { expect } from 'chai';
import { peer } from '@hyperledger/fabric-protos';
import { signedProposal } from '../../test/endorser/signedProposal.js';
import { SystemChaincodeSuite } from '../../test/endorser/SystemChaincodeSuite.js';
import { SnapshotSimulator } from '../simulation/SnapshotSimulator.js';
import { callableSystemChaincodes } from './callableSystemChaincodes.js';

describe('callableSystemChaincodes', () => {
  const suite = new SystemChaincodeSuite('_lifecycle');

  async function call(chaincode: string, args: readonly string[]): Promise<peer.Response | undefined> {
    const { ledger, definitions, systemChaincodes } = suite.network;
    const signer = suite.network.identity('Org1MSP', 'client');
    const { signed, txId } = signedProposal({ signer, chaincode: 'basic' });
    const input = new peer.ChaincodeInput();
    input.setArgsList(args.map((arg) => Buffer.from(arg)));
    const simulator = new SnapshotSimulator(ledger.snapshot(ledger.height), 'Org1MSP', txId, { definitions });
    const called = await callableSystemChaincodes('mychannel', systemChaincodes)
      .get(chaincode)
      ?.execute({
        chaincode,
        txId,
        signedProposal: signed,
        proposal: peer.Proposal.deserializeBinary(signed.getProposalBytes_asU8()),
        creator: suite.creator(),
        input,
        simulator,
      });
    simulator.release();
    expect(called?.event).to.equal(undefined);
    return called?.response;
  }

  it('answers a chaincode’s questions about definitions', async () => {
    expect((await call('_lifecycle', ['QueryChaincodeDefinitions', '']))?.getStatus()).to.equal(200);
  });

  it('lets no chaincode read the blocks', async () => {
    expect((await call('qscc', ['GetChainInfo', 'mychannel']))?.getMessage()).to.equal(
      "Rejecting invoke of QSCC from another chaincode because of potential for deadlocks, original invocation for 'basic'",
    );
  });

  it('knows nothing else', async () => {
    expect(await call('basic', [])).to.equal(undefined);
  });
});
