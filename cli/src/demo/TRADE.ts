/**
 * What is traded in the demonstration, in litres and tokens for a cubic metre as people say them: a home that went above its share of water
 * buys some for the next month, of two neighbours who ask different prices.
 */
export const TRADE = {
  resource: 'water',
  buyer: { home: 1, litres: '600', price: '3.00' },
  sellers: [
    { home: 0, litres: '400', price: '2.00' },
    { home: 2, litres: '400', price: '2.50' },
  ],
  /** Tokens that the community gives each home, and what of it a home pays into its account for trades. */
  handedOut: '20',
  paidIn: '10',
  /** What a token costs at the counter, and is bought back for. */
  tokenPrice: '1',
} as const;
