import { status as grpcStatus } from '@grpc/grpc-js';
import { GatewayError } from '@hyperledger/fabric-gateway';
import { parseErrorCode } from '../errors.js';
import { isLagCode } from './isLagCode.js';
import type { LedgerErrorDetail } from './LedgerError.js';

/** What a failed call to the Gateway means. */
export interface Failure {
  readonly code: string;
  readonly text: string;
  /** `lag`: an endorser may be behind; `outage`: something is away or out of step; `final`: asking again changes nothing. */
  readonly kind: 'lag' | 'outage' | 'final';
  readonly grpcStatus: string;
  readonly details: readonly LedgerErrorDetail[];
}

/** The Gateway puts this before what chaincode itself answered, and never before what a peer says about chaincode. */
const CHAINCODE_ANSWER = /chaincode response \d+, /;

/** gRPC codes by which a peer says that the request itself is wrong. */
const REFUSALS: ReadonlySet<number> = new Set([
  grpcStatus.INVALID_ARGUMENT,
  grpcStatus.PERMISSION_DENIED,
  grpcStatus.UNAUTHENTICATED,
  grpcStatus.UNIMPLEMENTED,
  grpcStatus.OUT_OF_RANGE,
]);

// An enum's member does not compare with the number that errors carry.
const FAILED_PRECONDITION: number = grpcStatus.FAILED_PRECONDITION;

/** Classifies what the Gateway threw; undefined when it was not the Gateway (a bug, say), to be thrown on as it is. */
export function classifyFailure(error: unknown): Failure | undefined {
  if (!(error instanceof GatewayError)) return undefined;
  // Not error.message: grpc-js puts the status's name in front there, which looks like a code of ours.
  const messages = [...error.details.map((detail) => detail.message), error.cause.details];
  return {
    ...meaning(error.code, messages),
    grpcStatus: grpcStatus[error.code] ?? String(error.code),
    details: error.details,
  };
}

function meaning(status: number, messages: readonly string[]): Pick<Failure, 'code' | 'text' | 'kind'> {
  const coded = chaincodeCode(messages);
  if (coded !== undefined) return { ...coded, kind: isLagCode(coded.code) ? 'lag' : 'final' };
  const summary = messages.join('; ');
  if (messages.some((message) => CHAINCODE_ANSWER.test(message)))
    return { code: 'CHAINCODE_FAILED', text: summary, kind: 'final' };
  if (REFUSALS.has(status)) return { code: 'LEDGER_REFUSED', text: summary, kind: 'final' };
  if (status === FAILED_PRECONDITION) {
    const text = `the peers whose endorsement the transaction needs were not found (they may be down; for private data only members of the collection are asked): ${summary}`;
    return { code: 'ENDORSERS_MISSING', text, kind: 'outage' };
  }
  return { code: 'LEDGER_UNAVAILABLE', text: summary, kind: 'outage' };
}

/** The code that counts when endorsers differ: done before refused, refused before behind. */
function chaincodeCode(messages: readonly string[]): { code: string; text: string } | undefined {
  const codes = messages.flatMap((message) => parseErrorCode(message) ?? []);
  return (
    codes.find(({ code }) => code === 'REQUEST_DONE') ??
    codes.find(({ code }) => !isLagCode(code)) ??
    codes[0]
  );
}
