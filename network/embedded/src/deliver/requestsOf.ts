interface RequestStream<Request> {
  on(event: 'data', listener: (request: Request) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  pause(): unknown;
  resume(): unknown;
}

/**
 * The requests of a stream, read one at a time. Unlike the stream's own iterator it leaves the stream open for answers when
 * it is left.
 *
 * @throws the signal's reason
 */
export async function* requestsOf<Request>(
  stream: RequestStream<Request>,
  signal: AbortSignal,
): AsyncGenerator<Request, void, undefined> {
  const received: Request[] = [];
  const ended = new AbortController();
  let wake = (): void => undefined;
  stream.on('data', (request) => {
    received.push(request);
    stream.pause();
    wake();
  });
  stream.on('end', () => {
    ended.abort();
    wake();
  });
  signal.addEventListener('abort', () => {
    wake();
  });
  for (;;) {
    signal.throwIfAborted();
    const request = received.shift();
    if (request !== undefined) {
      yield request;
      continue;
    }
    if (ended.signal.aborted) return;
    await new Promise<void>((resolve) => {
      wake = resolve;
      stream.resume();
    });
  }
}
