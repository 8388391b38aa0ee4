import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  delegationViewSchema,
  readingsAnswerSchema,
  type DelegationView,
  type ReadingsAnswer,
} from '@acequia/edge-agent';
import {
  EPOCH_SECONDS,
  wrapForDelegatee,
  x25519KeySchema,
  type Epoch,
  type EpochKeys,
} from '@acequia/protocol';
import { z } from 'zod';
import { eventually } from '../harness/eventually.js';
import type { EpochOptions, HomeSealer } from '../harness/HomeSealer.js';
import type { Meter } from '../harness/Meter.js';
import type { HomeName } from '../harness/HomeName.js';
import { openNotes } from '../harness/openNotes.js';
import type { Delegatee, SealingEpoch } from '../harness/SealingEpoch.js';
import { suite } from '../harness/Suite.js';
import { delegate, delegationOf, noBody } from '../village/delegate.js';
import type { Flow } from '../village/enrolLive.js';
import { Village } from '../village/Village.js';

type Fault = DelegationView['keyFaults'][number]['code'];

/** What the delegator's agent keeps of a delegation, as far as the tests read it. */
const keptSchema = z.looseObject({ publicKey: x25519KeySchema, renewedFor: z.array(z.int()) });

/** Ten days: more than the story lasts, which cancels it. */
const EPOCHS = 40;
/** In so many cells of the grid the delegator hears of a fault in time, also where programs start slowly. */
const ROUNDS = 6;

/** Some use, and no leak. */
const everyOther: Flow = (hour) => (hour % 2 === 0 ? 3 : 0);

