/**
 * Tokens (minor units) that a lot over the quota costs, of which the bond is made. Only what share of it a price is matters here:
 * a thousand tell the sellers' surpluses apart to a thousandth of a quota.
 */
export const EXCESS_PRICE = 1000n;
