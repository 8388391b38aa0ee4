import type { Client } from '../harness/Client.js';

const deadlineMs = 20_000;

/** Calls a unary method with any bytes. @returns the answer's bytes @throws the service's error */
export async function rawCall(client: Client, method: string, request: Uint8Array): Promise<Uint8Array> {
  return await new Promise((resolve, reject) => {
    client.grpc.makeUnaryRequest<Uint8Array, Uint8Array>(
      method,
      (bytes) => Buffer.from(bytes),
      (bytes) => bytes,
      request,
      { deadline: Date.now() + deadlineMs },
      (error, answer) => {
        if (error !== null) reject(error);
        else resolve(answer ?? new Uint8Array());
      },
    );
  });
}
