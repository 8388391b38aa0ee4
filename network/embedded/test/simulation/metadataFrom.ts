/** Metadata with text for values. */
export function metadataFrom(entries: Readonly<Record<string, string>>): ReadonlyMap<string, Uint8Array> {
  return new Map(Object.entries(entries).map(([name, value]) => [name, Buffer.from(value)]));
}
