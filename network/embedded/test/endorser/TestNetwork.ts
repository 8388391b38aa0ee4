import { createDefinitions } from '../../src/definitions/createDefinitions.js';
import type { Definitions } from '../../src/definitions/Definitions.js';
import { nextDefinitions } from '../../src/definitions/nextDefinitions.js';
import type { ChannelBundle } from '../../src/channel/ChannelBundle.js';
import { genesisBlock } from '../../src/channel/genesisBlock.js';
import { readChannelBundle } from '../../src/channel/readChannelBundle.js';
import { Endorser } from '../../src/endorser/Endorser.js';
import type { EndorserOptions } from '../../src/endorser/EndorserOptions.js';
import { CertificateAuthority, type Validity } from '../../src/identities/CertificateAuthority.js';
import { SqliteLedger } from '../../src/ledger/SqliteLedger.js';
import type { StateSnapshot } from '../../src/ledger/StateSnapshot.js';
import { createSigningIdentity } from '../../src/msp/createSigningIdentity.js';
import { mspConfig } from '../../src/msp/mspConfig.js';
import type { SigningIdentity } from '../../src/msp/SigningIdentity.js';
import { embeddedSettingsSchema } from '../../src/settings/embeddedSettings.js';
import { SnapshotSimulator } from '../../src/simulation/SnapshotSimulator.js';
import type { SystemChaincode } from '../../src/systemChaincodes/SystemChaincode.js';
import { systemChaincodes } from '../../src/systemChaincodes/systemChaincodes.js';
import { testCommit, type TestContent } from '../ledger/testCommit.js';
import { ScriptedRuntime } from './ScriptedRuntime.js';

const MSP_IDS = ['Org1MSP', 'Org2MSP', 'OrdererMSP', 'OtherMSP'] as const;
export type TestMspId = (typeof MSP_IDS)[number];

/** Org1's peer on the channel `mychannel` of Org1 and Org2, with the chaincode `basic`; OtherMSP is unknown to the channel. */
export class TestNetwork {
  readonly bundle: ChannelBundle;
  readonly ledger: SqliteLedger;
  readonly definitions: Definitions;
  readonly runtime = new ScriptedRuntime();
  readonly peer: SigningIdentity;
  readonly systemChaincodes: ReadonlyMap<string, SystemChaincode>;
  readonly options: EndorserOptions;
  readonly endorser: Endorser;
  /** What the peer has committed; follows the ledger unless a test sets it. */
  height: number;
  openSnapshots = 0;
  readonly #authorities: ReadonlyMap<TestMspId, CertificateAuthority>;

  constructor(file: string, settings: { readonly acls?: Readonly<Record<string, string>> } = {}) {
    this.#authorities = new Map(
      MSP_IDS.map((mspId) => [mspId, CertificateAuthority.create(`ca.${mspId}`, mspId)]),
    );
    const parsed = embeddedSettingsSchema.parse({
      channel: 'mychannel',
      organisations: [organisation('org1', 7051), organisation('org2', 9051)],
      chaincodes: [
        {
          name: 'basic',
          version: '1.2',
          address: '127.0.0.1:9999',
          collections: [{ name: 'secrets', policy: "OR('Org1MSP.member','Org2MSP.member')" }],
        },
      ],
      ...settings,
    });
    const block = genesisBlock({
      settings: parsed,
      mspConfigs: new Map([
        ['Org1MSP', this.#mspConfig('Org1MSP')],
        ['Org2MSP', this.#mspConfig('Org2MSP')],
      ]),
      orderer: { mspId: 'OrdererMSP', mspConfig: this.#mspConfig('OrdererMSP'), endpoint: '127.0.0.1:7050' },
      now: new Date(),
    });
    this.bundle = readChannelBundle(block);
    this.definitions = createDefinitions(nextDefinitions([], parsed.chaincodes), this.bundle);
    this.ledger = SqliteLedger.open(file);
    this.ledger.commit({ ...testCommit(this.ledger, {}), block });
    this.height = this.ledger.height;
    this.peer = this.identity('Org1MSP', 'peer');
    const { bundle, ledger } = this;
    const shared = {
      mspId: 'Org1MSP',
      bundle,
      definitions: () => this.definitions,
      height: () => this.height,
    };
    this.systemChaincodes = systemChaincodes({ ...shared, ledger });
    this.options = {
      ...shared,
      ledger,
      identity: this.peer,
      transient: ledger.transientStore,
      runtime: this.runtime,
      systemChaincodes: this.systemChaincodes,
      newSimulator: (snapshot, mspId, txId) =>
        new SnapshotSimulator(this.#counted(snapshot), mspId, txId, { definitions: this.definitions }),
    };
    this.endorser = new Endorser(this.options);
  }

  identity(mspId: TestMspId, role: string, validity: Validity = {}): SigningIdentity {
    const { certificate, key } = this.#authority(mspId).issueIdentity(`${role}@${mspId}`, [role], validity);
    return createSigningIdentity(certificate, key, mspId);
  }

  /** Appends a block, which the peer commits too. */
  commit(content: TestContent): void {
    this.ledger.commit(testCommit(this.ledger, content));
    this.height = this.ledger.height;
  }

  #authority(mspId: TestMspId): CertificateAuthority {
    const authority = this.#authorities.get(mspId);
    if (authority === undefined) throw new RangeError(mspId);
    return authority;
  }

  #mspConfig(mspId: TestMspId): ReturnType<typeof mspConfig> {
    const { certificate } = this.#authority(mspId);
    return mspConfig({ mspId, caCertificate: certificate, tlsCaCertificate: certificate });
  }

  #counted(snapshot: StateSnapshot): StateSnapshot {
    this.openSnapshots += 1;
    return {
      height: snapshot.height,
      get: (space, key) => snapshot.get(space, key),
      range: (space, start, end) => snapshot.range(space, start, end),
      history: (namespace, key) => snapshot.history(namespace, key),
      release: () => {
        this.openSnapshots -= 1;
        snapshot.release();
      },
    };
  }
}

function organisation(name: string, port: number): object {
  const mspId = `${name.charAt(0).toUpperCase()}${name.slice(1)}MSP`;
  return { mspId, domain: `${name}.example.com`, port };
}
