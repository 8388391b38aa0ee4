import type { KeyObject } from 'node:crypto';
import {
  encodeEssential,
  encodeExtended,
  recordHeaderOf,
  sealRecord,
  sha256Hex,
  signWindow,
  type EpochKeys,
  type ExtendedPayload,
  type SignedWindow,
  type WindowHeader,
  type WindowPayload,
} from '@acequia/protocol';

/** What may be wrong with a sealed window, however broken; what is absent is as an honest home makes it. */
export interface SealOptions {
  /** Changes the sealed E before it is signed. */
  readonly essential?: (sealed: Buffer) => Buffer;
  /** Changes the sealed X before its hash is signed. */
  readonly extended?: (sealed: Buffer) => Buffer;
  /** Keys in place of the epoch's own. */
  readonly keys?: Partial<EpochKeys>;
  /** Where the records say that they belong; the network's channel and chaincode when absent. */
  readonly domain?: string;
  /** The channel that is signed; the network's when absent. */
  readonly channel?: string;
}

/** What is sealed, and with what. */
export interface Sealable {
  readonly header: WindowHeader;
  readonly payload: WindowPayload;
  readonly extended: ExtendedPayload;
  readonly keys: EpochKeys;
  readonly domain: string;
  readonly channel: string;
  readonly deviceKey: KeyObject;
}

/** A window as it goes to the ledger: its public part and, apart from it, the sealed X in base64. */
export interface SealedWindow {
  readonly window: SignedWindow;
  readonly sealedExtended: string;
}

/** Seals and signs a window by nothing but the protocol's own functions. */
export function sealWindow(sealable: Sealable, options: SealOptions = {}): SealedWindow {
  const { header, payload, extended, deviceKey } = sealable;
  const domain = options.domain ?? sealable.domain;
  const keys = { ...sealable.keys, ...options.keys };
  const e = sealRecord(keys.essential, recordHeaderOf(header, 'essential'), domain, encodeEssential(payload));
  // Another salt, as any two records have.
  const x = sealRecord(
    keys.extended,
    { ...recordHeaderOf(header, 'extended'), salt: reversed(header.salt) },
    domain,
    encodeExtended(extended),
  );
  const essential = options.essential?.(e) ?? e;
  const sealedX = options.extended?.(x) ?? x;
  const extendedHash = sha256Hex(sealedX);
  const { deviceId } = header;
  const channel = options.channel ?? sealable.channel;
  const signature = signWindow({ channel, deviceId, essential, extendedHash }, deviceKey);
  return {
    window: { deviceId, essential: essential.toString('base64'), extendedHash, signature },
    sealedExtended: sealedX.toString('base64'),
  };
}

function reversed(salt: string): string {
  return Buffer.from(salt, 'hex').reverse().toString('hex');
}
