import type { Community, TestIdentity } from '@acequia/chaincode/testing';
import {
  canonicalJson,
  parseWith,
  random16Hex,
  transactions,
  type JsonValue,
  type TransactionDefinition,
} from '@acequia/protocol';
import type { StudyContracts } from '../Venue.js';

type Ledger = Community['ledger'];
type Method = (request?: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** The contracts on a ledger in memory, called by an identity with the client's own methods. */
export function contractsInMemory(ledger: Ledger, identity: TestIdentity): StudyContracts {
  const methodsOf = (contract: keyof StudyContracts): Readonly<Record<string, Method>> => {
    const table: Readonly<Record<string, TransactionDefinition>> = transactions[contract];
    return Object.fromEntries(
      Object.entries(table).map(([name, definition]) => [
        name,
        method(ledger, identity, `${contract}:${name}`, definition),
      ]),
    );
  };
  const contracts = { token: methodsOf('token'), quota: methodsOf('quota'), market: methodsOf('market') };
  // Object.entries forgets which name has which type.
  return contracts as unknown as StudyContracts;
}

function method(
  ledger: Ledger,
  identity: TestIdentity,
  name: string,
  { kind, response }: TransactionDefinition,
): Method {
  const [contract = '', fn = ''] = name.split(':');
  const run = async (request: Readonly<Record<string, unknown>>): ReturnType<Ledger['runRaw']> =>
    // Requests hold JSON only; canonicalJson refuses what it does not take.
    ledger.runRaw(identity, contract, fn, [canonicalJson(request as JsonValue)]);
  if (kind === 'evaluate') {
    return async (request = {}) => parseWith(response, (await run(request)).result);
  }
  return async (request = {}) => {
    const { transactionId } = await run({ requestId: random16Hex(), ...request });
    return { transactionId };
  };
}
