import { ConformanceContract } from './ConformanceContract.js';

/** What Fabric's Node bootstrap looks for: this file is the main one of a chaincode for tests alone. */
export const contracts = [ConformanceContract];
