import { once } from 'node:events';

/** Comes back when somebody presses Ctrl-C or the process is asked to stop. */
export async function untilInterrupted(): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    await Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((name) => once(process, name, { signal })));
  } finally {
    waiting.abort();
  }
}
