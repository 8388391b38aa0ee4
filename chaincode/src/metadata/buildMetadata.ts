import { transactions, type TransactionDefinition } from '@acequia/protocol';
import { z } from 'zod';

/** JSON as a metadata file holds it. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

type Functions = Readonly<Record<string, TransactionDefinition>>;

/**
 * The contract metadata that Fabric's chaincode machinery loads instead of guessing from code: every function of the table
 * of transactions, and the machinery's own system contract.
 *
 * No `parameters` are listed: with them the machinery would judge arguments before us, and its errors have no code. The
 * one argument of each function is the JSON of its `request`.
 */
export function buildMetadata(title: string, version: string): Json {
  const contracts = Object.entries<Functions>(transactions).map(([name, functions]): [string, Json] => [
    name,
    { name, transactions: Object.entries(functions).map(([fn, definition]) => describe(fn, definition)) },
  ]);
  const system = {
    name: 'org.hyperledger.fabric',
    transactions: [{ name: 'GetMetadata', tag: ['evaluate'] }],
  };
  return {
    info: { title, version },
    contracts: Object.fromEntries([...contracts, [system.name, system]]),
    components: { schemas: {} },
  };
}

function describe(name: string, definition: TransactionDefinition): Json {
  return {
    name,
    tag: [definition.kind],
    request: jsonSchema(definition.request),
    response: jsonSchema(definition.response),
    transient: Object.fromEntries(
      Object.entries(definition.transient).map(([input, schema]) => [input, jsonSchema(schema)]),
    ),
  };
}

function jsonSchema(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, { target: 'draft-7' }) as Json;
}
