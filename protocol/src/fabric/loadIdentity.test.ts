import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { selfSignedCertificate } from '../../test/fabric/selfSignedCertificate.js';
import { loadIdentity } from './loadIdentity.js';

const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

describe('loadIdentity', () => {
  let folder: string;
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-identity-'));
    await writeFile(join(folder, 'cert.pem'), selfSignedCertificate('user', keys));
    await writeFile(join(folder, 'key.pem'), pem(keys.privateKey));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function codeAndText(certFile: string, keyFile: string): Promise<string> {
    const files = { mspId: 'SH1MSP', certFile: join(folder, certFile), keyFile: join(folder, keyFile) };
    try {
      await loadIdentity(files);
    } catch (error) {
      expect(error).to.be.instanceOf(Error);
      return (error as Error).message.replaceAll(`${folder}/`, '');
    }
    return 'loaded';
  }

  it('reads a certificate and its key', async () => {
    expect(await codeAndText('cert.pem', 'key.pem')).to.equal('loaded');
  });

  it('says which file is wrong, and nothing of what is in it', async () => {
    await writeFile(join(folder, 'broken.pem'), pem(keys.privateKey).replace('PRIVATE', 'SECRET'));
    await writeFile(
      join(folder, 'other.pem'),
      pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
    );
    await writeFile(
      join(folder, 'p384.pem'),
      pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey),
    );
    const expected = {
      'none.pem': 'IDENTITY_UNREADABLE: cannot read none.pem',
      'broken.pem': 'IDENTITY_UNREADABLE: broken.pem is not PEM of the right kind',
      'p384.pem': 'IDENTITY_UNREADABLE: p384.pem holds no P-256 key',
      'other.pem': 'IDENTITY_MISMATCH: the key other.pem does not belong to the certificate cert.pem',
    };
    for (const [keyFile, message] of Object.entries(expected)) {
      expect(await codeAndText('cert.pem', keyFile)).to.equal(message);
    }
    expect(await codeAndText('key.pem', 'key.pem')).to.equal(
      'IDENTITY_UNREADABLE: key.pem is not PEM of the right kind',
    );
  });
});
