import { status } from '@grpc/grpc-js';
import { GatewayError } from '@hyperledger/fabric-gateway';
import { expect } from 'chai';
import { gatewayError } from '../../test/fabric/gatewayError.js';
import { classifyFailure, type Failure } from './classifyFailure.js';
import { isLagCode } from './isLagCode.js';

describe('classifyFailure', () => {
  it('reads the code of chaincode from what peers said, however it is wrapped', () => {
    expect(
      classified(status.ABORTED, 'see details', ['chaincode response 500, ROLE_DENIED: not you']),
    ).to.include({
      code: 'ROLE_DENIED',
      text: 'not you',
      kind: 'final',
      grpcStatus: 'ABORTED',
    });
    const evaluated =
      'evaluate call to endorser returned error: chaincode response 500, HOME_UNKNOWN: no SH9';
    expect(classified(status.UNKNOWN, evaluated)).to.include({
      code: 'HOME_UNKNOWN',
      text: 'no SH9',
      kind: 'lag',
    });
  });

  it('lets done count before refused, and refused before behind, when endorsers differ', () => {
    const gap = 'chaincode response 500, SEQUENCE_GAP: behind';
    const denied = 'chaincode response 500, HOME_DENIED: not yours';
    const done = 'chaincode response 500, REQUEST_DONE: in transaction ab';
    expect(classified(status.ABORTED, '', [gap, denied, done])).to.include({ code: 'REQUEST_DONE' });
    expect(classified(status.ABORTED, '', [gap, denied])).to.include({ code: 'HOME_DENIED', kind: 'final' });
    expect(classified(status.ABORTED, '', ['connection refused', gap])).to.include({
      code: 'SEQUENCE_GAP',
      kind: 'lag',
    });
  });

  it('does not take the name of a gRPC status for a code', () => {
    expect(classified(status.FAILED_PRECONDITION, 'no combination of peers')).to.include({
      code: 'ENDORSERS_MISSING',
      kind: 'outage',
    });
    expect(classified(status.DEADLINE_EXCEEDED, 'too late')).to.include({
      code: 'LEDGER_UNAVAILABLE',
      kind: 'outage',
    });
  });

  it('tells chaincode that failed without a code from chaincode that could not be run', () => {
    expect(classified(status.ABORTED, '', ['chaincode response 500, TypeError: x is undefined'])).to.include({
      code: 'CHAINCODE_FAILED',
      kind: 'final',
    });
    expect(classified(status.ABORTED, '', ['error sending: chaincode stream terminated'])).to.include({
      code: 'LEDGER_UNAVAILABLE',
      kind: 'outage',
    });
  });

  it('takes refusals of the request itself for final', () => {
    for (const code of [status.INVALID_ARGUMENT, status.PERMISSION_DENIED, status.UNAUTHENTICATED]) {
      expect(classified(code, 'no')).to.include({ code: 'LEDGER_REFUSED', kind: 'final' });
    }
  });

  it('leaves other errors alone', () => {
    expect(classifyFailure(new TypeError('a bug'))).to.equal(undefined);
  });
});

describe('isLagCode', () => {
  it('knows gaps, things not found or not enough, and phases not reached', () => {
    for (const code of [
      'SEQUENCE_GAP',
      'PHASE_EARLY',
      'DEVICE_UNKNOWN',
      'RECORD_MISSING',
      'PERIOD_OPEN_STILL',
      'PURGE_TOO_EARLY',
      // A debit right after the one that folded its credits in, at an endorser that has not seen that one.
      'BALANCE_INSUFFICIENT',
      'LOTS_INSUFFICIENT',
      // An adjustment right after another.
      'QUOTA_SUM_DIFFERS',
      'COMMITMENT_MISMATCH',
      // A complaint, a decision or a key right after a window was sealed again.
      'COMPLAINT_STANDS',
      'DECISION_REVISION_DIFFERS',
      'REVEAL_MISMATCH',
    ]) {
      expect(isLagCode(code), code).to.equal(true);
    }
  });

  it('leaves refusals that no block changes', () => {
    for (const code of [
      'ROLE_DENIED',
      'SEQUENCE_REPLAY',
      'TRANSIENT_MISSING',
      'FUNCTION_UNKNOWN',
      'REQUEST_DONE',
      'DEVICE_SUSPENDED',
      'PERIOD_CLOSED',
      'HOLD_SETTLED',
    ]) {
      expect(isLagCode(code), code).to.equal(false);
    }
  });
});

function classified(code: status, text: string, peers: readonly string[] = []): Failure | undefined {
  const cause = gatewayError(code, text);
  const details = peers.map((message) => ({ address: 'peer:7051', mspId: 'SH1MSP', message }));
  const message = `${String(code)} ${status[code]}: ${text}`;
  return classifyFailure(new GatewayError({ code, details, cause, message }));
}
