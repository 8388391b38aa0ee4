import { CodedError, type AuctionView } from '@acequia/protocol';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { OpeningScene } from '../../test/OpeningScene.js';
import { renderReleases } from './renderReleases.js';
import { watchOpenings } from './watchOpenings.js';

const { auction } = new OpeningScene();
const { auctionId } = auction;

describe('openings that were left with an auditor', () => {
  let scene: OpeningScene;

  beforeEach(() => {
    scene = new OpeningScene();
  });

  it('are opened once they are due, with whichever key they were sealed to, and once', async () => {
    scene.now = scene.due - 1;
    expect(await scene.states()).to.deep.equal(['seller 4 OPENING_WRONG', 'buyer 1 waits', 'seller 2 waits']);
    expect(scene.said).to.deep.equal([]);
    scene.now = scene.due;
    expect(await scene.states()).to.deep.equal([
      'seller 4 OPENING_WRONG',
      'buyer 1 released',
      'seller 2 released',
    ]);
    expect(scene.said).to.deep.equal([
      ['depositMaxPrice', { auctionId, ...scene.asked }],
      ['revealBid', { auctionId, tag: '2'.repeat(64), ...scene.offered }],
    ]);
    // A second pass, as after a crash: what is open is left alone.
    expect(await scene.states()).to.deep.equal(['seller 4 OPENING_WRONG']);
    expect(scene.said).to.have.length(2);
  });

  it('are found in the pass after which their key was made', async () => {
    scene.privateKeys = async () => Promise.resolve([scene.keys.older]);
    expect(await scene.states()).to.deep.equal(['buyer 1 released']);
    scene.privateKeys = async () => Promise.resolve([scene.keys.auditor, scene.keys.older]);
    expect(await scene.states()).to.deep.equal(['seller 4 OPENING_WRONG', 'seller 2 released']);
  });

  it('are not unsealed while bids are taken, nor once prices are closed or everything goes back', async () => {
    // Whoever touches it fails: an opening that is not read cannot be told.
    const untouchable = Object.defineProperty([scene.keys.auditor], 0, {
      get: () => {
        throw new RangeError('a key was used');
      },
    });
    scene.privateKeys = async () => Promise.resolve(untouchable);
    const reason: unknown = await scene.desk.release(auctionId).catch((error: unknown) => error);
    expect(reason).to.be.instanceOf(RangeError);
    const { biddingClosedAt, ...bidding } = auction;
    expect(biddingClosedAt).to.equal(scene.start + 3600);
    const hurried = scene.start + 6301;
    for (const [idle, changed] of [
      ['early', { ...bidding, phase: 'bidding' }],
      ['hurried', { ...auction, biddingClosedAt: hurried }],
      ['late', { ...auction, phase: 'settling' }],
      ['late', { ...auction, phase: 'settled' }],
    ] as const) {
      scene.view = changed;
      const [release] = await scene.desk.release(auctionId);
      expect(release).to.deep.include({ idle, openings: [], others: 0 });
    }
    expect(scene.said).to.deep.equal([]);
  });

  it('are left alone once the time for prices is over, though nobody closed it', async () => {
    scene.now = auction.revealEndsAt - 1;
    expect((await scene.desk.release(auctionId))[0]).to.have.property('dueAt', scene.due);
    scene = new OpeningScene();
    scene.now = auction.revealEndsAt;
    expect((await scene.desk.release())[0]).to.deep.include({ phase: 'reveal', idle: 'late', openings: [] });
    expect(scene.said).to.deep.equal([]);
  });

  it('are not told any more where the time ends while others are opened', async () => {
    scene.clock = () => (scene.said.length === 0 ? scene.due : auction.revealEndsAt);
    expect(await scene.states()).to.deep.equal([
      'seller 4 OPENING_WRONG',
      'buyer 1 released',
      'seller 2 late',
    ]);
    expect(scene.said.map(([name]) => name)).to.deep.equal(['depositMaxPrice']);
  });

  it('are due by when the bidding was really closed', async () => {
    scene.view = { ...auction, biddingClosedAt: scene.start + 5400 };
    expect(await scene.states()).to.include('seller 2 waits');
    scene.now = scene.start + 6300;
    expect(await scene.states()).to.include('seller 2 released');
  });

  it('are found where power in a slot of the day is traded', async () => {
    scene.view = { ...auction, resource: 'power.18-22' };
    expect(await scene.states()).to.include('seller 2 released');
  });

  it('of one auction are found without a look at the others', async () => {
    const [release, ...others] = await scene.desk.release(auctionId);
    expect([release?.openings.length, release?.others, others, scene.looks]).to.deep.equal([3, 1, [], 0]);
  });

  it('whose trader was faster, or whose time is over, hold up no other', async () => {
    for (const [deposit, reveal, ends] of [
      ['MAX_PRICE_EXISTS', 'BID_REVEAL_EXISTS', ['opened', 'opened']],
      ['MAX_PRICE_EXISTS', undefined, ['opened', 'released']],
      ['PHASE_LATE', 'PHASE_LATE', ['late', 'late']],
      ['LEDGER_UNAVAILABLE', undefined, ['LEDGER_UNAVAILABLE', 'released']],
    ] as const) {
      scene.view = auction;
      scene.refusals = { depositMaxPrice: deposit, ...(reveal !== undefined && { revealBid: reveal }) };
      expect(await scene.states()).to.deep.equal([
        'seller 4 OPENING_WRONG',
        `buyer 1 ${ends[0]}`,
        `seller 2 ${ends[1]}`,
      ]);
    }
  });

  it('are looked at in each auction, the first to end first, whatever another comes to', async () => {
    const other = (id: string, revealEndsAt: number): AuctionView => ({
      ...auction,
      auctionId: id.repeat(32),
      revealEndsAt,
      bids: [],
    });
    const [sooner, broken] = [other('b', scene.due + 60), other('c', scene.due + 30)];
    scene.listed = [auction, sooner, broken];
    scene.refusals = { [broken.auctionId]: 'LEDGER_UNAVAILABLE' };
    const releases = await scene.desk.release();
    expect(releases.map(({ auctionId: id, failure }) => [id.slice(0, 1), failure])).to.deep.equal([
      ['c', 'LEDGER_UNAVAILABLE'],
      ['b', undefined],
      ['a', undefined],
    ]);
    expect(releases[2]?.openings.map(({ state }) => state)).to.include('released');
    const failure: unknown = await scene.desk.release(broken.auctionId).catch((error: unknown) => error);
    expect(failure).to.have.property('code', 'LEDGER_UNAVAILABLE');
  });

  it('are released no more by an auditor from whom the ledger takes nothing', async () => {
    for (const code of ['ROLE_DENIED', 'PARTY_SUSPENDED', 'PARTY_REVOKED']) {
      scene.refusals = { depositMaxPrice: code };
      const watched: unknown = await watchOpenings({
        pass: async () => scene.desk.release(),
        onPass: () => undefined,
        onFailure: () => undefined,
        everyMs: 1,
        signal: AbortSignal.timeout(5000),
      }).catch((error: unknown) => error);
      expect(watched).to.have.property('code', code);
    }
    expect(scene.said).to.deep.equal([]);
  });

  it('are shown without a price', async () => {
    scene.now = scene.start + 3600;
    const waiting = renderReleases(await scene.desk.release(), scene.zone);
    expect(waiting).to.deep.equal([
      `Auction ${auctionId} of water in 2016-09: prices are opened until 2016-09-16 04:00.`,
      '- seller 44444444: set aside: OPENING_WRONG',
      '- buyer 11111111: waits for its trader until 2016-09-16 03:30',
      '- seller 22222222: waits for its trader until 2016-09-16 03:30',
      '- 1 more not opened yet, and not left with you',
    ]);
    scene.now = scene.due;
    expect(renderReleases(await scene.desk.release(), scene.zone)[2]).to.equal(
      '- buyer 11111111: opened by you now',
    );
    expect(renderReleases([], scene.zone)).to.deep.equal(['In no auction prices are being opened.']);
    const head = `Auction ${auctionId} of water in 2016-09:`;
    for (const [changes, words] of [
      [{ phase: 'bidding' }, 'bids are taken; nothing is opened before that is over.'],
      [{ phase: 'settling' }, 'the time to open prices is over.'],
      [
        { biddingClosedAt: scene.start + 6301 },
        'the bidding was closed too late: everything goes back, and nothing is to be opened.',
      ],
    ] as const) {
      scene.view = { ...auction, ...changes };
      expect(renderReleases(await scene.desk.release(auctionId), scene.zone)).to.deep.equal([
        `${head} ${words}`,
      ]);
    }
    scene.now = auction.revealEndsAt;
    scene.view = auction;
    expect(renderReleases(await scene.desk.release(), scene.zone)).to.deep.equal([
      `${head} the time to open prices is over.`,
    ]);
    scene.now = scene.due;
    scene.refusals = { [auctionId]: 'LEDGER_UNAVAILABLE' };
    expect(renderReleases(await scene.desk.release(), scene.zone)).to.deep.equal([
      `${head} it could not be looked at: LEDGER_UNAVAILABLE.`,
    ]);
    scene.refusals = { depositMaxPrice: 'LEDGER_UNAVAILABLE' };
    expect(renderReleases(await scene.desk.release(), scene.zone)).to.include(
      '- buyer 11111111: not opened: LEDGER_UNAVAILABLE',
    );
  });

  it('are watched until somebody stops it, whatever a pass comes to', async () => {
    const ending = new AbortController();
    const seen: string[] = [];
    let passes = 0;
    await watchOpenings({
      pass: async () => {
        passes += 1;
        if (passes === 2) throw new CodedError('LEDGER_UNAVAILABLE', 'away');
        if (passes === 4) ending.abort();
        return scene.desk.release();
      },
      onPass: (releases) => seen.push(String(releases[0]?.openings.length)),
      onFailure: ({ code }) => seen.push(code),
      everyMs: 1,
      signal: ending.signal,
    });
    expect(seen).to.deep.equal(['3', 'LEDGER_UNAVAILABLE', '1', '1']);
    const failure: unknown = await watchOpenings({
      pass: async () => Promise.reject(new TypeError('a mistake of ours')),
      onPass: () => undefined,
      onFailure: () => undefined,
      everyMs: 1,
      signal: new AbortController().signal,
    }).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(TypeError);
  });
});
