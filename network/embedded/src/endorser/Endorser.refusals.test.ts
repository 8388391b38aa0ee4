import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { common, msp, peer } from '@hyperledger/fabric-protos';
import { EndorserSuite } from '../../test/endorser/EndorserSuite.js';
import { signedProposal, type Spoiling } from '../../test/endorser/signedProposal.js';
import { TestNetwork } from '../../test/endorser/TestNetwork.js';
import { messageOf } from '../messageOf.js';

describe('Endorser, of proposals that it refuses', () => {
  const suite = new EndorserSuite();

  describe('of a malformed proposal', () => {
    const INVALID = 'proto: cannot parse invalid wire-format data';
    const junk = Buffer.from([0xff, 0xff, 0xff]);

    it('names the part that cannot be read', async () => {
      const bytes = new peer.SignedProposal();
      bytes.setProposalBytes(junk);
      expect(await suite.refusal(bytes)).to.equal(`error unmarshalling Proposal: ${INVALID}`);
      const header =
        (spoiled: common.Header) =>
        (one: peer.Proposal): void => {
          one.setHeader(spoiled.serializeBinary());
        };
      const badChannelHeader = new common.Header();
      badChannelHeader.setChannelHeader(junk);
      const badSignatureHeader = new common.Header();
      badSignatureHeader.setSignatureHeader(junk);
      const spoiled: [string, Spoiling][] = [
        [
          'Header',
          {
            proposal: (one) => {
              one.setHeader(junk);
            },
          },
        ],
        ['ChannelHeader', { proposal: header(badChannelHeader) }],
        ['SignatureHeader', { proposal: header(badSignatureHeader) }],
        [
          'ChaincodeHeaderExtension',
          {
            channelHeader: (one) => {
              one.setExtension$(junk);
            },
          },
        ],
        [
          'ChaincodeProposalPayload',
          {
            proposal: (one) => {
              one.setPayload(junk);
            },
          },
        ],
        [
          'ChaincodeInvocationSpec',
          {
            payload: (one) => {
              one.setInput(junk);
            },
          },
        ],
      ];
      for (const [name, spoil] of spoiled)
        expect(await suite.refusal({ spoil })).to.equal(`error unmarshalling ${name}: ${INVALID}`);
    });

    it('names what is missing', async () => {
      expect(await suite.refusal(new peer.SignedProposal())).to.equal(
        'ChaincodeHeaderExtension.ChaincodeId is nil',
      );
      const missing: [string, Spoiling][] = [
        [
          'ChaincodeHeaderExtension.ChaincodeId.Name is empty',
          {
            extension: (one) => {
              one.setChaincodeId(new peer.ChaincodeID());
            },
          },
        ],
        [
          'chaincode invocation spec did not contain chaincode spec',
          {
            spec: (one) => {
              one.clearChaincodeSpec();
            },
          },
        ],
        [
          'chaincode input did not contain any input',
          {
            spec: (one) => {
              one.getChaincodeSpec()?.clearInput();
            },
          },
        ],
      ];
      for (const [text, spoil] of missing) expect(await suite.refusal({ spoil })).to.equal(text);
    });
  });

  describe('of a proposal that is not valid', () => {
    it('refuses headers', async () => {
      const txId = createHash('sha256').update('n').update(suite.client.serialized).digest('hex');
      const spoiled: [string, Spoiling][] = [
        [
          'invalid header type MESSAGE',
          {
            channelHeader: (one) => {
              one.setType(common.HeaderType.MESSAGE);
            },
          },
        ],
        [
          'invalid header type 99',
          {
            channelHeader: (one) => {
              one.setType(99);
            },
          },
        ],
        [
          'epoch is non-zero',
          {
            channelHeader: (one) => {
              one.setEpoch(1);
            },
          },
        ],
        [
          'nonce is empty',
          {
            signatureHeader: (one) => {
              one.setNonce('');
            },
          },
        ],
        [
          'creator is empty',
          {
            signatureHeader: (one) => {
              one.setCreator('');
            },
          },
        ],
        [
          `incorrectly computed txid 'abc' -- expected '${txId}'`,
          {
            channelHeader: (one) => {
              one.setTxId('abc');
            },
          },
        ],
      ];
      for (const [text, spoil] of spoiled)
        expect(await suite.refusal({ nonce: Buffer.from('n'), spoil })).to.equal(
          `error validating proposal: ${text}`,
        );
    });

    it('refuses creators that it does not know', async () => {
      const unknown =
        'error validating proposal: access denied: channel [mychannel] creator org unknown, creator is malformed';
      expect(await suite.refusal({ signer: suite.network.identity('OtherMSP', 'client') })).to.equal(unknown);
      expect(
        await suite.refusal({ signer: { ...suite.client, serialized: Buffer.from('nobody') } }),
      ).to.equal(unknown);
    });

    it('says no more than the organisation of a certificate that does not hold', async () => {
      const denied = 'error validating proposal: access denied: channel [mychannel] creator org [Org1MSP]';
      // Since its authority has been valid, so that there is a chain.
      const ago = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
      const past = { notBefore: ago(4), notAfter: ago(2) };
      expect(await suite.refusal({ signer: suite.network.identity('Org1MSP', 'client', past) })).to.equal(
        denied,
      );
      expect(await suite.refusal({ signer: suite.network.identity('Org1MSP', 'guest') })).to.equal(denied);
      const foreign = suite.network.identity('OtherMSP', 'client');
      const sid = msp.SerializedIdentity.deserializeBinary(foreign.serialized);
      sid.setMspid('Org1MSP');
      expect(await suite.refusal({ signer: { ...foreign, serialized: sid.serializeBinary() } })).to.equal(
        'error validating proposal: access denied: channel [mychannel] creator org unknown, creator is malformed',
      );
    });

    it('refuses signatures that are missing or of other bytes', async () => {
      const { signed } = suite.proposal();
      signed.setSignature('');
      expect(await suite.refusal(signed)).to.equal('error validating proposal: empty signature bytes');
      signed.setSignature(suite.client.sign(Buffer.from('other')));
      const denied = 'error validating proposal: access denied: channel [mychannel] creator org [Org1MSP]';
      expect(await suite.refusal(signed)).to.equal(denied);
      signed.setSignature(Buffer.from('no DER'));
      expect(await suite.refusal(signed)).to.equal(denied);
      expect(suite.network.runtime.calls).to.have.length(0);
    });

    it('answers for a channel that is not here', async () => {
      expect(await suite.failure({ channel: 'other' })).to.equal("channel 'other' not found");
    });

    it('refuses a creator whom the channel lets read only', async () => {
      // An orderer of Org1 is a member, but no writer.
      expect(await suite.refusal({ signer: suite.network.identity('Org1MSP', 'orderer') })).to.equal(
        'Failed evaluating policy on signed data during check policy on channel [mychannel] with policy [/Channel/Application/Writers]: ' +
          "[implicit policy evaluation failed - 0 sub-policies were satisfied, but this policy requires 1 of the 'Writers' sub-policies to be satisfied]",
      );
    });

    it('refuses by the ACL that the channel configures', async () => {
      const strict = new TestNetwork(suite.file('strict'), {
        acls: { 'peer/Propose': '/Channel/Application/Admins' },
      });
      const { signed } = signedProposal({ signer: strict.identity('Org1MSP', 'client'), chaincode: 'basic' });
      const error: unknown = await strict.endorser
        .processProposal(signed, suite.idle)
        .catch((thrown: unknown) => thrown);
      expect(messageOf(error)).to.equal(
        'failed evaluating policy on signed data during check policy [/Channel/Application/Admins]: ' +
          "[implicit policy evaluation failed - 0 sub-policies were satisfied, but this policy requires 2 of the 'Admins' sub-policies to be satisfied]",
      );
      strict.ledger.close();
    });

    it('refuses a transaction that this peer has committed, and no other peer', async () => {
      const { signed, txId } = suite.proposal();
      suite.network.commit({ txIds: [txId] });
      const creator = Buffer.from(suite.client.serialized).toString('hex');
      expect(await suite.refusal(signed)).to.equal(
        `duplicate transaction found [${txId}]. Creator [${creator}]`,
      );
      suite.network.height -= 1;
      const answer = await suite.network.endorser.processProposal(signed, suite.idle);
      suite.network.height += 1;
      expect(answer.getResponse()?.getStatus()).to.equal(200);
    });
  });

  describe('of an unknown chaincode', () => {
    it('answers as Fabric does', async () => {
      expect(await suite.failure({ chaincode: 'other' })).to.equal(
        'make sure the chaincode other has been successfully defined on channel mychannel and try again: chaincode other not found',
      );
      expect(await suite.failure({ channel: '' })).to.equal(
        "make sure the chaincode basic has been successfully defined on channel  and try again: could not get channel config for channel ''",
      );
    });
  });
});
