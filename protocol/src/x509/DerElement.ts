/**
 * One element of DER (X.690): minimal lengths of at most two bytes, and tags of one, as certificates have. What it gives are views
 * of the bytes that it was read from.
 */
export class DerElement {
  readonly tag: number;
  /** The whole element, its tag and length included. */
  readonly raw: Uint8Array;
  readonly contents: Uint8Array;

  private constructor(tag: number, raw: Uint8Array, contents: Uint8Array) {
    this.tag = tag;
    this.raw = raw;
    this.contents = contents;
  }

  /** Reads the one element that the bytes are. @throws RangeError when they are none, or more than one. */
  static read(bytes: Uint8Array): DerElement {
    const element = DerElement.#readAt(bytes, 0);
    if (element.raw.length !== bytes.length) throw new RangeError('trailing data');
    return element;
  }

  /** The elements that this one consists of. @throws RangeError when it does not consist of elements. */
  children(): DerElement[] {
    const children: DerElement[] = [];
    for (let offset = 0; offset < this.contents.length;) {
      const child = DerElement.#readAt(this.contents, offset);
      children.push(child);
      offset += child.raw.length;
    }
    return children;
  }

  /** Refuses an element that is another than expected. @throws RangeError. */
  expect(tag: number): this {
    if (this.tag !== tag) throw new RangeError(`tag ${String(this.tag)} instead of ${String(tag)}`);
    return this;
  }

  static #readAt(bytes: Uint8Array, offset: number): DerElement {
    const tag = bytes[offset];
    const first = bytes[offset + 1];
    if (tag === undefined || first === undefined) throw new RangeError('truncated element');
    if ((tag & 0x1f) === 0x1f) throw new RangeError('tag of several bytes');
    const [start, length] = first < 0x80 ? [offset + 2, first] : longLength(bytes, offset + 2, first & 0x7f);
    const end = start + length;
    if (end > bytes.length) throw new RangeError('truncated element');
    return new DerElement(tag, bytes.subarray(offset, end), bytes.subarray(start, end));
  }
}

/** A length of 128 and more stands in so many bytes, of which the first is not 0. */
function longLength(bytes: Uint8Array, offset: number, count: number): [start: number, length: number] {
  if (count !== 1 && count !== 2) throw new RangeError('unsupported length');
  let length = 0;
  for (const byte of bytes.subarray(offset, offset + count)) length = length * 256 + byte;
  if (length < 0x80 || length < 256 ** (count - 1)) throw new RangeError('length not minimal');
  return [offset + count, length];
}
