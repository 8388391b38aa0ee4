/** Where a file's new content is written before it takes the file's place. */
export function temporaryOf(path: string): string {
  return `${path}.tmp`;
}
