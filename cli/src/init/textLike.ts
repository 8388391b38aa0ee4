import { z } from 'zod';

/** Text of a form that `message` describes to people; a plain regex would show them the pattern instead. */
export function textLike(pattern: RegExp, message: string): z.ZodString {
  return z.string().refine((text) => pattern.test(text), message);
}
