import type { SigningIdentity } from '../msp/SigningIdentity.js';

/** A client's files, for whoever connects as this user. */
export interface UserFiles {
  /** Such as `Admin@org1.example.com`. */
  readonly name: string;
  readonly certificate: string;
  readonly key: string;
}

/** An organisation's identities, read from its folder. Certificates and keys are PEM. */
export interface Organisation {
  readonly mspId: string;
  readonly domain: string;
  readonly caCertificate: string;
  readonly tlsCaCertificate: string;
  /** Its peer or orderer. */
  readonly node: {
    /** Such as `peer0.org1.example.com`. */
    readonly name: string;
    readonly identity: SigningIdentity;
    readonly tls: { readonly caCertificate: string; readonly certificate: string; readonly key: string };
    /** File with the certificate that clients trust. */
    readonly tlsCaFile: string;
  };
  readonly admin: UserFiles;
  readonly users: readonly UserFiles[];
}
