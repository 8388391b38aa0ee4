/** The text, or as much of its beginning as fits, with `…` for the rest. `sizeOf` tells the bytes of one character. */
export function shorten(text: string, maxBytes: number, sizeOf: (character: string) => number): string {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += sizeOf(character);
    if (bytes > maxBytes) return `${text.slice(0, end)}…`;
    end += character.length;
  }
  return text;
}
