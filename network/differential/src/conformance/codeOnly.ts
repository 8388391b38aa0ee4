import { isRefusal } from './isRefusal.js';

/** What a call gave; of a refusal the code alone, where its text is gRPC's own or says nothing. */
export async function codeOnly(call: Promise<unknown>): Promise<unknown> {
  const outcome = await call;
  return isRefusal(outcome) ? outcome.refusal.code : outcome;
}
