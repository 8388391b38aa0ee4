/** Paper 000 §7.3 of Fig. 11, as shares of the daily quota. */
export const PAPER = {
  noTrading: { excess: 0.0564, dispersion: 0.22 },
  trading: { excess: 0.0327, dispersion: 0.1 },
} as const;
