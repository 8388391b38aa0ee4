import { sha256Hex } from '@acequia/protocol';

/**
 * The request id of something that a booking or a decision asks for once: the same at every attempt, so that it goes on where it was
 * interrupted and is done once.
 *
 * @param step what is done. @param reference the number of the booking or decision.
 */
export function decisionRequestId(step: string, reference: string, amount: string): string {
  return sha256Hex(`${step} ${reference} ${amount}`).slice(0, 32);
}
