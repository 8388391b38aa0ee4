import { X509Certificate } from 'node:crypto';
import { msp } from '@hyperledger/fabric-protos';
import type { Identity } from '../../src/msp/Identity.js';

const pem = `-----BEGIN CERTIFICATE-----
MIIBejCCASGgAwIBAgIUCj1DHYbCyO2bJVUaYxlAjtHQiPMwCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHY3JlYXRvcjAgFw0yNjExMjEwNjM5MThaGA8yMTI2MTAyODA2
MzkxOFowEjEQMA4GA1UEAwwHY3JlYXRvcjBZMBMGByqGSM49AgEGCCqGSM49AwEH
A0IABEk2Vi7fbz8ytcchDlcGGuxPWUsw4nb9lM8RhiVSC2xra+gcLMMjsSA6wkXo
T0/ajlHg99vX/eFayHn4smUoXYajUzBRMB0GA1UdDgQWBBSCXegYiLj5yX4iszQJ
rOvp0iGbaTAfBgNVHSMEGDAWgBSCXegYiLj5yX4iszQJrOvp0iGbaTAPBgNVHRMB
Af8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIBuYf4PSC5XpYS7G7mSY7Rn1+OIQ
KghdsQZjEZKHNzQlAiBdYz5g/uIkgqZKxXBssynbxxjxsFPDEKoewyZ35+vMXA==
-----END CERTIFICATE-----
`;

/** Somebody of an organisation. Nothing in these tests checks signatures: the endorser has done so. */
export function creatorIdentity(mspId: string): Identity {
  const serialized = new msp.SerializedIdentity();
  serialized.setMspid(mspId);
  serialized.setIdBytes(Buffer.from(pem));
  return {
    mspId,
    certificate: new X509Certificate(pem),
    serialized: serialized.serializeBinary(),
    id: mspId,
    verify: () => true,
  };
}
