import { publicRecords } from '@acequia/protocol';
import type { QueryTransaction, ResponseOf } from '../ledger/index.js';

/** All homes in order of their ids as text. */
export async function listHomes({ state }: QueryTransaction): Promise<ResponseOf<'registry', 'listHomes'>> {
  return (await state.list(publicRecords.home, [])).map(({ value }) => value);
}
