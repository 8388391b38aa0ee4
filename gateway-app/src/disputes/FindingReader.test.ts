import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  FINDING_LENGTH,
  generateX25519,
  hashCanonical,
  random16Hex,
  sealDocument,
  x25519PrivateBytes,
  type DisputeRecord,
  type Finding,
} from '@acequia/protocol';
import { AtRestCipher, KeyStore } from '@acequia/protocol/keystore';
import { expect } from 'chai';
import { SAMPLE_DOMAIN } from '../../test/sampleDomain.js';
import { FindingReader } from './FindingReader.js';

const DISPUTE = 'D-0123456789abcdef';
const place = { domain: SAMPLE_DOMAIN, purpose: `finding ${DISPUTE}` };

describe('FindingReader', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'acequia-findings-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('reads what an auditor sealed, and takes junk that opens for nothing', async () => {
    const home = generateX25519();
    const store = new KeyStore(folder, new AtRestCipher(randomBytes(32)));
    const privateKey = x25519PrivateBytes(home.privateKey).toString('base64');
    await store.put('operation/0000000001', { version: 1, privateKey, requestId: random16Hex() });
    const finding: Finding = {
      version: 1,
      salt: random16Hex(),
      disputeId: DISPUTE,
      outcome: 'upheld',
      words: 'The meter ran too fast.',
      correctionMinor: '-150',
    };
    const seal = (document: Finding | { readonly junk: true }): string =>
      sealDocument(document, FINDING_LENGTH, home.publicKey, place).toString('base64');
    const dispute = (sealedForHome: string): DisputeRecord => ({
      disputeId: DISPUTE,
      homeId: 'SH1',
      subject: { kind: 'bill', number: 'B-2016-09-SH1' },
      openedBy: 'household',
      auditor: { mspId: 'PublicMSP', keyHash: 'e'.repeat(64), owner: `party-${'e'.repeat(64)}` },
      reasonHash: 'a'.repeat(64),
      sealedReason: Buffer.alloc(560).toString('base64'),
      openedAt: 1,
      status: 'found',
      finding: {
        outcome: 'upheld',
        findingHash: hashCanonical(finding),
        sealedForHome,
        sealedForCommunity: sealedForHome,
        foundAt: 2,
      },
    });
    const reader = new FindingReader(store, 'home', SAMPLE_DOMAIN);
    expect(await reader.read(dispute(seal(finding)))).to.deep.equal(finding);
    expect(await reader.read(dispute(seal({ junk: true })))).to.equal(undefined);
  });
});
