import { z } from 'zod';

/**
 * A price or an amount of money as people write it, as a number or a string: 1.85 or "1.85"; at most six decimals.
 * Kept as text, because binary fractions cannot hold a cent.
 */
export const decimalSchema = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => /^\d{1,9}(?:\.\d{1,6})?$/.test(text), 'must be a decimal such as 1.85, not below zero');
