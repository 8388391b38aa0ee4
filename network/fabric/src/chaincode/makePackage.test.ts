import { run } from '@acequia/network/common';
import { expect } from 'chai';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePackage } from './makePackage.js';
import { packageRoot } from '../packageRoot.js';

const server = {
  name: 'chaincode-homes',
  label: 'acequia-homes',
  host: '127.0.0.1',
  port: 9999,
  mspIds: ['SH1MSP'],
};
const certificate = '-----BEGIN CERTIFICATE-----\nAB/C+1=\n-----END CERTIFICATE-----\n';
const builder = (script: string): string => join(packageRoot, 'builders/ccaas/bin', script);

describe('makePackage', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'package-'));
  });
  afterEach(async () => rm(folder, { recursive: true }));

  it('is the same for the same server, and another for another', () => {
    const first = makePackage(server, certificate);
    expect(first.id).to.match(/^acequia-homes:[0-9a-f]{64}$/);
    expect(makePackage(server, certificate).id).to.equal(first.id);
    expect(makePackage({ ...server, port: 9998 }, certificate).id).not.to.equal(first.id);
  });

  it('passes through detect, build and release; only release puts the key of the peer in', async () => {
    await writeFile(join(folder, 'package.tar.gz'), makePackage(server, certificate).bytes);
    await run('tar', ['xzf', 'package.tar.gz'], { cwd: folder });
    for (const name of ['code', 'metadata', 'built', 'released']) await mkdir(join(folder, name));
    await run('tar', ['xzf', 'code.tar.gz', '-C', 'code'], { cwd: folder });
    await run('mv', ['metadata.json', 'metadata/'], { cwd: folder });
    await writeFile(
      join(folder, 'key.pem'),
      '-----BEGIN PRIVATE KEY-----\nx+y/z=\n-----END PRIVATE KEY-----\n',
    );
    await writeFile(join(folder, 'cert.pem'), certificate);

    await run(builder('detect'), ['code', 'metadata'], { cwd: folder });
    await run(builder('build'), ['code', 'metadata', 'built'], { cwd: folder });
    expect(await readFile(join(folder, 'built/connection.json'), 'utf8')).not.to.include('PRIVATE KEY');
    await run(builder('release'), ['built', 'released'], {
      cwd: folder,
      env: { CCAAS_CLIENT_CERT_FILE: 'cert.pem', CCAAS_CLIENT_KEY_FILE: 'key.pem' },
    });
    const released = join(folder, 'released/chaincode/server/connection.json');
    expect(JSON.parse(await readFile(released, 'utf8'))).to.deep.equal({
      address: '127.0.0.1:9999',
      domain: '127.0.0.1',
      dial_timeout: '5s',
      tls_required: true,
      client_auth_required: true,
      client_key: await readFile(join(folder, 'key.pem'), 'utf8'),
      client_cert: certificate,
      root_cert: certificate,
    });
    expect((await stat(released)).mode & 0o077).to.equal(0);
  });

  it('leaves packages of other types to other builders', async () => {
    await writeFile(join(folder, 'metadata.json'), '{ "type": "golang", "label": "ccaas" }');
    const error: unknown = await run(builder('detect'), ['.', '.'], { cwd: folder }).catch((e: unknown) => e);
    expect(error).to.have.property('code', 'COMMAND_FAILED');
  });
});
