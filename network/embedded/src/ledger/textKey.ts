/** The key that a text of `keyText` stands for. */
export function textKey(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
