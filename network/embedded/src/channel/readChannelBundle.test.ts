import { expect } from 'chai';
import { common, msp, orderer as ordering } from '@hyperledger/fabric-protos';
import { TestChannel } from '../../test/channel/TestChannel.js';
import { signedData } from '../../test/policies/signedData.js';
import { TestOrganisation } from '../../test/policies/TestOrganisation.js';
import type { SigningIdentity } from '../msp/SigningIdentity.js';
import { PolicyError } from '../policies/PolicyError.js';
import { applicationOrganisations } from './applicationOrganisations.js';
import type { ChannelBundle } from './ChannelBundle.js';
import { ChannelConfigError } from './ChannelConfigError.js';
import { genesisBlock } from './genesisBlock.js';
import { readChannelBundle } from './readChannelBundle.js';

/** The block with a part of its configuration changed. */
function changed(block: common.Block, change: (root: common.ConfigGroup) => void): common.Block {
  const [bytes = new Uint8Array()] = block.getData()?.getDataList_asU8() ?? [];
  const envelope = common.Envelope.deserializeBinary(bytes);
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const configEnvelope = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8());
  const root = configEnvelope.getConfig()?.getChannelGroup();
  if (root === undefined) {
    throw new Error('the block has no channel group');
  }
  change(root);
  payload.setData(configEnvelope.serializeBinary());
  envelope.setPayload(payload.serializeBinary());
  block.getData()?.setDataList([envelope.serializeBinary()]);
  return block;
}

function failure(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    return error instanceof ChannelConfigError ? error.message : `unexpected ${String(error)}`;
  }
  return 'no error';
}

