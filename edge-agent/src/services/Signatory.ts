import type { KeyObject } from 'node:crypto';

/** Who signs and seals, and where what is sealed belongs. */
export interface Signatory {
  readonly homeId: string;
  readonly deviceId: string;
  /** The meter's P-256 key. */
  readonly key: KeyObject;
  /** Fabric channel. */
  readonly channel: string;
  /** `sealingDomain`. */
  readonly domain: string;
}
