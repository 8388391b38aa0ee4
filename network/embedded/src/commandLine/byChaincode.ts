import { ArgumentError } from './ArgumentError.js';

/**
 * Reads options that may name the chaincode that they are for; one without a name is for the only chaincode.
 *
 * @throws ArgumentError when it is not clear which chaincode one is for, there is no such chaincode, or it is given twice
 */
export function byChaincode<Value>(
  option: string,
  chaincodes: readonly string[],
  texts: readonly string[] = [],
  read: (text: string) => Value,
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const text of texts) {
    const { name, value } = partsOf(text);
    const chaincode = name ?? onlyOne(option, chaincodes);
    if (!chaincodes.includes(chaincode))
      throw new ArgumentError(`${option} ${text}: there is no chaincode ${chaincode}`);
    if (values.has(chaincode)) throw new ArgumentError(`${option} is given twice for ${chaincode}`);
    values.set(chaincode, read(value));
  }
  return values;
}

function partsOf(text: string): { readonly name: string | undefined; readonly value: string } {
  const match = /^([A-Za-z0-9_-]+)=(.+)$/s.exec(text);
  return { name: match?.[1], value: match?.[2] ?? text };
}

function onlyOne(option: string, chaincodes: readonly string[]): string {
  const [name = 'NAME'] = chaincodes;
  if (chaincodes.length === 1) return name;
  throw new ArgumentError(`${option}: say which chaincode it is for: ${option} ${name}=…`);
}
