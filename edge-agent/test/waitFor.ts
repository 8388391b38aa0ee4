import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something is so. @throws Error after twenty seconds. */
export async function waitFor(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await sleep(3);
  }
}
