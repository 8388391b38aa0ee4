import {
  CodedError,
  generateX25519,
  random16Hex,
  x25519PrivateBytes,
  x25519PrivateKey,
  x25519PublicBytes,
  type OperationKeyRecord,
} from '@acequia/protocol';
import { orUnknown } from '@acequia/protocol/fabric';
import type { OperationSecret } from '@acequia/protocol/keystore';
import type { LedgerTimer } from '../meters/LedgerTimer.js';
import type { AgentEvents } from '../services/AgentEvents.js';
import { agentStopping } from './agentStopping.js';
import type { HomeKeyring } from './HomeKeyring.js';
import type { KeysLedger } from './KeysLedger.js';
import { Rounds } from './Rounds.js';

/** How long a key that was replaced still opens alarms in flight, ledger seconds. */
const KEEP_SECONDS = 72 * 3600;
/** How often keys are looked after while nobody asks, wall clock. */
const ROUND_MS = 60_000;
const REFUSED_FOR_GOOD = new Set(['KEY_REUSED', 'REQUEST_DIFFERS', 'SEALING_KEY_INVALID']);
const NO_KEY = /^(?:OPERATION_)?KEY_UNKNOWN$/;

export interface OperationKeysParts {
  readonly homeId: string;
  readonly keyring: HomeKeyring;
  readonly ledger: KeysLedger;
  readonly events: AgentEvents;
  readonly timer: Pick<LedgerTimer, 'now'>;
  readonly retry: { readonly firstMs: number; readonly slowMs: number };
}

/**
 * The home's operation key (paper 000 Eq. 2), to which alarms and messages are sealed: made and published with the first
 * start, replaced on request. Private halves are on the disk before the public ones are published; those replaced are
 * destroyed after 72 hours of ledger time, and the ledger is told.
 */
export class OperationKeys {
  readonly #parts: OperationKeysParts;
  readonly #rounds: Rounds;
  #rotations: { resolve: (version: number) => void; reject: (error: CodedError) => void }[] = [];
  /** The newest of which the ledger said that it has it. */
  #published = 0;

  constructor(parts: OperationKeysParts) {
    this.#parts = parts;
    this.#rounds = new Rounds(async () => this.#round(), {
      ...parts.retry,
      onFailure: ({ code }) => {
        parts.events.emit('keysRefused', { code });
      },
    });
  }

  /** @returns what rejects when the disk fails; fulfils after stop(). */
  start(): Promise<void> {
    return this.#rounds.start();
  }

  /** Ends; who waits for a new key hears AGENT_STOPPING. */
  async stop(): Promise<void> {
    await this.#rounds.stop();
    for (const { reject } of this.#rotations.splice(0)) reject(agentStopping());
  }

  /** Makes and publishes a new key. @returns its version, once it is on the ledger. @throws CodedError AGENT_STOPPING. */
  async rotate(): Promise<number> {
    if (this.#rounds.isStopping) throw agentStopping();
    return new Promise((resolve, reject) => {
      this.#rotations.push({ resolve, reject });
      this.#rounds.wake();
    });
  }

  async #round(): Promise<number> {
    const { keyring } = this.#parts;
    const newest = await this.#newest();
    const next = (newest?.version ?? 0) + 1;
    if (next <= this.#published) {
      throw new CodedError('KEYRING_AHEAD', 'the peer that answers does not know the newest key yet');
    }
    const secrets = await keyring.operationSecrets();
    const drawnBefore = secrets.find(({ version }) => version === next);
    if (drawnBefore !== undefined) {
      await this.#publish(drawnBefore);
      return 0;
    }
    const isOurs = newest !== undefined && secrets.some((secret) => isHalfOf(secret, newest));
    if (!isOurs || this.#rotations.length > 0) {
      await keyring.keepOperationSecret(drawn(next));
      return 0;
    }
    await this.#retire(newest, secrets);
    return ROUND_MS;
  }

  async #publish({ version, privateKey, requestId }: OperationSecret): Promise<void> {
    const { ledger, keyring, events } = this.#parts;
    const rotations = this.#rotations.splice(0);
    try {
      const publicKey = publicHalf(privateKey);
      await ledger.keys.publishOperationKey({ requestId, version, publicKey });
    } catch (error) {
      this.#rotations.unshift(...rotations);
      const isFinal = error instanceof CodedError && REFUSED_FOR_GOOD.has(error.code);
      if (isFinal) await keyring.destroyOperationSecret(version);
      throw error;
    }
    this.#published = version;
    events.emit('operationKey', { version });
    for (const { resolve } of rotations) resolve(version);
  }

  /** Destroys what was replaced long enough ago, first here, then on the record. */
  async #retire(newest: OperationKeyRecord, secrets: readonly OperationSecret[]): Promise<void> {
    const { keyring, ledger, homeId, timer } = this.#parts;
    let replacedAt = newest.publishedAt;
    for (let version = newest.version - 1; version > 0; version -= 1) {
      const record = await ledger.keys.getOperationKey({ owner: homeId, version });
      // What is older has been told as well.
      if (record.destroyedAt !== undefined) return;
      const isKept = secrets.some((secret) => secret.version === version);
      if (!isKept || timer.now() >= replacedAt + KEEP_SECONDS) {
        await keyring.destroyOperationSecret(version);
        await ledger.keys.destroyOperationKey({ requestId: random16Hex(), version });
      }
      replacedAt = record.publishedAt;
    }
  }

  async #newest(): Promise<OperationKeyRecord | undefined> {
    const { ledger, homeId } = this.#parts;
    return orUnknown(ledger.keys.getOperationKey({ owner: homeId }), NO_KEY);
  }
}

function drawn(version: number): OperationSecret {
  const { privateKey } = generateX25519();
  return {
    version,
    privateKey: x25519PrivateBytes(privateKey).toString('base64'),
    requestId: random16Hex(),
  };
}

function publicHalf(privateKey: string): string {
  return x25519PublicBytes(x25519PrivateKey(Buffer.from(privateKey, 'base64'))).toString('base64');
}

function isHalfOf(secret: OperationSecret | undefined, record: OperationKeyRecord): boolean {
  return secret?.version === record.version && publicHalf(secret.privateKey) === record.publicKey;
}
