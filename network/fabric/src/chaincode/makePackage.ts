import { endpointOf, type ChaincodeServerPlan } from '@acequia/network/common';
import { createHash } from 'node:crypto';
import { tarGz } from './tarGz.js';

export interface ChaincodePackage {
  /** `label:sha256`, the id that peers and the server know it by. */
  readonly id: string;
  readonly bytes: Buffer;
}

/**
 * A chaincode package that says where the server is and how to check its certificate. The marks in it are filled by each
 * peer's builder (`builders/ccaas`), so that no key is in a package.
 *
 * @param tlsCaPem the authority of the server's certificate
 */
export function makePackage(server: ChaincodeServerPlan, tlsCaPem: string): ChaincodePackage {
  const connection = {
    address: endpointOf(server),
    domain: server.host,
    dial_timeout: '5s',
    tls_required: true,
    client_auth_required: true,
    client_key: '@CLIENT_KEY@',
    client_cert: '@CLIENT_CERT@',
    root_cert: tlsCaPem,
  };
  const metadata = { type: 'ccaas', label: server.label };
  const json = (value: object): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
  const bytes = tarGz([
    { name: 'metadata.json', content: json(metadata) },
    { name: 'code.tar.gz', content: tarGz([{ name: 'connection.json', content: json(connection) }]) },
  ]);
  return { id: `${server.label}:${createHash('sha256').update(bytes).digest('hex')}`, bytes };
}
