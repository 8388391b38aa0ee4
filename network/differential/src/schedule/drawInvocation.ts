import type { Invocation } from '../harness/Invocation.js';
import type { Party } from '../harness/Party.js';
import type { StubCall } from '../probe/StubCall.js';
import { privateReads, privateWrites } from './drawPrivateCall.js';
import { oddities, publicReads, publicWrites } from './drawPublicCall.js';
import { collections, homeOf, type CollectionName } from './places.js';
import type { Random } from './Random.js';

const homes = ['SH1MSP', 'SH2MSP'] as const;

/** A call of the probe that reads, or that reads and writes. */
export function drawInvocation(random: Random, purpose: 'read' | 'write'): Invocation {
  return random.chance(30) ? drawPrivate(random, purpose) : drawPublic(random, purpose);
}

function drawPublic(random: Random, purpose: 'read' | 'write'): Invocation {
  const caller = drawCaller(random);
  const calls = random.times(1 + random.below(4), () => drawCall(random, purpose));
  const endorsers = drawEndorsers(random);
  return { caller, calls, ...(endorsers === undefined ? {} : { endorsers }), offline: random.chance(25) };
}

function drawCall(random: Random, purpose: 'read' | 'write'): StubCall {
  if (random.chance(5)) return random.weighted(oddities)(random);
  const writes = purpose === 'write' && random.chance(65);
  return random.weighted(writes ? publicWrites : publicReads)(random);
}

/**
 * Calls on a home's collection. Where the Gateway could ask a peer that does not hold the collection, which peer it asks is
 * its own free choice: such calls name their endorsers.
 */
function drawPrivate(random: Random, purpose: 'read' | 'write'): Invocation {
  const collection = random.pick(collections);
  const home = homeOf[collection];
  const caller = random.chance(15)
    ? drawCaller(random)
    : { mspId: random.pick(['CommunityMSP', home]), user: 'user1' };
  const writes = purpose === 'write';
  const calls = random.times(1 + random.below(3), () => drawPrivateCall(random, collection, writes));
  if (writes && random.chance(30)) calls.push(['putState', 'k0', `p${random.below(1000)}`]);
  const isMember = caller.mspId === 'CommunityMSP' || caller.mspId === home;
  const isTransient = calls.some(([name]) => name === 'putPrivateFromTransient');
  return {
    caller,
    calls,
    ...(isTransient ? { transient: { secret: `t${random.below(1000)}` } } : {}),
    ...(isMember ? {} : { endorsers: ['CommunityMSP', home] }),
    offline: random.chance(10),
  };
}

function drawPrivateCall(random: Random, collection: CollectionName, writes: boolean): StubCall {
  const table = writes && random.chance(70) ? privateWrites : privateReads;
  return random.weighted(table)(random, collection);
}

function drawCaller(random: Random): Party {
  const mspId = random.weighted([
    [4, 'CommunityMSP'],
    [4, random.pick(homes)],
    [1, 'PublicMSP'],
  ]);
  return { mspId, user: random.chance(20) ? 'admin' : `user${1 + random.below(3)}` };
}

function drawEndorsers(random: Random): string[] | undefined {
  return random.weighted([
    [12, undefined],
    [4, ['CommunityMSP', random.pick(homes)]],
    [2, ['CommunityMSP', 'SH1MSP', 'SH2MSP']],
    [1, ['CommunityMSP']],
    [1, ['SH1MSP', 'SH2MSP']],
    [1, ['PublicMSP']],
  ]);
}
