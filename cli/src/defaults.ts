/** Where a command looks when it is not told otherwise, below the folder it is run in. */
export const DEFAULTS = {
  networkDir: 'build/network',
  runDir: 'build/run',
  dataDir: 'data',
} as const;
