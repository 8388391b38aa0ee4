import type { DelegationView } from '@acequia/edge-agent';
import { formatMoment } from '../format/formatMoment.js';
import { formatTable } from '../format/formatTable.js';
import { delegationWords } from './delegationWords.js';
import { shortId } from './shortId.js';

/** A home's delegations, a line each. */
export function renderDelegationList(delegations: readonly DelegationView[], zone: string): string[] {
  if (delegations.length === 0) {
    return ['There is no delegation. To let another home watch yours: acequia delegate offer HOME --days 3'];
  }
  return formatTable(
    [
      { heading: 'delegation', align: 'left' },
      { heading: 'measured', align: 'left' },
      { heading: 'watched by', align: 'left' },
      { heading: 'gets', align: 'left' },
      { heading: 'from', align: 'left' },
      { heading: 'until', align: 'left' },
      { heading: 'state', align: 'left' },
    ],
    delegations.map(({ delegationId, terms, state }) => [
      shortId(delegationId),
      terms.delegator,
      terms.delegatee,
      delegationWords.granularity[terms.granularity],
      formatMoment(terms.start, zone),
      formatMoment(terms.end, zone),
      delegationWords.state[state],
    ]),
  );
}
