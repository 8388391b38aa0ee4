import { readProcesses } from '@acequia/network/common';
import { openSync, readFileSync, rmSync, writeSync, closeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A lock between processes: a file with the holder's pid, taken over when the holder is gone. */
export class FileLock {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** @param onWait called once, with the holder's pid, when another process holds the lock */
  async hold<Result>(work: () => Promise<Result>, onWait: (pid: number) => void): Promise<Result> {
    let told = false;
    while (!this.#take()) {
      const holder = this.#holder();
      if (holder === undefined || (await readProcesses([holder])).length === 0) {
        rmSync(this.#file, { force: true });
      } else {
        if (!told) onWait(holder);
        told = true;
        await sleep(1000);
      }
    }
    try {
      return await work();
    } finally {
      rmSync(this.#file, { force: true });
    }
  }

  #take(): boolean {
    try {
      const file = openSync(this.#file, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }

  #holder(): number | undefined {
    try {
      const pid = Number(readFileSync(this.#file, 'utf8'));
      return Number.isInteger(pid) && pid > 0 ? pid : undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }
}
