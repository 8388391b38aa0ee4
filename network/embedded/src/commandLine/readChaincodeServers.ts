import { ArgumentError } from './ArgumentError.js';

/** Where a chaincode runs. */
export interface ChaincodeServers {
  readonly name: string;
  /** Of the organisations without one of their own. */
  readonly address: string;
  /** By MSP id. */
  readonly addresses: Readonly<Record<string, string>>;
}

/**
 * Texts such as `basic=127.0.0.1:9999`, or `basic@Org1MSP=127.0.0.1:9999` for one organisation. When every text for a chaincode
 * names an organisation, the others use the first.
 *
 * @returns in the order of their first texts
 * @throws ArgumentError
 */
export function readChaincodeServers(texts: readonly string[]): ChaincodeServers[] {
  const found = new Map<string, Map<string, string>>();
  for (const text of texts) {
    const { name = '', mspId = '', address = '' } = form.exec(text)?.groups ?? {};
    if (name === '')
      throw new ArgumentError(`--chaincode ${text}: give NAME=HOST:PORT or NAME@MSPID=HOST:PORT`);
    const servers = found.get(name) ?? new Map<string, string>();
    if (servers.has(mspId)) throw new ArgumentError(`--chaincode ${text}: given twice`);
    found.set(name, servers.set(mspId, address));
  }
  return [...found].map(([name, servers]) => {
    const [first = ''] = servers.values();
    const own = [...servers].filter(([mspId]) => mspId !== '');
    return { name, address: servers.get('') ?? first, addresses: Object.fromEntries(own) };
  });
}

const form = /^(?<name>[^@=]+)(?:@(?<mspId>[^@=]+))?=(?<address>.*)$/s;
