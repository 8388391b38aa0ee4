import type { Invocation } from '../harness/Invocation.js';
import { burstKeys, publicKeys } from './places.js';
import { drawInvocation } from './drawInvocation.js';
import { Random } from './Random.js';
import type { Step } from './Step.js';

const endorsers = ['CommunityMSP', 'SH1MSP'];

/** Steps that submit `transactions` transactions in all: the same ones for the same seed. */
export function generateSchedule(seed: number, transactions: number): Step[] {
  const random = new Random(seed);
  const steps: Step[] = [];
  for (let left = transactions; left > 0;) {
    const step = drawStep(random, left);
    steps.push(step);
    left -= weightOf(step);
  }
  return steps;
}

function drawStep(random: Random, left: number): Step {
  const kind = random.weighted<Step['kind']>([
    [8, 'evaluate'],
    [24, 'submit'],
    [1, 'twice'],
    [4, 'race'],
    [2, 'burst'],
  ]);
  switch (kind) {
    case 'evaluate':
      return { kind, invocation: drawInvocation(random, 'read') };
    case 'submit':
    case 'twice':
      return { kind, invocation: drawInvocation(random, 'write') };
    case 'race':
      return {
        kind,
        invocations: random.times(Math.min(left, 2 + random.below(3)), () => drawRacer(random)),
      };
    case 'burst':
      return {
        kind,
        invocations: random.times(Math.min(left, 3 + random.below(4)), (index) => drawOfBurst(random, index)),
      };
  }
}

/** Reads and writes few keys, so that those behind the first one often come too late. */
function drawRacer(random: Random): Invocation {
  const key = random.pick([publicKeys[0], publicKeys[1], publicKeys[2]]);
  const read = random.weighted<Invocation['calls'][number]>([
    [4, ['getState', key]],
    [2, ['getRange', 'k', 'k3']],
    [1, ['getComposite', 'pair']],
  ]);
  const write = random.weighted<Invocation['calls'][number]>([
    [4, ['putState', key, `r${random.below(1000)}`]],
    [1, ['deleteState', key]],
    [1, ['putComposite', 'r', 'pair', 'c', String(random.below(3))]],
  ]);
  return { caller: { mspId: 'CommunityMSP', user: 'user1' }, calls: [read, write] };
}

/** Reads and writes a key of its own; with endorsers that all burst alike. */
function drawOfBurst(random: Random, index: number): Invocation {
  const key = burstKeys[index] ?? burstKeys[0];
  return {
    caller: { mspId: random.pick(['CommunityMSP', 'SH1MSP', 'SH2MSP']), user: 'user2' },
    calls: [
      ['getState', key],
      random.chance(80) ? ['putState', key, `b${random.below(1000)}`] : ['deleteState', key],
      ['setEvent', 'burst', key],
    ],
    endorsers,
  };
}

function weightOf(step: Step): number {
  switch (step.kind) {
    case 'evaluate':
      return 0;
    case 'submit':
    case 'twice':
      return 1;
    case 'race':
    case 'burst':
      return step.invocations.length;
  }
}