describe('what a delegatee is given in place of its key, it finds out', () => {
  let village: Village;
  let delegation: DelegationView;
  let delegatee: Delegatee;
  let meter: Meter;
  let honest: SealingEpoch;
  /** The delegatee's newest epoch before that one was published: it is acknowledged in a later one. */
  let heardTo: number;
  const broken: number[] = [];

  const sealer = (): HomeSealer => suite().community.sealer('SH1');
  const kept = async (): Promise<z.output<typeof keptSchema>> => {
    const entry = await sealer().folder.store.get(`delegation/${delegation.delegationId}`, keptSchema);
    if (entry === undefined) throw new Error('the delegator keeps its delegation');
    return entry;
  };
  const view = async (): Promise<DelegationView> => {
    const found = await delegationOf(village.agent('SH2'), delegation.delegationId);
    if (found === undefined) throw new Error('the delegatee knows its delegation');
    return found;
  };
  const readings = (): Promise<ReadingsAnswer> =>
    village.agent('SH2').control(`/delegations/${delegation.delegationId}/readings`, readingsAnswerSchema);
  const newestOfDelegatee = async (): Promise<number> => {
    const { keys } = suite().community.operator.ledger;
    return (await keys.getEpoch({ homeId: 'SH2' })).epoch;
  };
  const faultOf = (epoch: number): Promise<Fault> =>
    eventually(`a fault in epoch ${epoch}`, async () => {
      const { keyFaults } = await view();
      return keyFaults.find((fault) => fault.epoch === epoch)?.code;
    });
  /** An epoch with something else in its second wrap. */
  const withSecond = (make: (epoch: Epoch, keys: EpochKeys) => Buffer): EpochOptions => ({
    delegatee,
    change: (epoch, keys) => ({
      ...epoch,
      wraps: { ...epoch.wraps, second: make(epoch, keys).toString('base64') },
    }),
  });
  const wrapped = (key: Uint8Array, { epoch }: Epoch): Buffer => {
    const { domain, homeId } = sealer();
    return wrapForDelegatee(key, delegatee, { domain, homeId, epoch });
  };
  const junk = (): EpochOptions => withSecond(() => randomBytes(80));

  before(async () => {
    const { config, community } = suite();
    const dir = join(config.dir, 'delegatee');
    village = await Village.enrol(suite(), { dir, flows: { SH1: everyOther, SH2: everyOther } });
    meter = await community.enrolMeter('SH1', 'energy');
    await village.start();
    delegation = await delegate(village, community, { from: 'SH1', to: 'SH2', epochs: EPOCHS });
    await eventually('the delegatee to hear that it is registered', async () => {
      const { state } = await view();
      return state === 'registered' || state === 'active';
    });
    // From here on the delegator does not do as its agent would.
    await village.leave('SH1');
    const { publicKey } = await kept();
    const { delegationId } = delegation;
    delegatee = { delegationId, homeId: 'SH2', publicKey: Buffer.from(publicKey, 'base64') };
    await community.reach(delegation.terms.start + 60);
  });

  after(async () => {
    await village.kill();
  });

  const ended = async (homeId: HomeName): Promise<void> => {
    await eventually(`the delegation to be over at ${homeId}`, async () => {
      const state = (await delegationOf(village.agent(homeId), delegation.delegationId))?.state;
      return state === 'cancelled' || state === 'settled';
    });
  };

  it('the right key opens', async () => {
    const { community } = suite();
    heardTo = await newestOfDelegatee();
    honest = await sealer().publish({ delegatee });
    const window = meter.window({ amounts: [70, 80] });
    await community.submit(meter, window);
    const { deviceId, sequence } = window.header;
    const read = await eventually('the delegatee to read it', async () => {
      const { windows } = await readings();
      return windows.find((each) => each.deviceId === deviceId && each.sequence === sequence);
    });
    expect(read.intervals).to.deep.equal(window.payload.intervals);
  });

  for (const [words, options, code] of [
    ['junk', junk, 'KEY_WRAP_BROKEN'],
    [
      'another key than the community’s',
      () => withSecond((epoch) => wrapped(randomBytes(32), epoch)),
      'KEY_COMMITMENT_WRONG',
    ],
    [
      'the key of the extended dataset',
      () => withSecond((epoch, keys) => wrapped(keys.extended, epoch)),
      'KEY_COMMITMENT_WRONG',
    ],
  ] as const satisfies readonly (readonly [string, () => EpochOptions, Fault])[]) {
    it(`${words} opens nothing, and is told as ${code}`, async () => {
      const { epoch } = (await sealer().publish(options())).record;
      broken.push(epoch);
      const window = meter.window();
      await suite().community.submit(meter, window);
      expect(await faultOf(epoch)).to.equal(code);
      const { deviceId, sequence } = window.header;
      const unopened = await eventually('the window that does not open', async () =>
        (await readings()).unopened.find((each) => each.deviceId === deviceId && each.sequence === sequence),
      );
      expect(unopened).to.deep.equal({ deviceId, sequence, epoch, code });
    });
  }

  it('none of that is acknowledged, and what opened is', async () => {
    const { community } = suite();
    const { delegationId } = delegation;
    const acknowledged = await eventually('the acknowledgement of what opened', async () => {
      const to = await newestOfDelegatee();
      const numbers = Array.from({ length: to - heardTo + 1 }, (_, index) => heardTo + index);
      const notes = await Promise.all(
        numbers.map((epoch) => openNotes(community.operator, community.keys.community, 'SH2', epoch)),
      );
      const runs = notes
        .flatMap((each) => each.acknowledged)
        .filter((run) => run.delegationId === delegationId);
      return runs.some((run) => run.from <= honest.record.epoch && honest.record.epoch <= run.to) && runs;
    });
    for (const epoch of broken) {
      const named = acknowledged.filter((run) => run.from <= epoch && epoch <= run.to);
      expect(named, `acknowledgements of epoch ${epoch}`).to.deep.equal([]);
    }
  });

  it('an honest delegator, told of it, begins a new epoch, which opens', async () => {
    const { community } = suite();
    let spoilt: SealingEpoch | undefined;
    // The agent has the rest of a cell of the grid, six seconds, to start and to be told.
    for (let round = 0; round < ROUNDS && spoilt === undefined; round++) {
      await community.reach((Math.floor(community.now() / EPOCH_SECONDS) + 1) * EPOCH_SECONDS + 60);
      const published = await sealer().publish(junk());
      const { epoch, end } = published.record;
      expect(await faultOf(epoch)).to.equal('KEY_WRAP_BROKEN');
      await village.start();
      const isRenewed = await eventually('the delegator to hear of it, or the cell to end', async () => {
        if ((await kept()).renewedFor.includes(epoch)) return 'renewed';
        return community.now() > end && 'too late';
      });
      if (isRenewed === 'renewed') spoilt = published;
      else await village.leave('SH1');
    }
    if (spoilt === undefined)
      throw new Error(`in ${String(ROUNDS)} cells of the grid the delegator did not hear of it`);
    const { epoch, end } = spoilt.record;
    await suite().settled();
    const { keys } = community.operator.ledger;
    expect((await keys.getEpoch({ homeId: 'SH1', epoch })).revokedAt).to.not.equal(undefined);
    const next = await keys.getEpoch({ homeId: 'SH1', epoch: epoch + 1 });
    expect(next.start).to.be.below(end);
    await eventually('windows at the delegatee’s again', async () =>
      (await readings()).windows.some((window) => window.epoch > epoch),
    );
  });

  it('and the delegatee can leave it, so that both may delegate anew', async () => {
    const path = `/delegations/${delegation.delegationId}/cancel`;
    await village.agent('SH2').control(path, delegationViewSchema, noBody);
    await Promise.all([ended('SH1'), ended('SH2')]);
  });
});
