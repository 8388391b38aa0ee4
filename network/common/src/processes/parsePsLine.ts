export interface RunningProcess {
  readonly pid: number;
  readonly startedAt: Date;
  /** The whole command line. */
  readonly args: string;
}

/** Reads a line of `TZ=UTC LC_ALL=C ps -o pid=,stat=,lstart=,args=`; nothing for a zombie, which runs no more. */
export function parsePsLine(line: string): RunningProcess | undefined {
  const match = /^\s*(\d+)\s+(\S+)\s+\w{3}\s+(\w{3}\s+\d+\s+[\d:]+\s+\d{4})\s+(.*\S)\s*$/.exec(line);
  if (match === null) return undefined;
  const [, pid, state, start, args] = match;
  if (state?.startsWith('Z') !== false || start === undefined || args === undefined) return undefined;
  return { pid: Number(pid), startedAt: new Date(`${start} UTC`), args };
}
