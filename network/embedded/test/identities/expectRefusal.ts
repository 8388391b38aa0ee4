import { expect } from 'chai';
import type { CertifiedKey } from '../../src/identities/CertificateAuthority.js';
import type { IdentityErrorCode } from '../../src/msp/IdentityError.js';
import type { Membership } from '../../src/msp/Membership.js';
import { serialize } from './testMembership.js';

/** The MSP reads the certificate, and refuses it with this code and text whenever it is asked. */
export function expectRefusal(
  membership: Membership,
  { certificate }: CertifiedKey,
  code: IdentityErrorCode,
  text: string,
  mspId = 'Org1MSP',
): void {
  const identity = membership.deserialize(serialize(mspId, certificate));
  for (const time of ['first', 'second']) {
    expect(() => {
      membership.validate(identity);
    }, time)
      .to.throw(text)
      .with.property('code', code);
  }
}
