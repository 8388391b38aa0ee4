import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { SourceError } from './SourceError.js';

/**
 * The lines of a text file, unpacked when its name ends in .gz, as many at a time as one read brings: files have half a
 * million of them.
 *
 * @throws SourceError SOURCE_UNREADABLE when the file is missing or damaged.
 */
export async function* readLines(file: string): AsyncGenerator<readonly string[]> {
  let rest = '';
  try {
    for await (const chunk of openText(file)) {
      const lines = (rest + String(chunk)).split(/\r?\n/);
      rest = lines.pop() ?? '';
      yield lines;
    }
  } catch (cause) {
    throw new SourceError(`${file} cannot be read`, { cause });
  }
  if (rest !== '') yield [rest];
}

function openText(file: string): Readable {
  const raw = createReadStream(file);
  // A failure of the file reaches the reader through the stream that it is piped to.
  const text = file.endsWith('.gz') ? pipeline(raw, createGunzip(), () => undefined) : raw;
  return text.setEncoding('utf8');
}
