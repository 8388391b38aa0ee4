import { CodedError } from '../errors.js';

/**
 * Posts bytes and reads the answer, of which no more than its length is taken.
 *
 * @param length bytes of every answer.
 * @throws CodedError CHANNEL_UNREACHABLE (nobody there, or too slow), CHANNEL_REFUSED (another status than 200),
 *   CHANNEL_MALFORMED (another length).
 */
export async function exchangeBytes(
  url: string,
  body: Uint8Array,
  length: number,
  timeoutMs: number,
): Promise<Buffer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new CodedError('CHANNEL_REFUSED', `the mailbox answered ${String(response.status)}`);
    }
    return await readExactly(response.body, length);
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw new CodedError('CHANNEL_UNREACHABLE', 'the mailbox cannot be reached', { cause });
  }
}

async function readExactly(body: ReadableStream<Uint8Array> | null, length: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let received = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    received += chunk.length;
    if (received > length) break;
  }
  if (received !== length) throw new CodedError('CHANNEL_MALFORMED', 'the answer has another length');
  return Buffer.concat(chunks);
}
