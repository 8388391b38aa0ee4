import { ProbeContract } from './ProbeContract.js';

/** What Fabric's Node bootstrap looks for. */
export const contracts = [ProbeContract];
