import { join } from 'node:path';
import type { LedgerClock } from '@acequia/protocol';
import { CommunityKeys } from './CommunityKeys.js';
import { HomeSealer } from './HomeSealer.js';
import { openKeyFolder } from './KeyFolder.js';
import { PartyKey } from './PartyKey.js';
import type { HomeName } from './HomeName.js';
import type { TestParties } from './TestParties.js';

/** Who has which keys for sealing in the tests. */
export class TestKeys {
  readonly community: CommunityKeys;
  readonly homes: Readonly<Record<HomeName, HomeSealer>>;
  readonly auditor: PartyKey;

  private constructor(
    community: CommunityKeys,
    homes: Readonly<Record<HomeName, HomeSealer>>,
    auditor: PartyKey,
  ) {
    this.community = community;
    this.homes = homes;
    this.auditor = auditor;
  }

  /** Opens their folders. Nothing is published yet. @param dir for all of them; absolute. */
  static async open(dir: string, parties: TestParties, clock: LedgerClock): Promise<TestKeys> {
    const { operator, households, auditor } = parties;
    const community = new CommunityKeys(operator, await openKeyFolder(join(dir, 'community')));
    const sealer = async (homeId: HomeName): Promise<HomeSealer> => {
      const folder = await openKeyFolder(join(dir, homeId.toLowerCase()));
      return new HomeSealer(homeId, households[homeId], clock, { folder, community });
    };
    const [SH1, SH2, SH3] = await Promise.all([sealer('SH1'), sealer('SH2'), sealer('SH3')]);
    return new TestKeys(community, { SH1, SH2, SH3 }, new PartyKey(auditor));
  }
}
