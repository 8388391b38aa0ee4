import type { PlannedSale } from './Sale.js';

/** Forty bids of one lot each, from 200 to 590 tokens, in no order of price. */
const FORTY = Array.from({ length: 40 }, (_, index) => ({ lots: 1, price: 200 + 10 * ((17 * index) % 40) }));

/** What the tests' auctions are, by the story that each tells. */
export const SALES = {
  forty: { resource: 'water', lots: 10, maxPrice: 900, bids: FORTY },
  deadEnd: {
    resource: 'water',
    lots: 2,
    maxPrice: 100,
    bids: [
      { lots: 2, price: 500 },
      { lots: 1, price: 101 },
    ],
  },
  single: { resource: 'energy', lots: 1, maxPrice: 800, bids: [{ lots: 1, price: 300 }] },
  ties: {
    resource: 'power.18-22',
    lots: 1,
    maxPrice: 900,
    bids: [
      { lots: 1, price: 400 },
      { lots: 1, price: 400 },
      { lots: 1, price: 400 },
    ],
  },
  withheld: {
    resource: 'water',
    lots: 1,
    maxPrice: 700,
    bids: [
      { lots: 1, price: 10, isWithheld: true },
      { lots: 1, price: 350 },
    ],
  },
  undeposited: {
    resource: 'water',
    lots: 3,
    maxPrice: 700,
    bids: [
      { lots: 2, price: 350 },
      { lots: 1, price: 360 },
    ],
    isUndeposited: true,
  },
  breach: {
    resource: 'water',
    lots: 4,
    maxPrice: 601,
    bids: [
      { lots: 2, price: 100 },
      { lots: 1, price: 200 },
      { lots: 1, price: 300 },
    ],
  },
} as const satisfies Readonly<Record<string, PlannedSale>>;
export type SaleName = keyof typeof SALES;
