/** A home's use of one resource by the hour of the ledger's time (multiples of 3600 s), base units. Only hours that are wholly known. */
export type HourlyUse = ReadonlyMap<number, bigint>;
