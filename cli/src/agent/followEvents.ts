import { controlEventSchema, type ControlEvent, type ControlFile } from '@acequia/edge-agent';
import { parseWith } from '@acequia/protocol';
import { CliError } from '../CliError.js';
import { ServerEventReader } from './ServerEventReader.js';

/**
 * An agent's events from now on, until the signal aborts.
 *
 * @throws CliError AGENT_UNREACHABLE when the agent is not there, or goes away.
 */
export async function* followEvents(
  { url, token }: ControlFile,
  signal: AbortSignal,
): AsyncGenerator<ControlEvent, void, undefined> {
  const reader = new ServerEventReader();
  try {
    const response = await fetch(`${url}/events`, { headers: { authorization: `Bearer ${token}` }, signal });
    if (!response.ok || response.body === null) throw new Error(`HTTP status ${String(response.status)}`);
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      for (const { id, event, data } of reader.take(text)) {
        yield parseWith(controlEventSchema, { id: Number(id), event, data: JSON.parse(data) as unknown });
      }
    }
  } catch (cause) {
    if (signal.aborted) return;
    throw gone(cause);
  }
  if (!signal.aborted) throw gone();
}

function gone(cause?: unknown): CliError {
  const text = "the home's agent does not answer any more: start it with `acequia run`, then watch again";
  return new CliError('AGENT_UNREACHABLE', text, { cause });
}
