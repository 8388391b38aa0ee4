import { readFile } from 'node:fs/promises';

/** Linux counts processor time for programs in hundredths of a second, whatever its own clock is. */
const TICKS_A_SECOND = 100;

/** Processor time, seconds, that this process and others have taken so far, user and system. Linux. */
export async function processorSeconds(pids: readonly number[]): Promise<number> {
  const own = process.cpuUsage();
  const others = await Promise.all(pids.map(ticksOf));
  return (own.user + own.system) / 1e6 + others.reduce((sum, ticks) => sum + ticks, 0) / TICKS_A_SECOND;
}

/** proc(5): fields 14 and 15 of `stat`; the name in field 2 may hold spaces. */
async function ticksOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
