import {
  generateX25519,
  openRecordKey,
  openRecordWithDek,
  encodeEssential,
  sealRecordKey,
  type ComplaintRecord,
} from '@acequia/protocol';
import { expect } from 'chai';
import { Community } from '../../test/Community.js';
import { expectRefused } from '../../test/expectRefused.js';
import type { Receipt } from '../../test/Receipt.js';
import { TEST_DOMAIN } from '../../test/TEST_DOMAIN.js';
import { TestDevice, type TestWindow } from '../../test/TestDevice.js';

const HOUR = 3600;
const DEVICE = 'sh1-energy';

describe('complaints', () => {
  let community: Community;
  let windows: TestWindow[];
  beforeEach(async () => {
    community = new Community();
    await community.start();
    await community.openEpoch();
    community.pass(5 * HOUR);
    windows = [];
    for (let hour = 0; hour < 3; hour += 1) {
      const start = community.origin + hour * HOUR;
      const made = community.meter.next(start, start + HOUR);
      community.meter.advance(made);
      windows.push(made);
    }
    await community.ledger.run(
      community.household,
      'monitoring',
      'submitWindows',
      { windows: windows.map(({ window }) => window) },
      { extended: windows.map(({ extended }) => extended) },
    );
  });

  const windowOf = (sequence: number): TestWindow => {
    const found = windows[sequence - 1];
    if (found === undefined) throw new Error(`no window ${String(sequence)}`);
    return found;
  };
  const complain = (sequences: readonly number[], deviceId = DEVICE): Promise<Receipt> =>
    community.ledger.run(community.operator, 'monitoring', 'complain', {
      complaints: sequences.map((sequence) => ({ deviceId, sequence, code: 'KEY_WRAP_BROKEN' })),
    });
  const decide = (sequence: number, more: { readonly revision?: number } = {}): Promise<Receipt> =>
    community.ledger.run(community.operator, 'monitoring', 'decideWindows', {
      decisions: [{ deviceId: DEVICE, sequence, verdict: 'rejected', code: 'RECORD_UNREADABLE', ...more }],
    });
  const republish = ({ window, extended }: TestWindow): Promise<Receipt> =>
    community.ledger.run(community.household, 'monitoring', 'republishWindow', { window }, { extended });
  const standing = async (): Promise<number[]> => {
    const request = { homeId: 'SH1' };
    const { result } = await community.ledger.run(
      community.household,
      'monitoring',
      'listComplaints',
      request,
    );
    return (result as ComplaintRecord[]).map(({ sequence }) => sequence);
  };
  const refused = (work: () => Promise<unknown>, code: string): Promise<Error> =>
    expectRefused(community.ledger, work, code);

  describe('complain', () => {
    it('records what the community cannot read, and tells the home', async () => {
      const { writes, event } = await complain([1, 3]);
      const complaint = (sequence: number): unknown => ({
        homeId: 'SH1',
        deviceId: DEVICE,
        sequence,
        revision: 0,
        code: 'KEY_WRAP_BROKEN',
        complainedAt: community.now,
      });
      expect(writes).to.deep.equal({
        [`complaint/SH1/${DEVICE}/0000000001`]: complaint(1),
        [`complaint/SH1/${DEVICE}/0000000003`]: complaint(3),
      });
      expect(event).to.deep.equal({ name: 'Complained', payload: { homeId: 'SH1' } });
      expect(await standing()).to.deep.equal([1, 3]);
    });

    it('is for windows that are there, are not decided on, and are not complained of already', async () => {
      await refused(() => complain([4]), 'WINDOW_UNKNOWN');
      await decide(2);
      await refused(() => complain([1, 2]), 'DECISION_EXISTS');
      await complain([1]);
      await refused(() => complain([1]), 'COMPLAINT_STANDS');
      await refused(() => complain([3, 3]), 'RECORD_REUSED');
    });

    it('is about one home at a time', async () => {
      const { ledger, operator, neighbour, origin } = community;
      const foreign = new TestDevice('SH2', 'sh2-energy');
      await ledger.run(operator, 'registry', 'enrolDevice', foreign.enrolment);
      await community.openEpoch('SH2');
      const { window, extended } = foreign.next(origin, origin + HOUR);
      await ledger.run(
        neighbour,
        'monitoring',
        'submitWindows',
        { windows: [window] },
        { extended: [extended] },
      );
      const complaints = [DEVICE, 'sh2-energy'].map((deviceId) => ({
        deviceId,
        sequence: 1,
        code: 'RECORD_SEAL_BROKEN',
      }));
      await refused(() => ledger.run(operator, 'monitoring', 'complain', { complaints }), 'COMPLAINTS_MIXED');
      await complain([1], 'sh2-energy');
      expect(await standing()).to.deep.equal([]);
    });
  });

  describe('republishWindow', () => {
    beforeEach(() => complain([1]));

    it('replaces a window with itself sealed anew, under an epoch that takes records', async () => {
      community.meter.epoch = await community.openEpoch();
      const again = community.meter.reseal(windowOf(1));
      const { writes, privateWrites, event } = await republish(again);
      const key = `${DEVICE}/0000000001`;
      const record = writes[`window/${key}`];
      expect(record).to.deep.include({ header: again.header, revision: 1, submittedAt: community.now });
      expect(record).to.have.property('commitment').that.equals(commitmentOf(again));
      expect(writes).to.have.all.keys(`window/${key}`, `essential/${key}`);
      expect(writes[`essential/${key}`]).to.deep.equal({ essential: again.window.essential });
      expect(privateWrites).to.deep.equal({
        SH1Collection: { [`extended/${key}`]: { extended: again.extended } },
      });
      const payload = { homeId: 'SH1', deviceId: DEVICE, sequence: 1 };
      expect(event).to.deep.equal({ name: 'WindowRepublished', payload });
      expect(await standing()).to.deep.equal([]);
    });

    it('answers one complaint; a second about the new revision asks for another', async () => {
      const { meter } = community;
      await republish(meter.reseal(windowOf(1)));
      await refused(() => republish(meter.reseal(windowOf(1))), 'REPUBLICATION_UNASKED');
      await complain([1]);
      expect(await standing()).to.deep.equal([1]);
      const { writes } = await republish(meter.reseal(windowOf(1)));
      expect(writes[`window/${DEVICE}/0000000001`]).to.deep.include({ revision: 2 });
    });

    it('is not decided by what was judged of the revision before', async () => {
      await refused(() => decide(1, { revision: 1 }), 'DECISION_REVISION_DIFFERS');
      await republish(community.meter.reseal(windowOf(1)));
      await refused(() => decide(1), 'DECISION_REVISION_DIFFERS');
      await refused(() => decide(1, { revision: 0 }), 'DECISION_REVISION_DIFFERS');
      const { writes } = await decide(1, { revision: 1 });
      expect(writes[`decision/${DEVICE}/0000000001`]).to.deep.include({ revision: 1 });
    });

    it('is for windows that are complained of and undecided', async () => {
      const { meter, origin } = community;
      await refused(() => republish(meter.reseal(windowOf(2))), 'REPUBLICATION_UNASKED');
      await refused(() => republish(meter.next(origin + 3 * HOUR, origin + 4 * HOUR)), 'WINDOW_UNKNOWN');
      await decide(1);
      await refused(() => republish(meter.reseal(windowOf(1))), 'DECISION_EXISTS');
    });

    it('refuses another time, the salt of before, and what submitWindows would refuse', async () => {
      const { meter, origin } = community;
      const first = windowOf(1);
      await refused(() => republish(meter.reseal(first, { start: origin + 1 })), 'WINDOW_DIFFERS');
      await refused(() => republish(meter.reseal(first, { end: origin + HOUR + 1 })), 'WINDOW_DIFFERS');
      await refused(() => republish(meter.reseal(first, { salt: first.header.salt })), 'SALT_REUSED');
      await refused(() => republish(meter.reseal(first, { epoch: 2 })), 'EPOCH_UNKNOWN');
      await refused(() => republish(meter.reseal(first, { homeId: 'SH2' })), 'HOME_DENIED');
      const other = meter.reseal(first);
      await refused(() => republish({ ...other, extended: first.extended }), 'PAYLOAD_MISMATCH');
      const posing = new TestDevice('SH1', DEVICE).reseal(first);
      await refused(() => republish(posing), 'SIGNATURE_INVALID');
      await community.openEpoch();
      await refused(() => republish(meter.reseal(first)), 'EPOCH_REVOKED');
    });

    it('puts a sealed E back that had left state, until the next window', async () => {
      const { ledger, household, meter, origin } = community;
      await ledger.run(household, 'monitoring', 'setRetention', { homeId: 'SH1', keepLast: 0 });
      const submit = async (hour: number): Promise<Receipt> => {
        const made = meter.next(origin + hour * HOUR, origin + (hour + 1) * HOUR);
        meter.advance(made);
        return ledger.run(
          household,
          'monitoring',
          'submitWindows',
          { windows: [made.window] },
          { extended: [made.extended] },
        );
      };
      await submit(3);
      const { writes } = await republish(meter.reseal(windowOf(1)));
      expect(writes[`kept/${DEVICE}`]).to.deep.equal({ deviceId: DEVICE, oldest: 1 });
      const next = await submit(4);
      expect(next.writes).to.include({ [`essential/${DEVICE}/0000000001`]: null });
      expect(next.writes[`kept/${DEVICE}`]).to.deep.equal({ deviceId: DEVICE, oldest: 5 });
    });
  });

  describe('revealWindow', () => {
    const communityKey = generateX25519();
    const reveal = (
      sequence: number,
      dek: string,
      changes: Readonly<Record<string, unknown>> = {},
    ): Promise<Receipt> => {
      const place = { domain: TEST_DOMAIN, deviceId: DEVICE, sequence, purpose: 'complaint' };
      const sealed = sealRecordKey(Buffer.from(dek, 'hex'), communityKey.publicKey, place);
      const request = {
        deviceId: DEVICE,
        sequence,
        communityKeyVersion: 1,
        sealedDek: sealed.toString('base64'),
        ...changes,
      };
      return community.ledger.run(community.household, 'monitoring', 'revealWindow', request, { dek });
    };

    it('hands over a key that opens the record, sealed; the key itself is in no write', async () => {
      await complain([1]);
      const { dek, window, payload } = windowOf(1);
      const { writes, collections, event } = await reveal(1, dek);
      const record = writes[`reveal/${DEVICE}/0000000001`] as { readonly sealedDek: string };
      expect(writes).to.deep.equal({
        [`reveal/${DEVICE}/0000000001`]: {
          deviceId: DEVICE,
          sequence: 1,
          communityKeyVersion: 1,
          sealedDek: record.sealedDek,
          revision: 0,
          revealedAt: community.now,
        },
      });
      expect(JSON.stringify(writes)).not.to.contain(dek);
      expect(collections).to.deep.equal(['SH1Collection']);
      expect(event).to.equal(undefined);
      const place = { domain: TEST_DOMAIN, deviceId: DEVICE, sequence: 1, purpose: 'complaint' };
      const opened = openRecordKey(Buffer.from(record.sealedDek, 'base64'), communityKey.privateKey, place);
      const essential = Buffer.from(window.essential, 'base64');
      expect(openRecordWithDek(opened, essential, TEST_DOMAIN)).to.deep.equal(encodeEssential(payload));
      expect(await standing()).to.deep.equal([]);
    });

    it('refuses a key that is not the one committed to, and never repeats it', async () => {
      const other = windowOf(2).dek;
      const error = await refused(() => reveal(1, other), 'REVEAL_MISMATCH');
      expect(error.message).not.to.contain(other);
      await refused(() => reveal(1, '0'.repeat(64)), 'REVEAL_MISMATCH');
    });

    it('takes a sealed key of its one length', async () => {
      const { dek } = windowOf(1);
      for (const length of [79, 81]) {
        const sealedDek = Buffer.alloc(length, 1).toString('base64');
        await refused(() => reveal(1, dek, { sealedDek }), 'INPUT_INVALID');
      }
    });

    it('refuses old and unknown keys of the community, repetition, and windows that are decided on', async () => {
      const { dek } = windowOf(1);
      await refused(() => reveal(1, dek, { communityKeyVersion: 2 }), 'COMMUNITY_KEY_UNKNOWN');
      const publicKey = generateX25519().publicKey.toString('base64');
      const { ledger, operator } = community;
      await ledger.run(operator, 'keys', 'publishOperationKey', { version: 2, publicKey });
      await refused(() => reveal(1, dek), 'COMMUNITY_KEY_OLD');
      await reveal(1, dek, { communityKeyVersion: 2 });
      await refused(() => reveal(1, dek, { communityKeyVersion: 2 }), 'REVEAL_EXISTS');
      await refused(() => reveal(4, dek), 'WINDOW_UNKNOWN');
      await decide(2);
      await refused(() => reveal(2, windowOf(2).dek, { communityKeyVersion: 2 }), 'DECISION_EXISTS');
    });

    it('of a revision says nothing of the next', async () => {
      await complain([1]);
      await reveal(1, windowOf(1).dek);
      const again = community.meter.reseal(windowOf(1));
      await republish(again);
      await refused(() => reveal(1, windowOf(1).dek), 'REVEAL_MISMATCH');
      const { writes } = await reveal(1, again.dek);
      expect(writes[`reveal/${DEVICE}/0000000001`]).to.deep.include({ revision: 1 });
    });
  });

  it('are over when the window is decided on', async () => {
    await complain([1, 2]);
    await decide(1);
    expect(await standing()).to.deep.equal([2]);
  });
});

/** The commitment that stands in a sealed record. */
function commitmentOf({ window }: TestWindow): string {
  return Buffer.from(window.essential, 'base64').toString('hex', 58, 90);
}
