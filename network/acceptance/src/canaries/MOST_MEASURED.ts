/** Litres: no meter of the tests comes near it, and planted statements are above it. */
export const MOST_MEASURED = 1_000_000_000_000;
