/** The keys of the schedules: few, so that transactions meet on them. */
export const publicKeys = ['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7'] as const;
/** One a transaction of a burst. */
export const burstKeys = ['b0', 'b1', 'b2', 'b3', 'b4', 'b5'] as const;
export const privateKeys = ['p0', 'p1', 'p2', 'p3'] as const;
export const compositeType = 'pair';
export const collections = ['SH1Collection', 'SH2Collection'] as const;
export type CollectionName = (typeof collections)[number];
/** Who may read and write a collection besides the community. */
export const homeOf: Readonly<Record<CollectionName, string>> = {
  SH1Collection: 'SH1MSP',
  SH2Collection: 'SH2MSP',
};