describe('readChannelBundle', () => {
  let channel: TestChannel;

  before(() => {
    channel = TestChannel.create('CommunityMSP', 'SH1MSP', 'SH2MSP');
  });

  const satisfied = (bundle: ChannelBundle, path: string, ...signers: SigningIdentity[]): boolean => {
    const policy = bundle.policies.policy(path);
    expect(policy, path).to.not.equal(undefined);
    try {
      policy?.evaluateSignedData(signedData(...signers));
      return true;
    } catch (error) {
      expect(error).to.be.instanceOf(PolicyError);
      return false;
    }
  };

  it('reads channel, organisations and batches back', () => {
    const bundle = channel.bundle();
    expect(bundle.channel).to.equal('energy');
    expect([...bundle.membership.mspIds].sort()).to.deep.equal([
      'CommunityMSP',
      'OrdererMSP',
      'SH1MSP',
      'SH2MSP',
    ]);
    expect([...applicationOrganisations(bundle.config)]).to.deep.equal([
      ['CommunityMSP', 'CommunityMSP'],
      ['SH1MSP', 'SH1MSP'],
      ['SH2MSP', 'SH2MSP'],
    ]);
    expect(bundle.batch).to.deep.equal({
      timeoutMs: 200,
      maxMessages: 500,
      absoluteMaxBytes: 10_485_760,
      preferredMaxBytes: 2_097_152,
    });
  });

  it('lets clients write, peers read, and the orderer sign blocks', () => {
    const bundle = channel.bundle();
    const home = channel.organisation('SH1MSP');
    expect(satisfied(bundle, '/Channel/Application/Writers', home.identity('client'))).to.equal(true);
    expect(satisfied(bundle, '/Channel/Application/Writers', home.identity('peer'))).to.equal(false);
    expect(satisfied(bundle, '/Channel/Application/Readers', home.identity('peer'))).to.equal(true);
    expect(satisfied(bundle, '/Channel/Application/Readers', home.identity('orderer'))).to.equal(false);
    const orderer = channel.orderer.identity('orderer');
    expect(satisfied(bundle, '/Channel/Orderer/BlockValidation', orderer)).to.equal(true);
    expect(satisfied(bundle, '/Channel/Orderer/BlockValidation', home.identity('peer'))).to.equal(false);
    expect(satisfied(bundle, '/Channel/Application/Readers', orderer)).to.equal(false);
    expect(satisfied(bundle, '/Channel/Readers', orderer)).to.equal(true);
  });

  it('judges a community by its own policy: it and any home', () => {
    const bundle = channel.bundle({
      policies: {
        CommunityAndHome: "AND('CommunityMSP.peer', OR('SH1MSP.peer', 'SH2MSP.peer'))",
      },
    });
    const path = '/Channel/Application/CommunityAndHome';
    const peerOf = (mspId: string): SigningIdentity => channel.organisation(mspId).identity('peer');
    const [community, first, second] = [peerOf('CommunityMSP'), peerOf('SH1MSP'), peerOf('SH2MSP')];
    expect(satisfied(bundle, path, community, second)).to.equal(true);
    expect(satisfied(bundle, path, first, community)).to.equal(true);
    expect(satisfied(bundle, path, first, second)).to.equal(false);
    expect(satisfied(bundle, path, community)).to.equal(false);
    expect(satisfied(bundle, path, community, channel.organisation('SH1MSP').identity('client'))).to.equal(
      false,
    );
    expect(bundle.policies.policy('Channel/Application/CommunityAndHome')).to.equal(undefined);
    expect(
      bundle.policies
        .signaturePolicyEnvelope(path)
        ?.getIdentitiesList()
        .map((principal) => msp.MSPRole.deserializeBinary(principal.getPrincipal_asU8()).getMspIdentifier()),
    ).to.deep.equal(['SH1MSP', 'SH2MSP', 'CommunityMSP']);
  });

  it('guards resources as Fabric does by default', () => {
    const bundle = channel.bundle();
    const acl = (resource: string): string | undefined => bundle.acl(resource);
    const readers = '/Channel/Application/Readers';
    const writers = '/Channel/Application/Writers';
    expect(acl('peer/Propose')).to.equal(writers);
    expect(acl('peer/ChaincodeToChaincode')).to.equal(writers);
    expect(acl('_lifecycle/QueryChaincodeDefinition')).to.equal(writers);
    expect(acl('event/Block')).to.equal(readers);
    expect(acl('gateway/CommitStatus')).to.equal(readers);
    expect(acl('qscc/GetChainInfo')).to.equal(readers);
    expect(acl('cscc/GetChannels')).to.equal(undefined);
    expect(acl('nothing/AtAll')).to.equal(undefined);
  });

  it('lets the settings guard resources otherwise, but not what belongs to a peer', () => {
    const bundle = channel.bundle({
      acls: {
        'peer/Propose': '/Channel/Application/Readers',
        'event/Block': 'Admins',
        'event/FilteredBlock': '',
        'my/Resource': 'Writers',
        'cscc/GetChannels': 'Readers',
      },
    });
    const acl = (resource: string): string | undefined => bundle.acl(resource);
    expect(acl('peer/Propose')).to.equal('/Channel/Application/Readers');
    expect(acl('event/Block')).to.equal('/Channel/Application/Admins');
    expect(acl('event/FilteredBlock')).to.equal('/Channel/Application/Readers');
    expect(acl('my/Resource')).to.equal('/Channel/Application/Writers');
    expect(acl('cscc/GetChannels')).to.equal(undefined);
  });

  it('takes an organisation that also orders once, and refuses two of one name', () => {
    const options = channel.options();
    const community = channel.organisation('CommunityMSP');
    const asOrderer = { ...options.orderer, mspId: 'CommunityMSP', mspConfig: community.mspConfig };
    expect(
      readChannelBundle(genesisBlock({ ...options, orderer: asOrderer })).membership.mspIds,
    ).to.have.length(3);
    const other = { ...asOrderer, mspConfig: TestOrganisation.create('CommunityMSP').mspConfig };
    expect(failure(() => readChannelBundle(genesisBlock({ ...options, orderer: other })))).to.equal(
      'Attempted to define two different versions of MSP: CommunityMSP',
    );
  });

  it('refuses blocks that hold no configuration', () => {
    expect(failure(() => readChannelBundle(new common.Block()))).to.equal(
      'malformed configuration block: envelope index out of bounds',
    );
    const block = (envelope: common.Envelope | Uint8Array): common.Block => {
      const data = new common.BlockData();
      data.setDataList([envelope instanceof Uint8Array ? envelope : envelope.serializeBinary()]);
      const message = new common.Block();
      message.setData(data);
      return message;
    };
    const envelopeOf = (header?: common.ChannelHeader): common.Envelope => {
      const payload = new common.Payload();
      if (header !== undefined) {
        const outer = new common.Header();
        outer.setChannelHeader(header.serializeBinary());
        payload.setHeader(outer);
      }
      const envelope = new common.Envelope();
      envelope.setPayload(payload.serializeBinary());
      return envelope;
    };
    const config = new common.ChannelHeader();
    config.setType(common.HeaderType.CONFIG);
    expect(failure(() => readChannelBundle(block(Uint8Array.of(0x0a, 9))))).to.match(
      /^error unmarshalling Envelope: /,
    );
    expect(failure(() => readChannelBundle(block(envelopeOf())))).to.equal('envelope header cannot be nil');
    expect(failure(() => readChannelBundle(block(envelopeOf(new common.ChannelHeader()))))).to.equal(
      'malformed configuration envelope: invalid type 0, expected CONFIG',
    );
    expect(failure(() => readChannelBundle(block(envelopeOf(config))))).to.equal(
      'no config found in envelope',
    );
  });

  it('refuses a configuration that does not hold', () => {
    const refusal = (change: (root: common.ConfigGroup) => void): string =>
      failure(() => readChannelBundle(changed(channel.block(), change)));
    const put = (
      group: common.ConfigGroup | undefined,
      key: string,
      value: { serializeBinary(): Uint8Array },
    ): void => {
      group?.getValuesMap().get(key)?.setValue(value.serializeBinary());
    };
    const batchSize = (max: number, absolute: number, preferred: number): ordering.BatchSize => {
      const size = new ordering.BatchSize();
      size.setMaxMessageCount(max);
      size.setAbsoluteMaxBytes(absolute);
      size.setPreferredMaxBytes(preferred);
      return size;
    };
    const timeout = (text: string): ordering.BatchTimeout => {
      const value = new ordering.BatchTimeout();
      value.setTimeout(text);
      return value;
    };
    const orderer = (root: common.ConfigGroup): common.ConfigGroup | undefined =>
      root.getGroupsMap().get('Orderer');
    expect(refusal((root) => root.getGroupsMap().del('Orderer'))).to.equal(
      'invalid configuration block, missing Orderer configuration group',
    );
    expect(refusal((root) => root.getGroupsMap().del('Application'))).to.equal(
      'invalid configuration block, missing Application configuration group',
    );
    expect(refusal((root) => root.getValuesMap().del('HashingAlgorithm'))).to.equal(
      'Unknown hashing algorithm type: ',
    );
    expect(refusal((root) => root.getValuesMap().del('BlockDataHashingStructure'))).to.equal(
      'BlockDataHashStructure width only supported at MaxUint32 in this version',
    );
    expect(
      refusal((root) => {
        put(orderer(root), 'BatchSize', batchSize(0, 1, 1));
      }),
    ).to.equal('Attempted to set the batch size max message count to an invalid value: 0');
    expect(
      refusal((root) => {
        put(orderer(root), 'BatchSize', batchSize(1, 0, 1));
      }),
    ).to.equal('Attempted to set the batch size absolute max bytes to an invalid value: 0');
    expect(
      refusal((root) => {
        put(orderer(root), 'BatchSize', batchSize(1, 1, 2));
      }),
    ).to.equal(
      'Attempted to set the batch size preferred max bytes (2) greater than the absolute max bytes (1).',
    );
    expect(
      refusal((root) => {
        put(orderer(root), 'BatchTimeout', timeout('soon'));
      }),
    ).to.equal('Attempted to set the batch timeout to a invalid value: time: invalid duration "soon"');
    expect(
      refusal((root) => {
        put(orderer(root), 'BatchTimeout', timeout('0s'));
      }),
    ).to.equal('Attempted to set the batch timeout to a non-positive value: 0s');
    const idemix = new msp.MSPConfig();
    idemix.setType(1);
    expect(
      refusal((root) => {
        put(root.getGroupsMap().get('Application')?.getGroupsMap().get('SH1MSP'), 'MSP', idemix);
      }),
    ).to.equal('Setup error: unsupported msp type 1');
    const acls = { serializeBinary: () => Uint8Array.of(0x0a, 9) };
    expect(
      refusal((root) => {
        const value = new common.ConfigValue();
        value.setValue(acls.serializeBinary());
        root.getGroupsMap().get('Application')?.getValuesMap().set('ACLs', value);
      }),
    ).to.match(/^error unmarshalling configuration value ACLs: /);
  });
});
