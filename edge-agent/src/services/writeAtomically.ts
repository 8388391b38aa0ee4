import { open, rename } from 'node:fs/promises';

/** Replaces a file as a whole: readers see the old text or the new one. Not for two writers of one file. */
export async function writeAtomically(file: string, text: string): Promise<void> {
  const draft = `${file}.new`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
