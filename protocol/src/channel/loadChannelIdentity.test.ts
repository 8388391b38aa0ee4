import { generateKeyPairSync, verify } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { selfSignedCertificate } from '../../test/fabric/selfSignedCertificate.js';
import { publicKeyBase64 } from '../crypto/keyHash.js';
import { loadChannelIdentity } from './loadChannelIdentity.js';

describe('loadChannelIdentity', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-channel-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('signs with the key of the certificate that the registry knows', async () => {
    const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const files = { mspId: 'SH1MSP', certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
    await writeFile(files.certFile, selfSignedCertificate('user', keys));
    await writeFile(files.keyFile, keys.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const identity = await loadChannelIdentity(files, 'SH1');
    expect([identity.owner, identity.mspId]).to.deep.equal(['SH1', 'SH1MSP']);
    expect(identity.publicKey).to.equal(publicKeyBase64(keys.publicKey));
    const message = Buffer.from('a message');
    const signature = identity.sign(message);
    expect(signature).to.have.length(64);
    const key = { key: keys.publicKey, dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha256', message, key, signature)).to.equal(true);
  });
});
