import { createHash, verify, X509Certificate, type KeyObject } from 'node:crypto';
import { expect } from 'chai';
import { common, ledger, msp, peer } from '@hyperledger/fabric-protos';
import { EndorserSuite } from '../../test/endorser/EndorserSuite.js';
import { chaincodeResponse } from '../../test/endorser/ScriptedRuntime.js';
import { ChaincodeError } from '../chaincode/ChaincodeError.js';
import { LedgerStoreError } from '../ledger/LedgerStoreError.js';
import type { SigningIdentity } from '../msp/SigningIdentity.js';
import { Endorser } from './Endorser.js';

const { ChaincodeAction, ProposalResponsePayload, ChaincodeEvent } = peer;

describe('Endorser', () => {
  const suite = new EndorserSuite();

  async function failureOf(endorser: Endorser): Promise<string> {
    const answer = await endorser.processProposal(suite.proposal().signed, suite.idle);
    expect([answer.getResponse()?.getStatus(), answer.getPayload_asU8().length]).to.deep.equal([500, 0]);
    return answer.getResponse()?.getMessage() ?? '';
  }

  describe('of a chaincode that agrees', () => {
    it('signs what the transaction did', async () => {
      suite.network.runtime.script = ({ simulator }) => {
        simulator.setState('basic', 'a', Buffer.from('1'));
        const event = new ChaincodeEvent();
        event.setEventName('created');
        event.setPayload(Buffer.from('a'));
        return { response: chaincodeResponse(200, 'done', 'result'), event };
      };
      const { signed } = suite.proposal({ transient: { pin: 'secret' } });
      const answer = await suite.network.endorser.processProposal(signed, suite.idle);
      expect(answer.getVersion()).to.equal(1);
      expect(answer.getResponse()?.toObject()).to.deep.equal(
        chaincodeResponse(200, 'done', 'result').toObject(),
      );

      const payload = ProposalResponsePayload.deserializeBinary(answer.getPayload_asU8());
      expect(Buffer.from(payload.getProposalHash_asU8()).toString('hex')).to.equal(
        hashWithoutTransient(signed),
      );
      const action = ChaincodeAction.deserializeBinary(payload.getExtension_asU8());
      expect(action.getChaincodeId()?.toObject()).to.deep.include({
        name: 'basic',
        version: '1.2',
        path: '',
      });
      expect(action.getResponse()?.toObject()).to.deep.equal(answer.getResponse()?.toObject());
      expect(ChaincodeEvent.deserializeBinary(action.getEvents_asU8()).getEventName()).to.equal('created');
      const results = ledger.rwset.TxReadWriteSet.deserializeBinary(action.getResults_asU8());
      expect(results.getNsRwsetList().map((set) => set.getNamespace())).to.deep.equal(['basic']);

      const endorsement = answer.getEndorsement();
      expect(endorsement?.getEndorser_asU8()).to.deep.equal(suite.network.peer.serialized);
      const signature = endorsement?.getSignature_asU8() ?? new Uint8Array();
      expect(
        verify(
          'sha256',
          Buffer.concat([answer.getPayload_asU8(), suite.network.peer.serialized]),
          keyOf(suite.network.peer),
          signature,
        ),
      ).to.equal(true);
    });

    it('tells whose policies the transaction needs', async () => {
      suite.network.runtime.script = ({ simulator }) => {
        simulator.setState('basic', 'a', Buffer.from('1'));
        simulator.setPrivateData('basic', 'secrets', 'b', Buffer.from('2'));
        return { response: chaincodeResponse(200), event: undefined };
      };
      const calls = (await suite.process())
        .getInterest()
        ?.getChaincodesList()
        .map((call) => call.toObject());
      const plain = { noPublicWrites: false, keyPoliciesList: [], disregardNamespacePolicy: false };
      expect(calls).to.deep.equal([
        { name: 'basic', collectionNamesList: [], noPrivateReads: false, ...plain },
        { name: 'basic', collectionNamesList: ['secrets'], noPrivateReads: true, ...plain },
      ]);
    });

    it('keeps private data under its own organisation', async () => {
      suite.network.runtime.script = ({ simulator }) => {
        simulator.setPrivateData('basic', 'secrets', 'b', Buffer.from('2'));
        return { response: chaincodeResponse(200), event: undefined };
      };
      const { signed, txId } = suite.proposal();
      await suite.network.endorser.processProposal(signed, suite.idle);
      const [kept, ...more] = suite.network.ledger.transientStore.get(txId);
      expect(more).to.deep.equal([]);
      expect(kept?.mspId).to.equal('Org1MSP');
      expect(kept?.writes.getNsPvtRwsetList().map((set) => set.getNamespace())).to.deep.equal(['basic']);
    });

    it('hands the runtime what the client signed', async () => {
      const { signed, txId } = suite.proposal({ isInit: true, args: ['f', 'x'] });
      await suite.network.endorser.processProposal(signed, suite.idle);
      const [call] = suite.network.runtime.calls;
      expect(call).to.include({ chaincode: 'basic', txId, signedProposal: signed });
      expect(call?.creator.mspId).to.equal('Org1MSP');
      expect(call?.input.getIsInit()).to.equal(true);
      expect(call?.input.getArgsList_asU8().map((arg) => Buffer.from(arg).toString())).to.deep.equal([
        'f',
        'x',
      ]);
    });
  });

  describe('of a chaincode that refuses', () => {
    function refusing(status: number): void {
      suite.network.runtime.script = ({ simulator }) => {
        simulator.setPrivateData('basic', 'secrets', 'b', Buffer.from('2'));
        return { response: chaincodeResponse(status, 'no such thing'), event: new ChaincodeEvent() };
      };
    }

    it('passes 400 to 499 on alone', async () => {
      refusing(404);
      const { signed, txId } = suite.proposal();
      const answer = await suite.network.endorser.processProposal(signed, suite.idle);
      expect(answer.getEndorsement()).to.equal(undefined);
      expect(answer.getPayload_asU8()).to.have.length(0);
      expect(answer.getResponse()?.toObject()).to.deep.equal(
        chaincodeResponse(404, 'no such thing').toObject(),
      );
      expect(suite.network.ledger.transientStore.get(txId)).to.deep.equal([]);
    });

    it('shows from 500 on what it did, unsigned, so that it differs from a failure of the peer', async () => {
      refusing(500);
      const answer = await suite.process();
      expect(answer.getEndorsement()).to.equal(undefined);
      expect(answer.getVersion()).to.equal(0);
      const payload = ProposalResponsePayload.deserializeBinary(answer.getPayload_asU8());
      const action = ChaincodeAction.deserializeBinary(payload.getExtension_asU8());
      expect(action.getResponse()?.getMessage()).to.equal('no such thing');
      expect(action.getEvents_asU8()).to.have.length(0);
      expect(answer.getInterest()?.getChaincodesList()).to.have.length(1);
    });

    it('endorses what is below 400', async () => {
      suite.network.runtime.script = () => ({ response: chaincodeResponse(399), event: undefined });
      expect((await suite.process()).getEndorsement()).not.to.equal(undefined);
    });
  });

  describe('when the simulation fails', () => {
    it('answers with the texts of the runtime and the simulator', async () => {
      suite.network.runtime.script = () => {
        throw new ChaincodeError('transaction returned with failure: boom');
      };
      expect(await suite.failure()).to.equal('error in simulation: transaction returned with failure: boom');
      suite.network.runtime.script = () =>
        Promise.reject(
          new ChaincodeError('failed to execute transaction x: error sending: chaincode stream terminated'),
        );
      expect(await suite.failure()).to.equal(
        'error in simulation: failed to execute transaction x: error sending: chaincode stream terminated',
      );
    });

    it('answers when the peer has not got the state any more', async () => {
      const { options } = suite.network;
      const ahead = new Endorser({ ...options, height: () => options.height() + 5 });
      expect(await failureOf(ahead)).to.match(/^no state at height/);
    });

    it('answers when there is no simulator, and frees the state', async () => {
      const { options } = suite.network;
      let released = 0;
      const endorser = new Endorser({
        ...options,
        newSimulator: (snapshot) => {
          const release = snapshot.release.bind(snapshot);
          snapshot.release = () => {
            released += 1;
            release();
          };
          throw new Error('no simulator');
        },
      });
      expect(await failureOf(endorser)).to.equal('no simulator');
      expect(released).to.equal(1);
    });

    it('does not endorse when private data cannot be kept', async () => {
      const { options } = suite.network;
      const full = (): never => {
        throw new LedgerStoreError('STORE_FULL', 'no room');
      };
      const transient = { put: full, get: () => [], remove: full, removeBelow: full };
      suite.network.runtime.script = ({ simulator }) => {
        simulator.setPrivateData('basic', 'secrets', 'b', Buffer.from('2'));
        return { response: chaincodeResponse(200), event: undefined };
      };
      expect(await failureOf(new Endorser({ ...options, transient }))).to.match(
        /^error in simulation: .*no room/,
      );
    });

    it('answers when the simulator has nothing to give', async () => {
      suite.network.runtime.script = ({ simulator }) => {
        simulator.results();
        return { response: chaincodeResponse(200), event: undefined };
      };
      expect(await suite.failure()).to.match(/^error in simulation: .*only be called once/);
    });

    it('frees the state when it is given up', async () => {
      const reason = new Error('deadline');
      const controller = new AbortController();
      suite.network.runtime.script = (_, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            reject(new Error('the runtime gave up'));
          });
        });
      const running = suite.network.endorser.processProposal(suite.proposal().signed, controller.signal);
      expect(suite.network.openSnapshots).to.equal(1);
      controller.abort(reason);
      expect(await running.catch((error: unknown) => error)).to.equal(reason);
      const late = suite.network.endorser.processProposal(suite.proposal().signed, controller.signal);
      expect(await late.catch((error: unknown) => error)).to.equal(reason);
    });
  });

  describe('of system chaincodes', () => {
    it('endorses what they answer', async () => {
      const answer = await suite.process({ chaincode: 'qscc', args: ['GetChainInfo', 'mychannel'] });
      expect(answer.getEndorsement()).not.to.equal(undefined);
      expect(answer.getInterest()).to.equal(undefined);
      const payload = ProposalResponsePayload.deserializeBinary(answer.getPayload_asU8());
      const action = ChaincodeAction.deserializeBinary(payload.getExtension_asU8());
      expect(action.getChaincodeId()?.toObject()).to.deep.include({ name: 'qscc', version: 'syscc' });
      expect(action.getResults_asU8()).to.have.length(0);
      const info = common.BlockchainInfo.deserializeBinary(
        action.getResponse()?.getPayload_asU8() ?? new Uint8Array(),
      );
      expect(info.getHeight()).to.equal(suite.network.height);
    });

    it('asks for no right to propose, but for each function', async () => {
      const signer = suite.network.identity('OrdererMSP', 'client');
      const answer = await suite.process({ signer, chaincode: 'qscc', args: ['GetChainInfo', 'mychannel'] });
      expect(answer.getResponse()?.getStatus()).to.equal(500);
      expect(answer.getPayload_asU8()).not.to.have.length(0);
      expect(answer.getResponse()?.getMessage()).to.match(
        /^access denied for \[GetChainInfo\]\[mychannel\]: \[Failed evaluating policy/,
      );
    });

    it('answers without a channel, unsigned, its own organisation', async () => {
      const answer = await suite.process({ channel: '', chaincode: 'cscc', args: ['GetChannels'] });
      expect(answer.getEndorsement()).to.equal(undefined);
      const payload = answer.getResponse()?.getPayload_asU8() ?? new Uint8Array();
      expect(peer.ChannelQueryResponse.deserializeBinary(payload).toObject()).to.deep.equal({
        channelsList: [{ channelId: 'mychannel' }],
      });
      const other = {
        channel: '',
        chaincode: 'cscc',
        args: ['GetChannels'],
        signer: suite.network.identity('Org2MSP', 'client'),
      };
      expect(await suite.refusal(other)).to.equal(
        'error validating proposal: access denied: channel [] creator org unknown, creator is malformed',
      );
    });
  });
});

function hashWithoutTransient(signed: peer.SignedProposal): string {
  const proposal = peer.Proposal.deserializeBinary(signed.getProposalBytes_asU8());
  const header = common.Header.deserializeBinary(proposal.getHeader_asU8());
  const payload = peer.ChaincodeProposalPayload.deserializeBinary(proposal.getPayload_asU8());
  expect(payload.getTransientmapMap().getLength()).to.equal(1);
  payload.getTransientmapMap().clear();
  return createHash('sha256')
    .update(header.getChannelHeader_asU8())
    .update(header.getSignatureHeader_asU8())
    .update(payload.serializeBinary())
    .digest('hex');
}

function keyOf(signer: SigningIdentity): KeyObject {
  const pem = msp.SerializedIdentity.deserializeBinary(signer.serialized).getIdBytes_asU8();
  return new X509Certificate(pem).publicKey;
}
