import type { EpochView as EpochRow } from '@acequia/protocol';

/** An epoch of a home. Who was given its keys is nobody's to see but the home's. */
export interface EpochView {
  readonly epoch: number;
  readonly start: number;
  readonly end: number;
  readonly publishedAt: number;
  /** When it was replaced before its end: a rotation or a revocation. */
  readonly revokedAt?: number;
}

export function presentEpoch({ epoch, start, end, publishedAt, revokedAt }: EpochRow): EpochView {
  return { epoch, start, end, publishedAt, ...(revokedAt === undefined ? {} : { revokedAt }) };
}
