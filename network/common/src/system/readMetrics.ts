/**
 * The Prometheus metrics that carry only a channel label, from an operations endpoint on loopback; none when the
 * process does not answer.
 */
export async function readMetrics(operationsPort: number, channel: string): Promise<Map<string, number>> {
  const values = new Map<string, number>();
  const text = await fetchText(`http://127.0.0.1:${operationsPort}/metrics`);
  for (const match of text.matchAll(/^(\w+)\{channel="([^"]*)"\} (\S+)$/gm)) {
    const [, name = '', labelled, value] = match;
    if (labelled === channel) values.set(name, Number(value));
  }
  return values;
}

async function fetchText(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    return response.ok ? await response.text() : '';
  } catch {
    // A process that is down has no metrics: that is an answer, not a failure.
    return '';
  }
}
