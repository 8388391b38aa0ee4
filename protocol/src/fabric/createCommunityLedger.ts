import { canonicalJson, type JsonValue } from '../canonicalJson.js';
import { random16Hex } from '../crypto/hash.js';
import { InputError } from '../errors.js';
import { parseWith } from '../parseWith.js';
import { transactions, type TransactionDefinition } from '../schemas/transactions.js';
import type { CommunityLedger } from './CommunityLedger.js';
import type { Reader } from './Reader.js';
import type { Committed, Writer } from './Writer.js';

/** The writer is made on first use, so that a client that only reads needs no journal. */
export interface LedgerAccess {
  readonly reader: Reader;
  readonly writer: () => Writer;
}

type LooseMethod = (request?: unknown, transient?: unknown) => Promise<unknown>;

/** Makes the methods from the table at run time; {@link CommunityLedger} types them from the same table. */
export function createCommunityLedger(access: LedgerAccess): CommunityLedger {
  const contracts = Object.entries(transactions).map(([contract, functions]) => {
    const definitions: Readonly<Record<string, TransactionDefinition>> = functions;
    const methods = Object.entries(definitions).map(
      ([name, definition]) => [name, method(access, `${contract}:${name}`, definition)] as const,
    );
    return [contract, Object.fromEntries(methods)] as const;
  });
  // Object.entries forgets which name has which type.
  return Object.fromEntries(contracts) as CommunityLedger;
}

function method(access: LedgerAccess, name: string, definition: TransactionDefinition): LooseMethod {
  if (definition.kind === 'evaluate') {
    return async (request = {}) =>
      access.reader.read(name, canonical(definition, request), definition.response);
  }
  return async (request, transient = {}) => write(access.writer(), name, definition, request, transient);
}

async function write(
  writer: Writer,
  name: string,
  definition: TransactionDefinition,
  request: unknown,
  transient: unknown,
): Promise<Committed> {
  const identified = withRequestId(request);
  return writer.write({
    function: name,
    requestId: identified.requestId,
    argument: canonical(definition, identified),
    transient: transientInputs(definition, transient),
  });
}

function withRequestId(request: unknown): { requestId: string } {
  if (typeof request !== 'object' || request === null) throw new InputError('the input must be object');
  const given = 'requestId' in request ? request.requestId : undefined;
  if (given !== undefined && typeof given !== 'string') throw new InputError('requestId must be string');
  return { ...request, requestId: given ?? random16Hex() };
}

function canonical(definition: TransactionDefinition, request: unknown): string {
  // The schemas hold JSON only; canonicalJson refuses what it does not take.
  return canonicalJson(parseWith(definition.request, request) as JsonValue);
}

function transientInputs(
  definition: TransactionDefinition,
  given: unknown,
): Readonly<Record<string, string>> {
  const values: Readonly<Record<string, unknown>> = { ...(given as object) };
  const unknownName = Object.keys(values).find((name) => !(name in definition.transient));
  if (unknownName !== undefined) throw new InputError('the transient input has an unknown member');
  const entries = Object.entries(definition.transient).map(([name, schema]) => [
    name,
    canonicalJson(parseWith(schema, values[name]) as JsonValue),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}
