interface MessageStream<Message> {
  write(message: Message, callback: (error: Error | null | undefined) => void): boolean;
}

/**
 * Sends one message and comes back when the connection has taken it: whoever awaits this before the next one holds no more
 * than one message for a slow reader.
 *
 * @throws the signal's reason when the call ends before
 */
export async function sendMessage<Message>(
  stream: MessageStream<Message>,
  message: Message,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', abort, { once: true });
    stream.write(message, (error) => {
      signal.removeEventListener('abort', abort);
      if (error) reject(error);
      else resolve();
    });
  });
}
