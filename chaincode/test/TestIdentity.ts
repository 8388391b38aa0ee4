import { keyHashOf } from '@acequia/protocol';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { certificateOf } from './certificateOf.js';

/** A Fabric identity of a test: an organisation and a certificate. */
export class TestIdentity {
  readonly mspId: string;
  readonly keyHash: string;
  readonly certificate: string;
  readonly privateKey: KeyObject;

  constructor(mspId: string, unit: 'admin' | 'client' = 'client') {
    const keys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    this.mspId = mspId;
    this.keyHash = keyHashOf(keys.publicKey);
    this.privateKey = keys.privateKey;
    this.certificate = certificateOf(keys, unit, `${unit}@${mspId}`);
  }
}
