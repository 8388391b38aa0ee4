import type { Resource } from './schemas/primitives.js';

/** The base unit of each resource: every amount on the ledger is a whole number of these (DESIGN §5.4). */
export const BASE_UNIT = { energy: 'Wh', power: 'W', water: 'L' } as const satisfies Record<Resource, string>;
export type BaseUnit = (typeof BASE_UNIT)[Resource];
