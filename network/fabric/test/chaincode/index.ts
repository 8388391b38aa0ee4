import { NotesContract } from './NotesContract.js';

/** What Fabric's Node bootstrap looks for. */
export const contracts = [NotesContract];
