import { generateKeyPairSync } from 'node:crypto';
import { msp } from '@hyperledger/fabric-protos';
import type { CaseNetwork } from './CaseNetwork.js';

function identity(mspId: string, idBytes: Uint8Array): Uint8Array {
  const serialized = new msp.SerializedIdentity();
  serialized.setMspid(mspId);
  serialized.setIdBytes(idBytes);
  return serialized.serializeBinary();
}

const certificateOf = (on: CaseNetwork, mspId: string): Uint8Array =>
  msp.SerializedIdentity.deserializeBinary(on.client({ mspId }).serialized).getIdBytes_asU8();

/** Creators that no peer may believe, by what is wrong with them. */
export const creators: Readonly<Record<string, (on: CaseNetwork) => Uint8Array>> = {
  'no identity': () => Buffer.alloc(0),
  'bytes that are no identity': () => Buffer.from('ffff', 'hex'),
  'an unknown organisation': (on) => identity('NowhereMSP', certificateOf(on, 'CommunityMSP')),
  'a certificate of another organisation': (on) => identity('CommunityMSP', certificateOf(on, 'SH1MSP')),
  'a certificate that is none': () => identity('CommunityMSP', Buffer.from('no certificate')),
  'PEM of something else': () =>
    identity(
      'CommunityMSP',
      Buffer.from(
        generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' }),
      ),
    ),
};
