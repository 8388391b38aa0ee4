import type { DelegationView } from '../control/controlSchemas.js';
import type { DelegationEntry } from './delegationEntry.js';
import type { ReaderState } from './readerStateSchema.js';

/** A delegation as its home's people see it, without keys. */
export function delegationView(entry: DelegationEntry, reader: ReaderState | undefined): DelegationView {
  const { delegationId, role, state, terms, changedAt } = entry;
  const { registeredAt, cancelledAt, refusal, settlement } = entry;
  return {
    delegationId,
    role,
    state,
    terms,
    changedAt,
    ...(registeredAt === undefined ? {} : { registeredAt }),
    ...(cancelledAt === undefined ? {} : { cancelledAt }),
    ...(refusal === undefined ? {} : { refusal }),
    ...(settlement === undefined ? {} : { settlement }),
    epochsOpened: reader?.opened.length ?? 0,
    keyFaults: reader === undefined ? [] : faultsOf(reader, cancelledAt !== undefined),
  };
}

/** That nothing opens after a delegation was cancelled is no fault, though it may be seen before the message comes. */
function faultsOf({ faults, opened }: ReaderState, isCancelled: boolean): DelegationView['keyFaults'] {
  const last = opened.at(-1) ?? 0;
  return isCancelled ? faults.filter(({ epoch }) => epoch < last) : faults;
}
