import { hashCanonical, type WindowHeader, type WindowPayload } from '@acequia/protocol';
import { MonitoringError } from './MonitoringError.js';

/**
 * Whether a payload is the one that a header was signed for. What it reads is not judged here: only members could endorse
 * that (DESIGN §5.9).
 *
 * @throws MonitoringError PAYLOAD_MISMATCH.
 */
export function checkPayload(header: WindowHeader, payload: WindowPayload | undefined): void {
  if (payload?.intervals.length === header.intervals && hashCanonical(payload) === header.payloadHash) {
    return;
  }
  throw new MonitoringError(
    'PAYLOAD_MISMATCH',
    `window ${header.deviceId} ${header.sequence} does not have the payload that its header states`,
  );
}
