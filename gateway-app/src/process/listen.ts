import type { Server } from 'node:http';
import { CodedError } from '@acequia/protocol';

/**
 * Makes a server listen.
 *
 * @param address port 0 takes a free one.
 * @returns its URL.
 * @throws CodedError API_ADDRESS_TAKEN.
 */
export async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(
        new CodedError('API_ADDRESS_TAKEN', `the API cannot listen on ${host}, port ${port}`, { cause }),
      );
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('a TCP server has an address with a port');
  const name = host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${address.port}`;
}
