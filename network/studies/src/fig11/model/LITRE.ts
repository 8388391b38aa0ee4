/** Millilitres in a litre. */
export const LITRE = 1000;
