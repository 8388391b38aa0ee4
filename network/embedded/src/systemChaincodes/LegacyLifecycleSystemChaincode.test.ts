import { expect } from 'chai';
import { SystemChaincodeSuite } from '../../test/endorser/SystemChaincodeSuite.js';

describe('LegacyLifecycleSystemChaincode', () => {
  const suite = new SystemChaincodeSuite('lscc');

  it('knows no chaincode', () => {
    for (const fname of ['getchaincodes', 'GetChaincodes']) expect(suite.payload([fname])).to.have.length(0);
    for (const fname of ['getinstalledchaincodes', 'GetInstalledChaincodes'])
      expect(suite.payload([fname], { role: 'admin' })).to.have.length(0);
    for (const fname of [
      'getid',
      'ChaincodeExists',
      'getdepspec',
      'GetDeploymentSpec',
      'getccdata',
      'GetChaincodeData',
    ])
      expect(suite.refusal([fname, 'mychannel', 'basic'])).to.deep.equal([
        500,
        "could not find chaincode with name 'basic'",
      ]);
    for (const fname of ['GetCollectionsConfig', 'getcollectionsconfig'])
      expect(suite.refusal([fname, 'basic'])).to.deep.equal([
        500,
        'collections config not defined for chaincode basic',
      ]);
  });

  it('deploys none', () => {
    for (const fname of ['deploy', 'upgrade']) {
      expect(suite.refusal([fname, 'mychannel', 'spec'])).to.deep.equal([
        500,
        "Channel 'mychannel' has been migrated to the new lifecycle, LSCC is now read-only",
      ]);
      expect(suite.refusal([fname, '', 'spec'])).to.deep.equal([500, 'invalid channel name: ']);
    }
    expect(suite.refusal(['install', 'spec'], { role: 'admin' })).to.deep.equal([
      500,
      'install is refused: the embedded network takes its channel and chaincode definitions from its settings, not from transactions',
    ]);
  });

  it('refuses who may not', () => {
    const admins =
      "Failed verifying that proposal's creator satisfies local MSP principal during channelless check policy with policy [Admins]: " +
      '[The identity is not an admin under this MSP [Org1MSP]: The identity does not contain OU [ADMIN], MSP: [Org1MSP]]';
    expect(suite.refusal(['install', 'spec'])).to.deep.equal([500, `access denied for [install]: ${admins}`]);
    expect(suite.refusal(['GetInstalledChaincodes'])).to.deep.equal([
      500,
      `access denied for [GetInstalledChaincodes]: ${admins}`,
    ]);
    const stranger = { mspId: 'OrdererMSP' } as const;
    expect(suite.refusal(['GetChaincodes'], stranger)[1]).to.match(
      /^access denied for \[GetChaincodes\]\[mychannel\]: Failed evaluating policy/,
    );
    expect(suite.refusal(['getid', 'mychannel', 'basic'], stranger)[1]).to.match(
      /^access denied for \[getid\]\[mychannel\]: Failed evaluating policy/,
    );
    expect(suite.refusal(['GetCollectionsConfig', 'basic'], stranger)[1]).to.match(
      /^access denied for \[GetCollectionsConfig\]: Failed evaluating policy/,
    );
  });

  it('refuses what is no call', () => {
    const wrong = (count: number): [number, string] => [500, `invalid number of arguments to lscc: ${count}`];
    expect(suite.refusal([])).to.deep.equal(wrong(0));
    for (const fname of ['install', 'deploy', 'getid', 'GetCollectionsConfig'])
      expect(suite.refusal([fname])).to.deep.equal(wrong(1));
    for (const fname of ['GetChaincodes', 'GetInstalledChaincodes'])
      expect(suite.refusal([fname, 'x'])).to.deep.equal(wrong(2));
    expect(suite.refusal(['stop'])).to.deep.equal([500, 'invalid function to lscc: stop']);
  });
});
