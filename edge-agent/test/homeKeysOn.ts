import { join } from 'node:path';
import { AtRestCipher, KeyStore } from '@acequia/protocol/keystore';
import type { EpochGuests } from '../src/keys/EpochGuests.js';
import { HomeKeys } from '../src/keys/HomeKeys.js';
import { noGuests } from '../src/keys/noGuests.js';
import type { LedgerTimer } from '../src/meters/LedgerTimer.js';
import { AgentEvents } from '../src/services/AgentEvents.js';
import { DOMAIN, type FileLedger } from './FileLedger.js';

/** Unlocks what the tests keep at rest. */
export const cipher = new AtRestCipher(Buffer.alloc(32, 7));

export interface KeysOptions {
  readonly folder: string;
  readonly ledger: FileLedger;
  readonly timer: Pick<LedgerTimer, 'now' | 'until'>;
  readonly guests?: EpochGuests;
  readonly events?: AgentEvents;
  readonly speed?: number;
}

/** The keys of home SH1 in a folder, on a ledger of the tests. */
export function homeKeysOn(options: KeysOptions): HomeKeys {
  const { folder, ledger, timer, guests = noGuests, events = new AgentEvents(), speed = 1 } = options;
  return new HomeKeys({
    homeId: 'SH1',
    domain: DOMAIN,
    store: new KeyStore(join(folder, 'keys'), cipher),
    ledger,
    guests,
    events,
    timer,
    speed,
    retry: { firstMs: 5, slowMs: 30 },
  });
}
