import { collectionOf } from '@acequia/protocol';
import type { LedgerStub } from '../src/ledger/LedgerStub.js';
import { StubLedgerState } from '../src/ledger/StubLedgerState.js';
import { StubPrivateState } from '../src/ledger/StubPrivateState.js';
import type { LedgerSession } from './LedgerSession.js';

/** A session on a stub, with what makes its writes visible. */
export function beginOn(stub: LedgerStub, commit: () => void): LedgerSession {
  const state = new StubLedgerState(stub);
  return { state, privateState: (homeId) => new StubPrivateState(stub, collectionOf(homeId)), commit };
}
