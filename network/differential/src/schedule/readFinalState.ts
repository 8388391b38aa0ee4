import type { StubCall } from '../probe/StubCall.js';
import { burstKeys, collections, compositeType, privateKeys, publicKeys } from './places.js';
import type { ScheduleRun } from './ScheduleRun.js';

const keys = [...publicKeys, ...burstKeys];
const privateAsks = collections.flatMap((collection): StubCall[] => [
  ['getPrivateRange', collection, '', ''],
  ['getPrivateComposite', collection, compositeType],
  ...privateKeys.flatMap((key): StubCall[] => [
    ['getPrivate', collection, key],
    ['getPrivateHash', collection, key],
    ['getPrivatePolicy', collection, key],
  ]),
]);
const asks: readonly StubCall[] = [
  ['getRange', '', ''],
  ['getComposite', compositeType],
  ...keys.flatMap((key): StubCall[] => [
    ['getHistory', key],
    ['getPolicy', key],
  ]),
  ...privateAsks,
];

/** All that an organisation's own peer holds and shows to a client of it, by what it was asked. */
export async function readFinalState(run: ScheduleRun, mspId: string): Promise<Record<string, unknown>> {
  const caller = { mspId, user: 'user1' };
  const shown: Record<string, unknown> = {};
  // One by one: a peer that lacks a value of one collection still shows all others.
  for (const ask of asks) {
    const step = { kind: 'evaluate', invocation: { caller, calls: [ask], endorsers: [mspId] } } as const;
    shown[ask.join(' ')] = await run.take(step, ask.join(' '));
  }
  return shown;
}
