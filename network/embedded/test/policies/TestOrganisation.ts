import type { msp } from '@hyperledger/fabric-protos';
import { CertificateAuthority } from '../../src/identities/CertificateAuthority.js';
import { createSigningIdentity } from '../../src/msp/createSigningIdentity.js';
import { mspConfig } from '../../src/msp/mspConfig.js';
import type { SigningIdentity } from '../../src/msp/SigningIdentity.js';

/** An organisation whose members sign. */
export class TestOrganisation {
  readonly mspId: string;
  readonly #authority: CertificateAuthority;

  private constructor(mspId: string, authority: CertificateAuthority) {
    this.mspId = mspId;
    this.#authority = authority;
  }

  static create(mspId: string): TestOrganisation {
    return new TestOrganisation(mspId, CertificateAuthority.create(`ca.${mspId}`, mspId));
  }

  get mspConfig(): msp.MSPConfig {
    const { certificate } = this.#authority;
    return mspConfig({ mspId: this.mspId, caCertificate: certificate, tlsCaCertificate: certificate });
  }

  /** A new identity with a role. */
  identity(role: 'admin' | 'client' | 'orderer' | 'peer'): SigningIdentity {
    const { certificate, key } = this.#authority.issueIdentity(`${role}.${this.mspId}`, [role]);
    return createSigningIdentity(certificate, key, this.mspId);
  }
}
