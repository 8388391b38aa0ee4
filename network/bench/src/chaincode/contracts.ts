import { contracts as acequia } from '@acequia/chaincode';
import type { Contract } from 'fabric-contract-api';
import { NaiveContract } from './NaiveContract.js';
import { NullContract } from './NullContract.js';

/** What Fabric's Node bootstrap looks for: the community's contracts, and those for the bench alone. */
export const contracts: readonly (new () => Contract)[] = [...acequia, NullContract, NaiveContract];
