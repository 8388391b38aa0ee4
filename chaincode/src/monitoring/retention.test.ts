import { DEFAULT_KEEP_LAST } from '@acequia/protocol';
import { expect } from 'chai';
import { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import type { Receipt } from '../../test/Receipt.js';
import { oldestToKeep } from './oldestToKeep.js';

const MINUTE = 60;
const DEVICE = 'sh1-energy';

describe('retention', () => {
  let community: Community;
  beforeEach(async () => {
    community = new Community();
    await community.start();
    await community.openEpoch();
    community.pass(5 * 3600);
  });

  const set = (keepLast: number, identity = community.household): Promise<Receipt> =>
    community.ledger.run(identity, 'monitoring', 'setRetention', { homeId: 'SH1', keepLast });
  const get = async (): Promise<unknown> =>
    (await community.ledger.run(community.household, 'monitoring', 'getRetention', { homeId: 'SH1' })).result;
  let sent = 0;
  beforeEach(() => {
    sent = 0;
  });
  /** Sends so many windows of a minute in one transaction. */
  const send = async (count: number): Promise<Receipt> => {
    const { meter, origin, ledger, household } = community;
    const windows = Array.from({ length: count }, () => {
      const start = origin + sent * MINUTE;
      const made = meter.next(start, start + MINUTE);
      meter.advance(made);
      sent += 1;
      return made;
    });
    return ledger.run(
      household,
      'monitoring',
      'submitWindows',
      { windows: windows.map(({ window }) => window) },
      { extended: windows.map(({ extended }) => extended) },
    );
  };
  /** Sequences of the windows whose sealed E is in state. */
  const kept = (): number[] =>
    Object.keys(community.ledger.snapshot())
      .filter((key) => key.startsWith('essential/'))
      .map((key) => Number(key.split('/')[2]))
      .sort((a, b) => a - b);

  it('is 96 windows unless home or operator says otherwise', async () => {
    expect(await get()).to.deep.equal({ homeId: 'SH1', keepLast: DEFAULT_KEEP_LAST });
    expect((await set(3)).writes).to.deep.equal({ 'retention/SH1': { homeId: 'SH1', keepLast: 3 } });
    expect(await get()).to.deep.equal({ homeId: 'SH1', keepLast: 3 });
    await set(10_000, community.operator);
    await expectCode(set(10_001), 'INPUT_INVALID');
    await expectCode(set(-1), 'INPUT_INVALID');
    await expectCode(set(1, community.neighbour), 'HOME_DENIED');
    await expectCode(set(1, community.auditor), 'ROLE_DENIED');
    const request = { homeId: 'SH9', keepLast: 1 };
    const unknown = community.ledger.run(community.operator, 'monitoring', 'setRetention', request);
    await expectCode(unknown, 'HOME_UNKNOWN');
    expect(await get()).to.deep.equal({ homeId: 'SH1', keepLast: 10_000 });
  });

  it('of 0 keeps the newest window alone; what left state says so', async () => {
    await set(0);
    await send(1);
    const { writes } = await send(1);
    expect(writes).to.include({ [`essential/${DEVICE}/0000000001`]: null });
    expect(writes[`kept/${DEVICE}`]).to.deep.equal({ deviceId: DEVICE, oldest: 2 });
    expect(kept()).to.deep.equal([2]);
    const ask = (sequence: number): Promise<unknown> =>
      community.ledger.run(community.neighbour, 'monitoring', 'getEssential', { deviceId: DEVICE, sequence });
    await expectCode(ask(1), 'ESSENTIAL_DROPPED');
    await expectCode(ask(3), 'WINDOW_UNKNOWN');
    await ask(2);
  });

  it('of 3 keeps three behind the newest, and the window records for good', async () => {
    await set(3);
    for (let count = 0; count < 6; count += 1) await send(1);
    expect(kept()).to.deep.equal([3, 4, 5, 6]);
    const windows = Object.keys(community.ledger.snapshot()).filter((key) => key.startsWith('window/'));
    expect(windows).to.have.length(6);
  });

  it('leaves what a transaction brought for readers of its block, and drops it with the next', async () => {
    await set(0);
    const { writes } = await send(3);
    expect(Object.keys(writes).filter((key) => key.startsWith('essential/'))).to.have.length(3);
    await send(2);
    expect(kept()).to.deep.equal([4, 5]);
    await send(1);
    expect(kept()).to.deep.equal([6]);
  });

  it('that is lowered from 10 to 0 drops the rest with the next window', async () => {
    await set(10);
    await send(12);
    await send(1);
    expect(kept()).to.deep.equal([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    await set(0);
    await send(1);
    expect(kept()).to.deep.equal([14]);
  });

  it('that is raised keeps more from then on', async () => {
    await set(1);
    for (let count = 0; count < 4; count += 1) await send(1);
    await set(3);
    const { writes } = await send(1);
    expect(writes).not.to.have.any.keys(`kept/${DEVICE}`);
    expect(kept()).to.deep.equal([3, 4, 5]);
    for (let count = 0; count < 3; count += 1) await send(1);
    expect(kept()).to.deep.equal([5, 6, 7, 8]);
  });

  it('that is lowered far drops 512 windows in one transaction, no more', () => {
    const windows = { first: 10_001, newest: 10_001, keepLast: 0 };
    expect(oldestToKeep({ ...windows, oldest: 1 })).to.equal(513);
    expect(oldestToKeep({ ...windows, oldest: 9_800 })).to.equal(10_001);
    expect(oldestToKeep({ first: 5, newest: 5, keepLast: 96, oldest: 1 })).to.equal(1);
  });
});
