import type { DelegationView } from '@acequia/edge-agent';
import { formatMoment } from '../format/formatMoment.js';
import { formatTokens } from '../format/formatTokens.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { delegationWords } from './delegationWords.js';
import { shortId } from './shortId.js';

/** One delegation in words, and what can be done next. */
export function renderDelegation(view: DelegationView, file: CommunityFile): string[] {
  const { delegationId, terms, state } = view;
  const zone = file.community.timeZone;
  return [
    `Delegation ${shortId(delegationId)}: ${delegationWords.state[state]}${view.refusal === undefined ? '' : ` (${view.refusal})`}`,
    `${terms.delegatee} watches over ${terms.delegator} from ${formatMoment(terms.start, zone)} until ` +
      `${formatMoment(terms.end, zone)} and gets its ${delegationWords.granularity[terms.granularity]}` +
      `${terms.copyAlarms ? `; ${terms.delegator} gets the alarms too` : ''}.`,
    ...(terms.words === '' ? [] : [`${terms.delegator} writes: ${terms.words}`]),
    ...feeLines(view, file),
    ...faultLines(view),
    ...nextLines(view),
  ];
}

function feeLines({ terms, settlement }: DelegationView, { token }: CommunityFile): string[] {
  if (terms.feePerEpoch === '0') return [];
  const fee = (amount: string): string => formatTokens(BigInt(amount), token);
  if (settlement === undefined) {
    return [`Fee: ${fee(terms.feePerEpoch)} for every six hours that were watched.`];
  }
  const { epochs, paid, refunded } = settlement;
  return [`Fee: ${fee(paid)} paid for ${String(epochs)} times six hours, ${fee(refunded)} given back.`];
}

function faultLines({ keyFaults, terms }: DelegationView): string[] {
  if (keyFaults.length === 0) return [];
  return [`Readings of ${String(keyFaults.length)} spans did not open; ${terms.delegator} has been told.`];
}

function nextLines({ delegationId, role, state }: DelegationView): string[] {
  const id = shortId(delegationId);
  if (role === 'delegatee' && state === 'offered') {
    return [`Next: acequia delegate accept ${id}, or acequia delegate decline ${id}`];
  }
  if (role === 'delegatee' && state === 'active') return [`Next: acequia delegate readings ${id}`];
  if (role === 'delegator' && (state === 'registered' || state === 'active')) {
    return [`To end it: acequia delegate cancel ${id}`];
  }
  return [];
}
