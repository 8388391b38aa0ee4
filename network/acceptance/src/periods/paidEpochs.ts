import type { DelegationView } from '@acequia/edge-agent';
import { openNotes } from '../harness/openNotes.js';
import type { Suite } from '../harness/Suite.js';

/** How many epochs of a delegation its delegatee acknowledged, by what it told the community in the notes of its own. */
export async function paidEpochs(
  { community }: Suite,
  { delegationId, terms }: Pick<DelegationView, 'delegationId' | 'terms'>,
): Promise<number> {
  const { operator, keys } = community;
  const homeId = terms.delegatee;
  const { epoch: newest } = await operator.ledger.keys.getEpoch({ homeId });
  const acknowledged = new Set<number>();
  for (let epoch = newest; epoch > 0; epoch--) {
    const { end } = await operator.ledger.keys.getEpoch({ homeId, epoch });
    if (end <= terms.start) break;
    const notes = await openNotes(operator, keys.community, homeId, epoch);
    for (const run of notes.acknowledged.filter((each) => each.delegationId === delegationId)) {
      for (let opened = run.from; opened <= run.to; opened++) acknowledged.add(opened);
    }
  }
  return acknowledged.size;
}
