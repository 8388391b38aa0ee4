import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { common, msp, orderer as ordering, peer } from '@hyperledger/fabric-protos';
import { TestChannel } from '../../test/channel/TestChannel.js';
import { blockDataHash } from '../blocks/blockDataHash.js';
import { ChannelConfigError } from './ChannelConfigError.js';
import { genesisBlock } from './genesisBlock.js';

interface Contents {
  readonly values: readonly string[];
  readonly policies: Readonly<Record<string, string>>;
  readonly groups: Readonly<Record<string, Contents>>;
}

const rules = ['ANY', 'ALL', 'MAJORITY'];
const roles = ['member', 'admin', 'client', 'peer', 'orderer'];

function policyText(policy: common.Policy): string {
  if (policy.getType() === common.Policy.PolicyType.IMPLICIT_META) {
    const implicit = common.ImplicitMetaPolicy.deserializeBinary(policy.getValue_asU8());
    return `${rules[implicit.getRule()] ?? '?'} ${implicit.getSubPolicy()}`;
  }
  const envelope = common.SignaturePolicyEnvelope.deserializeBinary(policy.getValue_asU8());
  const names = envelope.getIdentitiesList().map((principal) => {
    const role = msp.MSPRole.deserializeBinary(principal.getPrincipal_asU8());
    return `${role.getMspIdentifier()}.${roles[role.getRole()] ?? '?'}`;
  });
  return `${envelope.getRule()?.getNOutOf()?.getN() ?? '?'} of ${names.join(' ')}`;
}

function contentsOf(group: common.ConfigGroup): Contents {
  expect(group.getModPolicy()).to.equal('Admins');
  return {
    values: [...group.getValuesMap().keys()].sort(),
    policies: Object.fromEntries(
      [...group.getPoliciesMap().entries()].map(([name, policy]) => [
        name,
        policyText(policy.getPolicy() ?? new common.Policy()),
      ]),
    ),
    groups: Object.fromEntries(
      [...group.getGroupsMap().entries()].map(([name, child]) => [name, contentsOf(child)]),
    ),
  };
}

function openBlock(block: common.Block): {
  header: common.ChannelHeader;
  nonce: Uint8Array;
  root: common.ConfigGroup;
} {
  const [bytes = new Uint8Array()] = block.getData()?.getDataList_asU8() ?? [];
  const envelope = common.Envelope.deserializeBinary(bytes);
  expect(envelope.getSignature_asU8()).to.have.length(0);
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const header = payload.getHeader();
  const signature = common.SignatureHeader.deserializeBinary(
    header?.getSignatureHeader_asU8() ?? new Uint8Array(),
  );
  expect(signature.getCreator_asU8()).to.have.length(0);
  const config = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig();
  return {
    header: common.ChannelHeader.deserializeBinary(header?.getChannelHeader_asU8() ?? new Uint8Array()),
    nonce: signature.getNonce_asU8(),
    root: config?.getChannelGroup() ?? new common.ConfigGroup(),
  };
}

