import type { Role, Transactions } from '@acequia/protocol';
import type { AccessCase } from './AccessCase.js';
import type { AccessWorld } from './AccessWorld.js';

const members: readonly Role[] = ['operator', 'household'];
const watchers: readonly Role[] = ['operator', 'household', 'auditor', 'installer'];
const all: readonly Role[] = ['operator', 'household', 'auditor', 'installer', 'supplier'];

/** A case for every function of monitoring. The first window of home SH1 is on the ledger. */
export function monitoringAccessCases(world: AccessWorld): {
  readonly [F in keyof Transactions['monitoring']]: AccessCase;
} {
  const { meter } = world.scene.community;
  const { deviceId } = meter;
  const [first, second] = world.windows;
  const again = meter.reseal(first);
  const window = { deviceId, sequence: 1 };
  const home = { homeId: 'SH1' };
  const statement = { ...home, statementId: world.statement.statementId };
  const only = (request: AccessCase['request'], transient: AccessCase['request'] = {}): AccessCase => ({
    roles: ['operator'],
    request,
    transient,
    neighbour: 'ROLE_DENIED',
  });
  const own = (
    roles: readonly Role[],
    request: AccessCase['request'],
    transient: AccessCase['request'] = {},
  ): AccessCase => ({ roles, request, transient, neighbour: 'HOME_DENIED' });
  return {
    submitWindows: own(['household'], { windows: [second.window] }, { extended: [second.extended] }),
    setRetention: own(members, { ...home, keepLast: 3 }),
    getRetention: own(watchers, home),
    complain: only({ complaints: [{ ...window, code: 'RECORD_SEAL_BROKEN' }] }),
    listComplaints: own(members, home),
    republishWindow: own(['household'], { window: again.window }, { extended: again.extended }),
    revealWindow: own(
      ['household'],
      { ...window, communityKeyVersion: 1, sealedDek: Buffer.alloc(80).toString('base64') },
      { dek: first.dek },
    ),
    decideWindows: only({ decisions: [{ ...window, verdict: 'accepted' }] }),
    purgePayload: own(members, window),
    getWindow: own(watchers, window),
    getLastWindow: own(watchers, { deviceId }),
    getEssential: { roles: all, request: window, neighbour: 'everybody' },
    getExtended: own(members, window),
    deliverStatement: only(statement, { statement: world.statement }),
    getStatement: own(members, statement),
  };
}
