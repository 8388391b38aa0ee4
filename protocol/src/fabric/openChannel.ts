import { Client, credentials } from '@grpc/grpc-js';
import { readFile } from 'node:fs/promises';
import { CodedError } from '../errors.js';
import type { FabricConnection } from '../schemas/fabricConnection.js';
import { cancelOnAbort } from './cancelOnAbort.js';

/** Blocks and proposals may be larger than gRPC's default of 4 MiB; Fabric's own limit is 100 MiB. */
const MAX_MESSAGE_BYTES = 100 * 1024 * 1024;

/**
 * The one connection that all calls and streams of a client share. Connects by itself, and again when it breaks.
 *
 * @param signal cancels its calls and streams
 */
export async function openChannel(
  connection: Pick<FabricConnection, 'endpoint' | 'tlsHostname' | 'tlsRootCertFile'>,
  signal: AbortSignal,
): Promise<Client> {
  return new Client(connection.endpoint, credentials.createSsl(await readRoot(connection.tlsRootCertFile)), {
    interceptors: [cancelOnAbort(signal)],
    'grpc.ssl_target_name_override': connection.tlsHostname,
    'grpc.default_authority': connection.tlsHostname,
    // Peers close connections that ping more often than once a minute.
    'grpc.keepalive_time_ms': 75_000,
    'grpc.keepalive_timeout_ms': 10_000,
    'grpc.initial_reconnect_backoff_ms': 200,
    'grpc.max_reconnect_backoff_ms': 3_000,
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
  });
}

async function readRoot(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new CodedError('TLS_ROOT_UNREADABLE', `cannot read ${path}`, { cause });
  }
}
