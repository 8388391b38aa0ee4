import { DEFAULTS } from '../defaults.js';

/** The option, for commander, that says in which folder a command finds the community. */
export const RUN_OPTION = [
  '--run <folder>',
  "the community's folder, made by init",
  DEFAULTS.runDir,
] as const;
