/** Where our trading takes place: on the contracts in memory, or by the function alone that finds winners. */
export type MarketKind = 'contracts' | 'clearing';

/** A month of the model that a worker computes. */
export interface MonthJob {
  readonly seed: number;
  readonly market: MarketKind;
}
