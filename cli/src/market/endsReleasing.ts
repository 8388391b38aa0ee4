import type { CodedError } from '@acequia/protocol';

/** The ledger takes nothing from this party any more, whatever it is. */
const SHUT_OUT: ReadonlySet<string> = new Set([
  'PARTY_REVOKED',
  'PARTY_SUSPENDED',
  'PARTY_UNKNOWN',
  'ROLE_DENIED',
]);

/** Whether a refusal is of the auditor itself, so that nothing else that was left with it can be opened either. */
export function endsReleasing({ code }: CodedError): boolean {
  return SHUT_OUT.has(code);
}
