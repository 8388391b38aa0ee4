import { EPOCH_SECONDS, random16Hex } from '@acequia/protocol';
import { generateX25519 } from '@acequia/protocol';
import type { HomeEpoch } from '@acequia/protocol/keystore';
import { expect } from 'chai';
import { aTerms, GRID } from '../../test/aTerms.js';
import { DOMAIN } from '../../test/FileLedger.js';
import type { DelegationEntry } from '../delegation/delegationEntry.js';
import { draftEpoch } from '../keys/draftEpoch.js';
import { consentLog } from './consentLog.js';
import { consentLogSchema } from './consentSchemas.js';

const community = generateX25519().publicKey.toString('base64');

function epoch(number: number, start: number, delegationId?: string): HomeEpoch {
  const end = (Math.floor(start / EPOCH_SECONDS) + 1) * EPOCH_SECONDS;
  const publicKey = generateX25519().publicKey.toString('base64');
  const drafted = draftEpoch({
    homeId: 'SH1',
    domain: DOMAIN,
    span: { epoch: number, start, end },
    requestId: random16Hex(),
    communityKey: { version: 1, publicKey: community },
    delegatee: delegationId === undefined ? undefined : { delegationId, homeId: 'SH2', publicKey },
    notes: { version: 1, receipts: [], acknowledged: [] },
  });
  return { ...drafted, state: 'published' };
}

describe('consentLog', () => {
  const terms = aTerms();
  const { delegationId } = terms;
  const delegation: DelegationEntry = {
    delegationId,
    role: 'delegator',
    state: 'cancelled',
    terms,
    changedAt: GRID,
    registeredAt: GRID - 500,
    cancelledAt: GRID + EPOCH_SECONDS + 50,
    renewedFor: [],
    outgoing: [],
  };
  /** The third was cut short by the fourth. */
  const epochs = [
    epoch(1, GRID - EPOCH_SECONDS),
    epoch(2, GRID, delegationId),
    epoch(3, GRID + EPOCH_SECONDS, delegationId),
    epoch(4, GRID + EPOCH_SECONDS + 60),
  ];
  const facts = { homeId: 'SH1', now: GRID + 9 * EPOCH_SECONDS, epochs, disclosed: [], purged: [] };

  it('tells of the community’s standing access, and of a delegatee’s epochs and alarms until it was cancelled', () => {
    const log = consentLog({ ...facts, delegations: [delegation] });
    expect(consentLogSchema.parse(log)).to.deep.equal(log);
    const standing = { reader: 'community', from: GRID - EPOCH_SECONDS, why: 'membership' };
    const given = { reader: 'SH2', why: 'delegation', reference: delegationId, since: GRID - 500 };
    expect(log.entries).to.deep.equal([
      ...['essential', 'extended', 'notes'].map((scope) => ({
        ...standing,
        scope,
        epochs: [{ from: 1, to: 4 }],
      })),
      {
        ...given,
        scope: 'essential',
        from: GRID,
        to: GRID + EPOCH_SECONDS + 60,
        epochs: [{ from: 2, to: 3 }],
      },
      { ...given, scope: 'alarms', from: GRID, to: GRID + EPOCH_SECONDS + 50 },
    ]);
  });

  it('tells nothing of drafts, of what never began, nor of what this home watches of others', () => {
    const { registeredAt, ...never } = delegation;
    const draft = { ...epoch(5, GRID + 2 * EPOCH_SECONDS, delegationId), state: 'drafted' as const };
    const delegations = [never, { ...delegation, role: 'delegatee' as const }];
    const log = consentLog({ ...facts, epochs: [...epochs, draft], delegations });
    expect(registeredAt).to.equal(GRID - 500);
    expect(log.entries.map(({ reader }) => reader)).to.deep.equal(['community', 'community', 'community']);
    expect(log.entries[0]?.epochs).to.deep.equal([{ from: 1, to: 4 }]);
  });

  it('names each record that was disclosed, and what was erased', () => {
    const disclosure = {
      disputeId: 'D-0123456789abcdef',
      deviceId: 'meter-1',
      sequence: 3,
      disclosedAt: GRID,
    };
    const auditor = `party-${'a'.repeat(64)}`;
    const purged = [{ deviceId: 'meter-1', sequence: 1, purgedAt: GRID }];
    const window = { start: GRID - 100, end: GRID - 40 };
    const log = consentLog({
      ...facts,
      epochs: [],
      delegations: [],
      disclosed: [{ disclosure, auditor, window }],
      purged,
    });
    expect(log.entries).to.deep.equal([
      {
        reader: auditor,
        scope: 'record',
        from: GRID - 100,
        to: GRID - 40,
        why: 'dispute',
        reference: 'D-0123456789abcdef',
        record: { deviceId: 'meter-1', sequence: 3 },
        since: GRID,
      },
    ]);
    expect(log.purged).to.deep.equal(purged);
  });
});
