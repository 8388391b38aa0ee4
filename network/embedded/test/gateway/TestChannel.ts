import type { ChannelBundle } from '../../src/channel/ChannelBundle.js';
import { genesisBlock } from '../../src/channel/genesisBlock.js';
import { readChannelBundle } from '../../src/channel/readChannelBundle.js';
import { createDefinitions } from '../../src/definitions/createDefinitions.js';
import type { Definitions } from '../../src/definitions/Definitions.js';
import { nextDefinitions } from '../../src/definitions/nextDefinitions.js';
import { CertificateAuthority, type Validity } from '../../src/identities/CertificateAuthority.js';
import { createSigningIdentity } from '../../src/msp/createSigningIdentity.js';
import { mspConfig } from '../../src/msp/mspConfig.js';
import type { SigningIdentity } from '../../src/msp/SigningIdentity.js';
import { embeddedSettingsSchema } from '../../src/settings/embeddedSettings.js';

export interface ChaincodeSpec {
  readonly name: string;
  readonly policy: string;
  readonly collections?: readonly object[];
}

/** A channel's real configuration, definitions and identities, without anything that runs. */
export class TestChannel {
  readonly bundle: ChannelBundle;
  readonly definitions: Definitions;
  readonly #authorities: ReadonlyMap<string, CertificateAuthority>;

  constructor(mspIds: readonly string[], chaincodes: readonly ChaincodeSpec[], settings: object = {}) {
    this.#authorities = new Map(
      [...mspIds, 'OrdererMSP'].map((mspId) => [mspId, CertificateAuthority.create(`ca.${mspId}`, mspId)]),
    );
    const parsed = embeddedSettingsSchema.parse({
      channel: 'mychannel',
      organisations: mspIds.map((mspId, index) => ({
        mspId,
        domain: `${mspId}.example.com`,
        port: 7051 + index,
      })),
      chaincodes: chaincodes.map((chaincode) => ({ address: '127.0.0.1:9999', ...chaincode })),
      ...settings,
    });
    const block = genesisBlock({
      settings: parsed,
      mspConfigs: new Map(mspIds.map((mspId) => [mspId, this.#mspConfig(mspId)])),
      orderer: {
        mspId: 'OrdererMSP',
        mspConfig: this.#mspConfig('OrdererMSP'),
        endpoint: '127.0.0.1:7050',
      },
      now: new Date(),
    });
    this.bundle = readChannelBundle(block);
    this.definitions = createDefinitions(nextDefinitions([], parsed.chaincodes), this.bundle);
  }

  /** A new certificate and its key, PEM. */
  certify(mspId: string, role: string, validity: Validity = {}): { certificate: string; key: string } {
    return this.#authority(mspId).issueIdentity(`${role}.${mspId}`, [role], validity);
  }

  identity(mspId: string, role: string): SigningIdentity {
    const { certificate, key } = this.certify(mspId, role);
    return createSigningIdentity(certificate, key, mspId);
  }

  #authority(mspId: string): CertificateAuthority {
    const authority = this.#authorities.get(mspId);
    if (authority === undefined) throw new RangeError(mspId);
    return authority;
  }

  #mspConfig(mspId: string): ReturnType<typeof mspConfig> {
    const { certificate } = this.#authority(mspId);
    return mspConfig({ mspId, caCertificate: certificate, tlsCaCertificate: certificate });
  }
}
