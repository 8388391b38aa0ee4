import { GatewayError } from '@hyperledger/fabric-gateway';

/** What the real client makes of an error: code, text and details. */
export async function failureOf(
  attempt: Promise<unknown>,
): Promise<{ readonly code: number; readonly text: string; readonly details: readonly string[] }> {
  try {
    await attempt;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const { code, cause, details } = error;
    const lines = details.map(({ address, mspId, message }) => `${mspId} ${address}: ${message}`);
    return { code, text: cause.details, details: lines };
  }
  throw new Error('no error');
}
