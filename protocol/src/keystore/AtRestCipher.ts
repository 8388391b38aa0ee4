import { randomBytes } from 'node:crypto';
import { aesGcmOpen, aesGcmSeal } from '../crypto/aesGcm.js';
import { CodedError } from '../errors.js';

const NONCE_LENGTH = 12;

/** Encrypts what lies on a disk: AES-256-GCM with a random nonce, bound to the name of what is stored. */
export class AtRestCipher {
  readonly #key: Buffer;

  /** @param key 32 bytes. */
  constructor(key: Buffer) {
    this.#key = key;
  }

  /** Nonce of 12 bytes, ciphertext, tag of 16. */
  seal(plaintext: Uint8Array, name: string): Buffer {
    const nonce = randomBytes(NONCE_LENGTH);
    return Buffer.concat([nonce, aesGcmSeal(this.#key, nonce, Buffer.from(name, 'utf8'), plaintext)]);
  }

  /** @throws CodedError AT_REST_BROKEN when it was altered, moved to another name, or sealed with another key. */
  open(sealed: Uint8Array, name: string): Buffer {
    try {
      const nonce = sealed.subarray(0, NONCE_LENGTH);
      return aesGcmOpen(this.#key, nonce, Buffer.from(name, 'utf8'), sealed.subarray(NONCE_LENGTH));
    } catch (cause) {
      throw new CodedError('AT_REST_BROKEN', `${name} cannot be opened with this machine's key`, { cause });
    }
  }
}