describe('genesisBlock', () => {
  let channel: TestChannel;

  before(() => {
    channel = TestChannel.create('Org1MSP', 'Org2MSP');
  });

  it('is block 0, with the metadata that configtxgen writes', () => {
    const block = common.Block.deserializeBinary(channel.block().serializeBinary());
    const header = block.getHeader();
    expect(header?.getNumber()).to.equal(0);
    expect(header?.getPreviousHash_asU8()).to.have.length(0);
    expect(header?.getDataHash_asU8()).to.deep.equal(
      new Uint8Array(blockDataHash(block.getData() ?? new common.BlockData())),
    );
    const metadata = (block.getMetadata()?.getMetadataList_asU8() ?? []).map((entry) =>
      Buffer.from(entry).toString('hex'),
    );
    expect(metadata).to.deep.equal(['0a020a00', '', '', '', '']);
  });

  it('names its channel, time and transaction', () => {
    const { header, nonce } = openBlock(channel.block());
    expect(header.getType()).to.equal(common.HeaderType.CONFIG);
    expect(header.getVersion()).to.equal(1);
    expect(header.getChannelId()).to.equal('energy');
    expect(header.getTimestamp()?.toObject()).to.deep.equal({ seconds: 1772360430, nanos: 0 });
    expect(nonce).to.have.length(24);
    expect(header.getTxId()).to.equal(createHash('sha256').update(nonce).digest('hex'));
  });

  it('has the groups, values and policies of Fabric’s test network', () => {
    const organisation = (mspId: string): Contents => ({
      values: ['AnchorPeers', 'MSP'],
      policies: {
        Admins: `1 of ${mspId}.admin`,
        Endorsement: `1 of ${mspId}.peer`,
        Readers: `1 of ${mspId}.admin ${mspId}.peer ${mspId}.client`,
        Writers: `1 of ${mspId}.admin ${mspId}.client`,
      },
      groups: {},
    });
    const group = { Readers: 'ANY Readers', Writers: 'ANY Writers', Admins: 'MAJORITY Admins' };
    expect(contentsOf(openBlock(channel.block()).root)).to.deep.equal({
      values: ['BlockDataHashingStructure', 'Capabilities', 'HashingAlgorithm'],
      policies: group,
      groups: {
        Application: {
          values: ['Capabilities'],
          policies: {
            ...group,
            Endorsement: 'MAJORITY Endorsement',
            LifecycleEndorsement: 'MAJORITY Endorsement',
          },
          groups: { Org1MSP: organisation('Org1MSP'), Org2MSP: organisation('Org2MSP') },
        },
        Orderer: {
          values: ['BatchSize', 'BatchTimeout', 'Capabilities', 'ChannelRestrictions', 'ConsensusType'],
          policies: { ...group, BlockValidation: 'ANY Writers' },
          groups: {
            OrdererMSP: {
              values: ['Endpoints', 'MSP'],
              policies: {
                Admins: '1 of OrdererMSP.admin',
                Readers: '1 of OrdererMSP.member',
                Writers: '1 of OrdererMSP.member',
              },
              groups: {},
            },
          },
        },
      },
    });
  });

  it('says what the settings say', () => {
    const { root } = openBlock(
      channel.block({
        policies: {
          Admins: "OR('Org1MSP.admin')",
          Both: "AND('Org1MSP.peer', 'Org2MSP.peer')",
          Most: 'ALL Writers',
        },
        acls: { 'peer/Propose': 'Readers' },
        batch: { timeoutMs: 61_500, maxMessages: 3, absoluteMaxBytes: 2000, preferredMaxBytes: 1000 },
      }),
    );
    const application = root.getGroupsMap().get('Application') ?? new common.ConfigGroup();
    const ordererGroup = root.getGroupsMap().get('Orderer') ?? new common.ConfigGroup();
    const value = (group: common.ConfigGroup, key: string): Uint8Array =>
      group.getValuesMap().get(key)?.getValue_asU8() ?? new Uint8Array();
    expect(contentsOf(application).policies).to.deep.include({
      Admins: '1 of Org1MSP.admin',
      Both: '2 of Org1MSP.peer Org2MSP.peer',
      Most: 'ALL Writers',
      Readers: 'ANY Readers',
    });
    expect(
      peer.ACLs.deserializeBinary(value(application, 'ACLs'))
        .getAclsMap()
        .get('peer/Propose')
        ?.getPolicyRef(),
    ).to.equal('Readers');
    expect(ordering.BatchSize.deserializeBinary(value(ordererGroup, 'BatchSize')).toObject()).to.deep.equal({
      maxMessageCount: 3,
      absoluteMaxBytes: 2000,
      preferredMaxBytes: 1000,
    });
    expect(
      ordering.BatchTimeout.deserializeBinary(value(ordererGroup, 'BatchTimeout')).getTimeout(),
    ).to.equal('1m1.5s');
    expect(ordering.ConsensusType.deserializeBinary(value(ordererGroup, 'ConsensusType')).getType()).to.equal(
      'solo',
    );
    const org2 = application.getGroupsMap().get('Org2MSP') ?? new common.ConfigGroup();
    expect(
      peer.AnchorPeers.deserializeBinary(value(org2, 'AnchorPeers')).toObject().anchorPeersList,
    ).to.deep.equal([{ host: 'peer0.org2msp.example.com', port: 7052 }]);
  });

  it('refuses policies that are none and organisations without MSP', () => {
    const refused = (policies: Record<string, string>): unknown => {
      try {
        return channel.block({ policies });
      } catch (error) {
        return error instanceof ChannelConfigError ? error.message : error;
      }
    };
    expect(refused({ Bad: "OR('Org1MSP.boss')" })).to.equal(
      "invalid signature policy rule 'OR('Org1MSP.boss')': Unable to access unexported field 'boss' in token 'Org1MSP.boss'",
    );
    expect(refused({ Bad: 'ANY Readers Writers' })).to.equal(
      "invalid implicit meta policy rule 'ANY Readers Writers': expected two space separated tokens, but got 3",
    );
    expect(() => genesisBlock({ ...channel.options(), mspConfigs: new Map() })).to.throw(
      ChannelConfigError,
      'organisation Org1MSP has no MSP configuration',
    );
  });
});
