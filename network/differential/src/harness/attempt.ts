import type { Refusal } from './Refusal.js';
import { refusalOf } from './refusalOf.js';

/** What a call gave, or what it was refused with. @throws what is no answer of a service */
export async function attempt<T>(
  call: () => Promise<T>,
): Promise<{ readonly answer: T } | { readonly refusal: Refusal }> {
  try {
    return { answer: await call() };
  } catch (error) {
    return { refusal: refusalOf(error) };
  }
}
