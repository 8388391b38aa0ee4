import { canonicalJson, type JsonValue } from '@acequia/protocol';
import { expect } from 'chai';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Community } from '../../test/Community.js';
import type { TestIdentity } from '../../test/TestIdentity.js';
import { contracts } from '../index.js';

interface Response {
  readonly status: number;
  readonly message?: string;
  readonly payload?: Buffer;
}
interface Chaincode {
  Invoke(stub: unknown): Promise<Response>;
}

const require = createRequire(import.meta.url);
const packageRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** Fabric's own way from a module to a running chaincode, of which fabric-shim exports the command line only. */
const { loadAndValidateMetadata, getInfoFromContract } =
  require('fabric-shim/lib/contract-spi/bootstrap.js') as {
    readonly loadAndValidateMetadata: (path: string) => { contracts: Record<string, unknown> };
    readonly getInfoFromContract: (path: string) => { contracts: unknown[]; title: string };
  };
const ChaincodeFromContract = require('fabric-shim/lib/contract-spi/chaincodefromcontract.js') as new (
  contracts: unknown[],
  serializers: unknown,
  metadata: unknown,
  title: string,
  version: string,
) => Chaincode;
const { JSONSerializer } = require('fabric-contract-api') as { JSONSerializer: unknown };

describe('Fabric’s contract machinery', () => {
  const metadata = loadAndValidateMetadata(`${packageRoot}contract-metadata/metadata.json`);
  let community: Community;
  let chaincode: Chaincode;
  beforeEach(async () => {
    community = new Community();
    // The machinery makes the contracts itself, with this machine's clock.
    community.ledger.nowMs = Math.floor(Date.now() / 1000) * 1000;
    await community.start();
    const serializers = { transaction: 'json', serializers: { json: JSONSerializer } };
    chaincode = new ChaincodeFromContract(
      [...contracts],
      serializers,
      structuredClone(metadata),
      'acequia',
      '1',
    );
  });

  const invoke = (identity: TestIdentity, ...args: string[]): Promise<Response> =>
    chaincode.Invoke(
      Object.assign(community.ledger.stubFor(identity), {
        getBufferArgs: () => args.map((arg) => Buffer.from(arg)),
        getFunctionAndParameters: () => ({ fcn: args[0], params: args.slice(1) }),
      }),
    );
  const messageOf = async (...args: string[]): Promise<string | undefined> => {
    const { status, message } = await invoke(community.operator, ...args);
    expect(status).to.equal(500);
    return message;
  };

  it('loads the package as fabric-chaincode-node does', () => {
    const info = getInfoFromContract(packageRoot);
    expect(info.title).to.equal('@acequia/chaincode');
    expect(info.contracts).to.equal(contracts);
  });

  it('answers with canonical JSON', async () => {
    const { status, payload } = await invoke(community.operator, 'registry:getCommunity', '{}');
    expect(status).to.equal(200);
    expect(payload?.toString('utf8')).to.equal(canonicalJson(community.founding as JsonValue));
  });

  it('fails endorsement with our codes, whatever the arguments', async () => {
    expect(await messageOf('registry:nothing', '{}')).to.match(/^FUNCTION_UNKNOWN: /);
    expect(await messageOf('nothing', '{}')).to.match(/^FUNCTION_UNKNOWN: /);
    expect(await messageOf('registry:getCommunity')).to.match(/^INPUT_INVALID: /);
    expect(await messageOf('registry:getCommunity', '{}', '{}')).to.match(/^INPUT_INVALID: /);
    expect(await messageOf('registry:getHome', '{"homeId":"SH9"}')).to.match(/^HOME_UNKNOWN: /);
    const { status, message } = await invoke(community.stranger, 'registry:getCommunity', '{}');
    expect([status, message?.split(':')[0]]).to.deep.equal([500, 'PARTY_UNKNOWN']);
  });

  it('guards the clock before anything else', async () => {
    community.ledger.skewMs = 3_600_000;
    expect(await messageOf('registry:getCommunity', '{}')).to.match(/^CLOCK_SKEW: /);
  });
});
