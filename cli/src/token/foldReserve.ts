import type { CommunityLedger } from '@acequia/protocol/fabric';

/** Folds all that was bought and sold at the counter into the reserve's totals. @param told what is done, a line at a time. */
export async function foldReserve({ token }: CommunityLedger, told: (line: string) => void): Promise<void> {
  for (;;) {
    const { deltas } = await token.getReserve();
    if (deltas.length === 0) return;
    await token.foldReserve({ deltas });
    told(`${String(deltas.length)} purchases and sales are folded in`);
  }
}
