import type { Certificate } from './Certificate.js';
import type { CertificationTree } from './CertificationTree.js';
import type { NodeOus } from './NodeOus.js';
import type { RevocationList } from './RevocationList.js';

/** An MSP's configuration, read and checked. */
export interface MspSettings {
  readonly mspId: string;
  readonly tree: CertificationTree;
  readonly revocationLists: readonly RevocationList[];
  readonly nodeOus: NodeOus;
  /** Admins by name of certificate. */
  readonly admins: readonly Certificate[];
  /** Units that identities must have one of, by who may certify them; empty: any will do. */
  readonly unitCertifiers: ReadonlyMap<string, ReadonlySet<string>>;
}
