/**
 * Waits for work that cannot be told to stop, unless the signal aborts.
 *
 * @throws the signal's reason. What the work throws after that is nobody's concern any more.
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const settled = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const give = (): void => {
      reject(reasonOf(signal));
    };
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true, signal: settled.signal });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    settled.abort();
  }
}

function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error(String(reason));
}
