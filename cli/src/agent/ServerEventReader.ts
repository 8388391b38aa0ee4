/** A server-sent event as it came. */
export interface ServerEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** Reads server-sent events (WHATWG HTML §9.2) from a text that comes in pieces, lines ended by a line feed. */
export class ServerEventReader {
  #rest = '';

  /** @returns the events that this piece completes. Comments, which keep a connection open, are none. */
  take(text: string): ServerEvent[] {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    return blocks.flatMap((block) => {
      const data = fieldsOf(block, 'data');
      if (data.length === 0) return [];
      const [id = ''] = fieldsOf(block, 'id');
      const [event = 'message'] = fieldsOf(block, 'event');
      return [{ id, event, data: data.join('\n') }];
    });
  }
}

function fieldsOf(block: string, name: string): string[] {
  const start = `${name}: `;
  return block
    .split('\n')
    .filter((line) => line.startsWith(start))
    .map((line) => line.slice(start.length));
}
