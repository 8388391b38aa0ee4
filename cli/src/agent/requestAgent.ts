import { controlErrorSchema, type ControlFile } from '@acequia/edge-agent';
import { parseWith } from '@acequia/protocol';
import type { z } from 'zod';
import { CliError } from '../CliError.js';

/** A new key and its epoch are two transactions, each of which may wait for a ledger that is away. */
const TIMEOUT_MS = 60_000;

/**
 * Asks a home's agent on this machine.
 *
 * @param body what is ordered; a query without one.
 * @param method of an order: POST, or PUT for what takes the place of all that was there.
 * @throws CliError AGENT_UNREACHABLE, AGENT_ANSWER_INVALID, or the agent's own code and text.
 */
export async function requestAgent<S extends z.ZodType>(
  { url, token }: ControlFile,
  path: string,
  schema: S,
  body?: unknown,
  method: 'POST' | 'PUT' = 'POST',
): Promise<z.output<S>> {
  const response = await send(url + path, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(body === undefined ? {} : { method, body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json().catch((cause: unknown) => {
    throw new CliError('AGENT_ANSWER_INVALID', `the agent did not answer ${path} with JSON`, { cause });
  });
  if (response.ok) return parseWith(schema, answer);
  const failure = controlErrorSchema.safeParse(answer);
  if (failure.success) throw new CliError(failure.data.code, failure.data.text);
  throw new CliError('AGENT_ANSWER_INVALID', `${path} failed with HTTP status ${String(response.status)}`);
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    const text =
      cause instanceof Error && cause.name === 'TimeoutError'
        ? "the home's agent has not answered in a minute: what was asked may still be done; look again later"
        : "the home's agent does not answer: start it with `acequia run`";
    throw new CliError('AGENT_UNREACHABLE', text, { cause });
  }
}
