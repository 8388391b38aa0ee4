import type { RecordOpener } from '../keys/RecordOpener.js';

/** Whose view of the ledger is projected. */
export interface ProjectionScope {
  /** Name of the chaincode: writes of others, such as the lifecycle's, are not ours. */
  readonly chaincode: string;
  /** Whether this gateway's organisation is a member of a home's collection. */
  readonly isMember: (homeId: string) => boolean;
  /** Opens what its members may read. */
  readonly opener: RecordOpener;
}
