/**
 * What every base64 text that contains these bytes must contain: one fragment for each of the three places at which the
 * bytes can start within a group of three. Characters that also depend on the neighbouring bytes are left out.
 */
export function base64Alignments(bytes: Uint8Array): string[] {
  return [0, 1, 2].map((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]);
    const text = padded.toString('base64').replace(/=+$/, '');
    // A character holds 6 bits: the first ones mix with `before` unknown bytes, the last one with what follows.
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor((padded.length * 8) / 6);
    return text.slice(from, to);
  });
}
