import type { IncomingMessage } from 'node:http';
import { CodedError, InputError } from '@acequia/protocol';

const MAX_LENGTH = 16_384;

/**
 * A request's body, JSON of at most 16 KiB; `{}` for none.
 *
 * @throws CodedError BODY_TOO_LONG, InputError INPUT_INVALID.
 */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_LENGTH) throw new CodedError('BODY_TOO_LONG', 'the body is longer than 16 KiB');
    chunks.push(chunk);
  }
  if (length === 0) return {};
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    throw new InputError('the body is not JSON');
  }
}
