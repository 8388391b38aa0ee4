import { randomBytes } from 'node:crypto';
import { generateX25519, random16Hex, type X25519KeyPair } from '@acequia/protocol';
import type { Member, Meter, SealingEpoch, TestCommunity } from '@acequia/network/acceptance';
import { untilAborted } from '../untilAborted.js';
import type { Site } from '../networks/Site.js';

/** Bytes of one sample, as paper 000 §7.2 has them. */
export const SAMPLE_LENGTH = 100;
/** 2015-10-01 UTC: long before the ledger's present time. */
const FIRST_START = Date.UTC(2015, 9) / 1000;

/** A meter of the bench, and where its windows stand. */
export interface Line {
  readonly meter: Meter;
  next: { sequence: number; start: number };
}

/** A community with a home that writes, in the clear and sealed, and a neighbour who is its delegatee. */
export class SealingScene {
  readonly community: TestCommunity;
  readonly home: Member;
  readonly neighbour: Member;
  readonly epoch: SealingEpoch;
  readonly delegation: { readonly delegationId: string; readonly keys: X25519KeyPair };
  /** Of each kind as many as there are clients. */
  readonly lines: { readonly secure: readonly Line[]; readonly naive: readonly Line[] };

  private constructor(parts: Pick<SealingScene, 'community' | 'epoch' | 'delegation' | 'lines'>) {
    this.community = parts.community;
    this.home = parts.community.home('SH1');
    this.neighbour = parts.community.home('SH2');
    this.epoch = parts.epoch;
    this.delegation = parts.delegation;
    this.lines = parts.lines;
  }

  static async prepare(site: Site, clients: number): Promise<SealingScene> {
    const community = await site.community();
    const keys = generateX25519();
    const delegation = { delegationId: random16Hex(), keys };
    const delegatee = { delegationId: delegation.delegationId, homeId: 'SH2', publicKey: keys.publicKey };
    const enrol = async (): Promise<Line> => ({
      meter: await community.enrolMeter('SH1', 'energy', FIRST_START),
      next: { sequence: 1, start: FIRST_START },
    });
    const enrolAll = (): Promise<Line[]> => Promise.all(Array.from({ length: clients }, enrol));
    const lines = {
      secure: await untilAborted(enrolAll(), site.signal),
      naive: await untilAborted(enrolAll(), site.signal),
    };
    // Nothing leaves state while it is measured, on either side.
    const retention = { homeId: 'SH1', keepLast: 10_000 };
    await untilAborted(community.home('SH1').ledger.monitoring.setRetention(retention), site.signal);
    const epoch = await untilAborted(community.sealer('SH1').publish({ delegatee }), site.signal);
    return new SealingScene({ community, epoch, delegation, lines });
  }
}

/** So many samples that compress no better than readings do not: random. */
export function drawSamples(count: number): Buffer {
  return randomBytes(count * SAMPLE_LENGTH);
}
