import { expect } from 'chai';
import { msp, type common } from '@hyperledger/fabric-protos';
import { TestChannel } from '../../test/channel/TestChannel.js';
import { signedData } from '../../test/policies/signedData.js';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import type { Identity } from '../msp/Identity.js';
import type { SigningIdentity } from '../msp/SigningIdentity.js';
import type { Policy } from '../policies/Policy.js';
import { PolicyError } from '../policies/PolicyError.js';
import { chaincodeSettingsSchema, collectionSettingsSchema } from '../settings/embeddedSettings.js';
import type { ChaincodeDefinition } from './ChaincodeDefinition.js';
import type { Collection } from './Collection.js';
import { createDefinitions } from './createDefinitions.js';
import { DefinitionError } from './DefinitionError.js';

const community = "AND('CommunityMSP.peer', OR('SH1MSP.peer', 'SH2MSP.peer'))";

describe('createDefinitions', () => {
  let channel: TestChannel;
  let bundle: ChannelBundle;

  before(() => {
    channel = TestChannel.create('CommunityMSP', 'SH1MSP', 'SH2MSP');
    bundle = channel.bundle({ policies: { CommunityAndHome: community, Odd: 'ALL Nowhere' } });
  });

  const define = (settings: object = {}, within = bundle): ChaincodeDefinition => {
    const chaincode = chaincodeSettingsSchema.parse({
      name: 'acequia',
      address: 'localhost:9999',
      ...settings,
    });
    const definition = createDefinitions([{ sequence: 3, chaincode }], within).find('acequia');
    if (definition === undefined) {
      throw new Error('the chaincode is not defined');
    }
    return definition;
  };
  const collectionOf = (settings: object): Collection => {
    const collection = define({
      collections: [{ name: 'home', policy: "OR('SH1MSP.member')", ...settings }],
    }).collection('home');
    if (collection === undefined) {
      throw new Error('there is no such collection');
    }
    return collection;
  };
  const refusal = (settings: object): string => {
    try {
      define(settings);
    } catch (error) {
      return error instanceof DefinitionError
        ? `${error.code}: ${error.message}`
        : `unexpected ${String(error)}`;
    }
    return 'no error';
  };
  const refusedCollection = (settings: object): string =>
    refusal({ collections: [{ name: 'home', policy: "OR('SH1MSP.member')", ...settings }] });
  const signer = (mspId: string, role: 'peer' | 'client' | 'admin'): SigningIdentity =>
    channel.organisation(mspId).identity(role);
  const identity = (mspId: string, role: 'peer' | 'client' | 'admin'): Identity =>
    bundle.membership.deserialize(signer(mspId, role).serialized);
  const satisfied = (policy: Policy | undefined, ...signers: SigningIdentity[]): boolean => {
    expect(policy).to.not.equal(undefined);
    try {
      policy?.evaluateSignedData(signedData(...signers));
      return true;
    } catch (error) {
      expect(error).to.be.instanceOf(PolicyError);
      return false;
    }
  };
  const principalsOf = (envelope: common.SignaturePolicyEnvelope | undefined): readonly string[] =>
    (envelope?.getIdentitiesList() ?? []).map((principal) => {
      const role = msp.MSPRole.deserializeBinary(principal.getPrincipal_asU8());
      return `${role.getMspIdentifier()} ${role.getRole()}`;
    });

  it('lists and finds what is defined', () => {
    const [first, second] = ['one', 'two'].map((name) =>
      chaincodeSettingsSchema.parse({ name, address: 'localhost:9999' }),
    );
    if (first === undefined || second === undefined) {
      throw new Error('a chaincode is missing');
    }
    const definitions = createDefinitions(
      [
        { sequence: 1, chaincode: first },
        { sequence: 2, chaincode: second },
      ],
      bundle,
    );
    expect(definitions.all.map(({ name, sequence }) => `${name} ${sequence}`)).to.deep.equal([
      'one 1',
      'two 2',
    ]);
    expect(definitions.find('two')?.sequence).to.equal(2);
    expect(definitions.find('three')).to.equal(undefined);
  });

  it('has by default the channel’s Endorsement: a majority of the organisations', () => {
    const definition = define();
    expect(definition).to.deep.include({
      name: 'acequia',
      version: '1.0',
      sequence: 3,
      address: 'localhost:9999',
      initRequired: false,
    });
    expect(definition.validationParameter.toObject()).to.deep.equal({
      signaturePolicy: undefined,
      channelConfigPolicyReference: '/Channel/Application/Endorsement',
    });
    expect(definition.collections.getConfigList()).to.have.length(0);
    expect(principalsOf(definition.endorsementEnvelope)).to.deep.equal([
      'CommunityMSP 3',
      'SH1MSP 3',
      'SH2MSP 3',
    ]);
    expect(definition.endorsementEnvelope.getRule()?.getNOutOf()?.getN()).to.equal(2);
    const [first, second] = [signer('SH1MSP', 'peer'), signer('SH2MSP', 'peer')];
    expect(satisfied(definition.endorsementPolicy, first, second)).to.equal(true);
    expect(satisfied(definition.endorsementPolicy, first)).to.equal(false);
  });

  it('takes a policy of the channel by its path: the community and any home', () => {
    const definition = define({ policy: '/Channel/Application/CommunityAndHome' });
    expect(definition.validationParameter.getChannelConfigPolicyReference()).to.equal(
      '/Channel/Application/CommunityAndHome',
    );
    const [own, home] = [signer('CommunityMSP', 'peer'), signer('SH2MSP', 'peer')];
    expect(satisfied(definition.endorsementPolicy, own, home)).to.equal(true);
    expect(satisfied(definition.endorsementPolicy, home, signer('SH1MSP', 'peer'))).to.equal(false);
    expect(principalsOf(definition.endorsementEnvelope)).to.deep.equal([
      'SH1MSP 3',
      'SH2MSP 3',
      'CommunityMSP 3',
    ]);
  });

  it('takes an expression', () => {
    const definition = define({ policy: "OR('SH1MSP.peer')" });
    expect(definition.validationParameter.hasChannelConfigPolicyReference()).to.equal(false);
    expect(principalsOf(definition.validationParameter.getSignaturePolicy())).to.deep.equal(['SH1MSP 3']);
    expect(satisfied(definition.endorsementPolicy, signer('SH1MSP', 'peer'))).to.equal(true);
    expect(satisfied(definition.endorsementPolicy, signer('SH1MSP', 'client'))).to.equal(false);
  });

  it('refuses policies that are none, names and versions that Fabric does not take', () => {
    expect(refusal({ policy: '/Channel/Application/Absent' })).to.equal(
      'UNKNOWN_POLICY: failed to retrieve policy for reference /Channel/Application/Absent',
    );
    expect(refusal({ policy: '/Channel/Application/Odd' })).to.equal(
      "UNKNOWN_POLICY: policy with reference '/Channel/Application/Odd' is not convertible to SignaturePolicyEnvelope",
    );
    expect(refusal({ policy: 'Channel/Application/Endorsement' })).to.equal(
      "BAD_POLICY: invalid signature policy: Channel/Application/Endorsement: Invalid token: '/'",
    );
    expect(refusal({ name: 'qscc' })).to.equal(
      "BAD_NAME: chaincode name 'qscc' is the name of a system chaincode",
    );
    expect(refusal({ version: '1 0' })).to.equal(
      "BAD_VERSION: invalid chaincode version '1 0'. Versions can only consist of alphanumerics, '_', '-', '+', and '.'",
    );
  });

  it('reads a home’s collection', () => {
    const home = collectionOf({
      policy: "OR('CommunityMSP.member', 'SH1MSP.member')",
      blockToLive: 7,
      memberOnlyRead: true,
      memberOnlyWrite: true,
    });
    expect(home.name).to.equal('home');
    expect([...home.memberMspIds]).to.deep.equal(['CommunityMSP', 'SH1MSP']);
    expect([home.memberOnlyRead, home.memberOnlyWrite, home.blockToLive]).to.deep.equal([true, true, 7]);
    expect(home.endorsementPolicy).to.equal(undefined);
    expect(home.endorsementEnvelope).to.equal(undefined);
    expect(home.isMember(identity('CommunityMSP', 'client'))).to.equal(true);
    expect(home.isMember(identity('SH1MSP', 'peer'))).to.equal(true);
    expect(home.isMember(identity('SH2MSP', 'client'))).to.equal(false);
  });

  it('lists explicit collections as the definition stores them', () => {
    const settings = { name: 'home', policy: "OR('SH1MSP.member')" };
    const [config] = define({ collections: [settings] }).collections.getConfigList();
    const stored = config?.getStaticCollectionConfig();
    expect(stored?.toObject()).to.deep.include({
      name: 'home',
      requiredPeerCount: 0,
      maximumPeerCount: 1,
      blockToLive: 0,
      memberOnlyRead: false,
      memberOnlyWrite: false,
      endorsementPolicy: undefined,
    });
    expect(principalsOf(stored?.getMemberOrgsPolicy()?.getSignaturePolicy())).to.deep.equal(['SH1MSP 0']);
    expect(collectionSettingsSchema.parse(settings).maxPeerCount).to.equal(1);
  });

  it('counts as members only the roles that the policy names', () => {
    const collection = collectionOf({ policy: "OR('SH1MSP.peer', OR('SH2MSP.admin'))" });
    expect(collection.isMember(identity('SH1MSP', 'peer'))).to.equal(true);
    expect(collection.isMember(identity('SH1MSP', 'client'))).to.equal(false);
    expect(collection.isMember(identity('SH2MSP', 'admin'))).to.equal(true);
    expect([...collection.memberMspIds].sort()).to.deep.equal(['SH1MSP', 'SH2MSP']);
  });

  it('gives a collection an endorsement policy of its own', () => {
    const expressed = collectionOf({ endorsementPolicy: { signaturePolicy: "OR('SH1MSP.peer')" } });
    expect(satisfied(expressed.endorsementPolicy, signer('SH1MSP', 'peer'))).to.equal(true);
    expect(satisfied(expressed.endorsementPolicy, signer('SH2MSP', 'peer'))).to.equal(false);
    expect(principalsOf(expressed.endorsementEnvelope)).to.deep.equal(['SH1MSP 3']);
    const referred = collectionOf({
      endorsementPolicy: { channelConfigPolicy: '/Channel/Application/Endorsement' },
    });
    expect(principalsOf(referred.endorsementEnvelope)).to.have.length(3);
    expect(referred.config.getEndorsementPolicy()?.getChannelConfigPolicyReference()).to.equal(
      '/Channel/Application/Endorsement',
    );
    expect(collectionOf({ endorsementPolicy: {} }).endorsementPolicy).to.equal(undefined);
  });

  it('refuses collections that Fabric does not take', () => {
    for (const name of ['_implicit_org_SH1MSP', 'a b', 'é']) {
      expect(refusedCollection({ name })).to.equal(
        `BAD_COLLECTION: invalid collection name '${name}'. Names can only consist of alphanumerics, '_', and '-' and cannot begin with '_'`,
      );
    }
    expect(refusedCollection({ requiredPeerCount: 2 })).to.equal(
      'BAD_COLLECTION: collection-name: home -- maximum peer count (1) cannot be less than the required peer count (2)',
    );
    expect(refusedCollection({ policy: "OR('Bmember')" })).to.equal(
      "BAD_COLLECTION: invalid policy OR('Bmember'): unrecognized token 'Bmember' in policy string",
    );
    expect(refusedCollection({ policy: "OR('SH1MSP.peer', AND('SH1MSP.peer', 'SH2MSP.peer'))" })).to.equal(
      'BAD_COLLECTION: collection-name: home -- error in member org policy: signature policy is not an OR concatenation, NOutOf 2',
    );
    expect(refusedCollection({ policy: "OR('StrangerMSP.member')" })).to.equal(
      "BAD_COLLECTION: collection-name: home -- collection member 'StrangerMSP' is not part of the channel",
    );
    const both = {
      signaturePolicy: "OR('SH1MSP.peer')",
      channelConfigPolicy: '/Channel/Application/Endorsement',
    };
    expect(refusedCollection({ endorsementPolicy: both })).to.equal(
      'BAD_POLICY: cannot specify both "--signature-policy" and "--channel-config-policy"',
    );
    expect(refusedCollection({ endorsementPolicy: { channelConfigPolicy: '/Channel/Nowhere' } })).to.equal(
      'UNKNOWN_POLICY: failed to retrieve policy for reference /Channel/Nowhere',
    );
    expect(refusedCollection({ endorsementPolicy: { signaturePolicy: 'OR()' } })).to.equal(
      'BAD_POLICY: invalid signature policy: OR(): expected at least two arguments to NOutOf. Given 1',
    );
    const home = { name: 'home', policy: "OR('SH1MSP.member')" };
    expect(refusal({ collections: [home, home] })).to.equal(
      'BAD_COLLECTION: collection-name: home -- found duplicate in collection configuration',
    );
  });

  it('has an implicit collection of each application organisation', () => {
    const definition = define();
    const implicit = definition.collection('_implicit_org_SH1MSP');
    expect(implicit?.config.toObject()).to.deep.include({
      name: '_implicit_org_SH1MSP',
      requiredPeerCount: 0,
      maximumPeerCount: 0,
      blockToLive: 0,
      memberOnlyRead: false,
      memberOnlyWrite: false,
      endorsementPolicy: undefined,
    });
    expect([...(implicit?.memberMspIds ?? [])]).to.deep.equal(['SH1MSP']);
    expect(implicit?.isMember(identity('SH1MSP', 'client'))).to.equal(true);
    expect(implicit?.isMember(identity('SH2MSP', 'client'))).to.equal(false);
    expect(satisfied(implicit?.endorsementPolicy, signer('SH1MSP', 'peer'))).to.equal(true);
    expect(satisfied(implicit?.endorsementPolicy, signer('SH1MSP', 'client'))).to.equal(false);
    expect(principalsOf(implicit?.endorsementEnvelope)).to.deep.equal(['SH1MSP 0']);
    for (const name of ['_implicit_org_OrdererMSP', '_implicit_org_', '_implicit_org_X', 'home']) {
      expect(definition.collection(name), name).to.equal(undefined);
    }
  });

  it('lets any member endorse an implicit collection where the organisation has no Endorsement', () => {
    const { policies } = bundle;
    const within: ChannelBundle = {
      ...bundle,
      policies: {
        policy: () => undefined,
        signaturePolicyEnvelope: (path) => policies.signaturePolicyEnvelope(path),
        fromEnvelope: (envelope) => policies.fromEnvelope(envelope),
      },
    };
    const implicit = define({ policy: "OR('SH1MSP.peer')" }, within).collection('_implicit_org_SH2MSP');
    expect(satisfied(implicit?.endorsementPolicy, signer('SH2MSP', 'client'))).to.equal(true);
    expect(satisfied(implicit?.endorsementPolicy, signer('SH1MSP', 'client'))).to.equal(false);
  });
});
