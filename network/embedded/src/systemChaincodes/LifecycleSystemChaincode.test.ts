import { expect } from 'chai';
import { peer } from '@hyperledger/fabric-protos';
import { SystemChaincodeSuite, type SystemCall } from '../../test/endorser/SystemChaincodeSuite.js';

const { lifecycle } = peer;
const admin: SystemCall = { role: 'admin' };

describe('LifecycleSystemChaincode', () => {
  const suite = new SystemChaincodeSuite('_lifecycle');
  const failed = (fname: string, reason: string): [number, string] => [
    500,
    `failed to invoke backing implementation of '${fname}': ${reason}`,
  ];

  function named(name: string): Uint8Array {
    const args = new lifecycle.QueryChaincodeDefinitionArgs();
    args.setName(name);
    return args.serializeBinary();
  }

  function readiness(sequence: number): Uint8Array {
    const args = new lifecycle.CheckCommitReadinessArgs();
    args.setName('basic');
    args.setSequence(sequence);
    return args.serializeBinary();
  }

  function approved(name: string, sequence: number): Uint8Array {
    const args = new lifecycle.QueryApprovedChaincodeDefinitionArgs();
    args.setName(name);
    args.setSequence(sequence);
    return args.serializeBinary();
  }

  function installedId(): string {
    const payload = suite.payload(['QueryInstalledChaincodes', ''], admin);
    const [installed] =
      lifecycle.QueryInstalledChaincodesResult.deserializeBinary(payload).getInstalledChaincodesList();
    return installed?.getPackageId() ?? '';
  }

  it('tells a definition', () => {
    const payload = suite.payload(['QueryChaincodeDefinition', named('basic')]);
    const result = lifecycle.QueryChaincodeDefinitionResult.deserializeBinary(payload);
    const { collections, validationParameter, ...rest } = result.toObject();
    expect(rest).to.deep.equal({
      sequence: 1,
      version: '1.2',
      endorsementPlugin: 'escc',
      validationPlugin: 'vscc',
      initRequired: false,
      approvalsMap: [
        ['Org1MSP', true],
        ['Org2MSP', true],
      ],
    });
    expect(collections?.configList.map((config) => config.staticCollectionConfig?.name)).to.deep.equal([
      'secrets',
    ]);
    const policy = peer.ApplicationPolicy.deserializeBinary(
      Buffer.from(String(validationParameter), 'base64'),
    );
    expect(policy.getChannelConfigPolicyReference()).to.equal('/Channel/Application/Endorsement');
  });

  it('tells all definitions', () => {
    const payload = suite.payload(['QueryChaincodeDefinitions', '']);
    const list =
      lifecycle.QueryChaincodeDefinitionsResult.deserializeBinary(payload).getChaincodeDefinitionsList();
    expect(list.map((one) => [one.getName(), one.getVersion(), one.getSequence()])).to.deep.equal([
      ['basic', '1.2', 1],
    ]);
  });

  it('says 404 for what is not defined or installed', () => {
    expect(suite.refusal(['QueryChaincodeDefinition', named('other')])).to.deep.equal([
      404,
      'namespace other is not defined',
    ]);
    const args = new lifecycle.QueryInstalledChaincodeArgs();
    args.setPackageId('other:1');
    expect(suite.refusal(['QueryInstalledChaincode', args.serializeBinary()], admin)).to.deep.equal([
      404,
      "chaincode install package 'other:1' not found",
    ]);
  });

  it('shows chaincode servers as packages', () => {
    const id = installedId();
    expect(id).to.match(/^basic_1\.2:[0-9a-f]{64}$/);
    const args = new lifecycle.QueryInstalledChaincodeArgs();
    args.setPackageId(id);
    const payload = suite.payload(['QueryInstalledChaincode', args.serializeBinary()], admin);
    expect(lifecycle.QueryInstalledChaincodeResult.deserializeBinary(payload).toObject()).to.deep.equal({
      packageId: id,
      label: 'basic_1.2',
      referencesMap: [['mychannel', { chaincodesList: [{ name: 'basic', version: '1.2' }] }]],
    });
  });

  it('tells what the organisation approved', () => {
    for (const sequence of [0, 1]) {
      const payload = suite.payload(['QueryApprovedChaincodeDefinition', approved('basic', sequence)], admin);
      const result = lifecycle.QueryApprovedChaincodeDefinitionResult.deserializeBinary(payload);
      expect(result.getSequence()).to.equal(1);
      expect(result.getSource()?.getLocalPackage()?.getPackageId()).to.equal(installedId());
    }
    expect(suite.refusal(['QueryApprovedChaincodeDefinition', approved('basic', 2)], admin)).to.deep.equal(
      failed(
        'QueryApprovedChaincodeDefinition',
        "could not fetch approved chaincode definition (name: 'basic', sequence: '2') on channel 'mychannel'",
      ),
    );
  });

  it('says that nobody has approved the next definition', () => {
    const payload = suite.payload(['CheckCommitReadiness', readiness(2)]);
    expect(
      lifecycle.CheckCommitReadinessResult.deserializeBinary(payload).getApprovalsMap().toObject(),
    ).to.deep.equal([
      ['Org1MSP', false],
      ['Org2MSP', false],
    ]);
    expect(suite.refusal(['CheckCommitReadiness', readiness(1)])).to.deep.equal(
      failed('CheckCommitReadiness', 'requested sequence is 1, but new definition must be sequence 2'),
    );
  });

  it('refuses lifecycle transactions', () => {
    const here =
      'the embedded network takes its channel and chaincode definitions from its settings, not from transactions';
    for (const fname of [
      'InstallChaincode',
      'GetInstalledChaincodePackage',
      'ApproveChaincodeDefinitionForMyOrg',
      'CommitChaincodeDefinition',
    ])
      expect(suite.refusal([fname, ''], admin)).to.deep.equal(failed(fname, here));
  });

  it('refuses who may not', () => {
    const denied = 'Failed to authorize invocation due to failed ACL check:';
    expect(suite.refusal(['QueryInstalledChaincodes', ''])).to.deep.equal([
      500,
      `${denied} Failed verifying that proposal's creator satisfies local MSP principal during channelless check policy with policy [Admins]: ` +
        '[The identity is not an admin under this MSP [Org1MSP]: The identity does not contain OU [ADMIN], MSP: [Org1MSP]]',
    ]);
    expect(suite.refusal(['QueryChaincodeDefinitions', ''], { mspId: 'OrdererMSP' })[1]).to.match(
      /^Failed to authorize invocation due to failed ACL check: Failed evaluating policy .*\[\/Channel\/Application\/Writers\]/,
    );
    expect(suite.refusal(['Unknown', ''])).to.deep.equal([
      500,
      `${denied} Unmapped policy for _lifecycle/Unknown`,
    ]);
  });

  it('refuses what is no call', () => {
    expect(suite.refusal([])).to.deep.equal([500, 'lifecycle scc must be invoked with arguments']);
    for (const count of [1, 3])
      expect(suite.refusal(Array<string>(count).fill('QueryChaincodeDefinitions'))).to.deep.equal([
        500,
        `lifecycle scc operations require exactly two arguments but received ${count}`,
      ]);
    expect(suite.refusal(['QueryChaincodeDefinition', Buffer.from([0xff, 0xff])])).to.deep.equal(
      failed(
        'QueryChaincodeDefinition',
        'could not decode input arg for *lifecycle.Invocation.QueryChaincodeDefinition: proto: cannot parse invalid wire-format data',
      ),
    );
  });
});
