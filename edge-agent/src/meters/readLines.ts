import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { SourceError } from './SourceError.js';

/**
 * The lines of a text file, unpacked when its name ends in .gz.
 *
 * @throws SourceError SOURCE_UNREADABLE when the file is missing or damaged.
 */
export async function* readLines(file: string): AsyncGenerator<string> {
  const raw = createReadStream(file);
  // A failure reaches the reader below through the stream itself.
  const input = file.endsWith('.gz') ? pipeline(raw, createGunzip(), () => undefined) : raw;
  const failed = new Promise<never>((_resolve, reject) => {
    for (const stream of [raw, input]) {
      stream.once('error', (cause: Error) => {
        reject(new SourceError(`${file} cannot be read`, { cause }));
      });
    }
  });
  // Whoever stops reading early has no more use for the failure.
  failed.catch(() => undefined);
  const lines = createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await Promise.race([lines.next(), failed]);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    raw.destroy();
    input.destroy();
  }
}
