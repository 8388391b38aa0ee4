import {
  COMMUNITY_OWNER,
  type DisclosureRecord,
  type PurgeRecord,
  type WindowHeader,
} from '@acequia/protocol';
import type { HomeEpoch } from '@acequia/protocol/keystore';
import type { DelegationEntry } from '../delegation/delegationEntry.js';
import { runsOf } from '../delegation/runsOf.js';
import type { ConsentEntry, ConsentLog } from './consentSchemas.js';

/** A record whose key was disclosed, and to whom. */
export interface Disclosed {
  readonly disclosure: Pick<DisclosureRecord, 'disputeId' | 'deviceId' | 'sequence' | 'disclosedAt'>;
  /** The auditor's `party-<keyHash>`. */
  readonly auditor: string;
  /** The window's time. */
  readonly window: Pick<WindowHeader, 'start' | 'end'>;
}

export interface ConsentFacts {
  readonly homeId: string;
  /** Ledger seconds. */
  readonly now: number;
  /** All of the home's epochs that this disk has, ascending. */
  readonly epochs: readonly HomeEpoch[];
  readonly delegations: readonly DelegationEntry[];
  readonly disclosed: readonly Disclosed[];
  readonly purged: readonly PurgeRecord[];
}

/**
 * Who could read what of a home's, when and why. It follows from the keys that were handed over, whether or not anybody made use
 * of them: the community's standing access, delegatees' epochs and alarms, and single records in disputes.
 */
export function consentLog({
  homeId,
  now,
  epochs,
  delegations,
  disclosed,
  purged,
}: ConsentFacts): ConsentLog {
  const published = epochs.filter(({ state }) => state !== 'drafted');
  const own = delegations.filter(
    ({ role, registeredAt }) => role === 'delegator' && registeredAt !== undefined,
  );
  return {
    homeId,
    at: now,
    entries: [
      ...ofCommunity(published),
      ...own.flatMap((delegation) => ofDelegatee(delegation, published)),
      ...disclosed.map(ofAuditor),
    ],
    purged: [...purged],
  };
}

function ofCommunity(epochs: readonly HomeEpoch[]): ConsentEntry[] {
  const [first] = epochs;
  if (first === undefined) return [];
  const numbers = runsOf(epochs.map(({ record }) => record.epoch));
  return (['essential', 'extended', 'notes'] as const).map((scope) => ({
    reader: COMMUNITY_OWNER,
    scope,
    from: first.record.start,
    why: 'membership',
    epochs: numbers,
  }));
}

function ofDelegatee(delegation: DelegationEntry, epochs: readonly HomeEpoch[]): ConsentEntry[] {
  const { delegationId, terms, registeredAt, cancelledAt } = delegation;
  const common = { reader: terms.delegatee, why: 'delegation', reference: delegationId } as const;
  const since = registeredAt ?? terms.start;
  const alarms: ConsentEntry = {
    ...common,
    scope: 'alarms',
    from: Math.max(terms.start, since),
    to: Math.min(terms.end, cancelledAt ?? terms.end),
    since,
  };
  const handedOver = epochs.filter(({ delegatee }) => delegatee?.delegationId === delegationId);
  const runs = runsOf(handedOver.map(({ record }) => record.epoch));
  const essential = runs.map((run): ConsentEntry => {
    const records = handedOver.flatMap(({ record }) =>
      run.from <= record.epoch && record.epoch <= run.to ? [record] : [],
    );
    return {
      ...common,
      scope: 'essential',
      from: Math.min(...records.map(({ start }) => start)),
      to: endOf(records, epochs),
      epochs: [run],
      since,
    };
  });
  const hasBegun = alarms.to === undefined || alarms.from < alarms.to;
  return hasBegun ? [...essential, alarms] : essential;
}

/** An epoch that was cut short takes records of no later than its successor's start. */
function endOf(records: readonly HomeEpoch['record'][], epochs: readonly HomeEpoch[]): number {
  return Math.max(
    ...records.map(({ epoch, end }) => {
      const next = epochs.find(({ record }) => record.epoch === epoch + 1);
      return Math.min(end, next?.record.start ?? end);
    }),
  );
}

function ofAuditor({ disclosure, auditor, window }: Disclosed): ConsentEntry {
  const { disputeId, deviceId, sequence, disclosedAt } = disclosure;
  return {
    reader: auditor,
    scope: 'record',
    from: window.start,
    to: window.end,
    why: 'dispute',
    reference: disputeId,
    record: { deviceId, sequence },
    since: disclosedAt,
  };
}
