import type { Client } from '../harness/Client.js';

/** Bytes of the first `limit` messages of a stream that takes and gives messages. @throws the service's error */
export async function rawStream(
  client: Client,
  method: string,
  requests: readonly Uint8Array[],
  { limit, deadlineMs = 20_000 }: { readonly limit: number; readonly deadlineMs?: number },
): Promise<Uint8Array[]> {
  const call = client.grpc.makeBidiStreamRequest<Uint8Array, Uint8Array>(
    method,
    (bytes) => Buffer.from(bytes),
    (bytes) => bytes,
    {
      deadline: Date.now() + deadlineMs,
    },
  );
  for (const request of requests) call.write(request);
  call.end();
  return await new Promise((resolve, reject) => {
    const messages: Uint8Array[] = [];
    call.on('data', (message: Uint8Array) => {
      messages.push(message);
      if (messages.length < limit) return;
      resolve(messages);
      call.cancel();
    });
    call.on('end', () => {
      resolve(messages);
    });
    call.on('error', reject);
  });
}
