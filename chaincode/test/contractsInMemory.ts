import {
  canonicalJson,
  parseWith,
  random16Hex,
  transactions,
  type JsonValue,
  type TransactionDefinition,
} from '@acequia/protocol';
import type { Committed, CommunityLedger } from '@acequia/protocol/fabric';
import type { Signer } from './Signer.js';
import type { TestLedger } from './TestLedger.js';

type Fields = Readonly<Record<string, unknown>>;
type Method = (request?: Fields, transient?: Fields) => Promise<unknown>;
type Runner = Pick<TestLedger, 'runRaw'>;

/** The contracts on a ledger in memory, called by an identity with the client's own methods. */
export function contractsInMemory(ledger: Runner, identity: Signer): CommunityLedger {
  const contracts = Object.fromEntries(
    Object.entries(transactions).map(([contract, table]) => [
      contract,
      Object.fromEntries(
        Object.entries<TransactionDefinition>(table).map(([fn, definition]) => [
          fn,
          method(ledger, identity, { contract, fn }, definition),
        ]),
      ),
    ]),
  );
  // Object.entries forgets which name has which type.
  return contracts as unknown as CommunityLedger;
}

function method(
  ledger: Runner,
  identity: Signer,
  { contract, fn }: { readonly contract: string; readonly fn: string },
  { kind, response }: TransactionDefinition,
): Method {
  const run = async (request: Fields, transient?: Fields): ReturnType<Runner['runRaw']> =>
    // Requests hold JSON only; canonicalJson refuses what it does not take.
    ledger.runRaw(identity, contract, fn, [canonicalJson(request as JsonValue)], transient);
  if (kind === 'evaluate') {
    return async (request = {}) => parseWith(response, (await run(request)).result);
  }
  return async (request = {}, transient = {}): Promise<Committed> => {
    const full = { requestId: random16Hex(), ...request };
    const { transactionId, blockNumber } = await run(full, transient);
    return { requestId: full.requestId, transactionId, blockNumber };
  };
}
