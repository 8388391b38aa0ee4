import {
  deviceTag,
  openRecordKey,
  openRecordWithDek,
  parseRecord,
  publicRecords,
  recordCommitment,
} from '@acequia/protocol';
import { expect } from 'chai';
import { DISPUTE, DisputeScene } from '../../test/DisputeScene.js';
import { put } from '../../test/LedgerBuilder.js';
import { SAMPLE_DOMAIN } from '../../test/sampleDomain.js';
import { START } from '../../test/SampleLedger.js';

describe('Disclosures', () => {
  let scene: DisputeScene;
  beforeEach(() => {
    scene = new DisputeScene();
  });
  afterEach(() => {
    scene.close();
  });

  it('discloses to the auditor the keys of that bill’s windows, when the community opened it', async () => {
    scene.write(scene.dispute({ openedBy: 'operator' }));
    await scene.step();
    expect(scene.disclosed.map(({ deviceId, sequence }) => `${deviceId}/${sequence}`).sort()).to.deep.equal([
      'sh1-energy/1',
      'sh1-water/1',
      'sh1-water/2',
    ]);
    for (const { deviceId, sequence, dek, sealed } of scene.disclosed) {
      const place = { domain: SAMPLE_DOMAIN, deviceId, sequence, purpose: DISPUTE };
      expect(openRecordKey(sealed, scene.auditor.privateKey, place).toString('hex')).to.equal(dek);
      const window = scene.model.monitoring.window(deviceId, sequence);
      if (window === undefined) throw new Error('the window is there');
      const record = recordOf(deviceId, sequence);
      const { headerBytes } = parseRecord(record);
      const key = Buffer.from(dek, 'hex');
      // What chaincode checks, and what the auditor opens.
      expect(recordCommitment(key, headerBytes).toString('hex')).to.equal(window.commitment);
      expect(openRecordWithDek(key, record, SAMPLE_DOMAIN).length).to.be.greaterThan(0);
    }
  });

  function recordOf(deviceId: string, sequence: number): Buffer {
    for (const block of scene.month.builder.blocks) {
      for (const { request } of block.transactions) {
        const text = Buffer.from(request ?? []).toString('utf8');
        for (const [, essential = ''] of text.matchAll(/"essential":"([^"]+)"/g)) {
          const record = Buffer.from(essential, 'base64');
          const { header } = parseRecord(record);
          if (header.deviceTag === deviceTag(deviceId) && header.sequence === sequence) return record;
        }
      }
    }
    throw new Error('the record is in a block');
  }

  it('leaves it to the home for a day, and discloses then, for what the home disclosed may be junk', async () => {
    scene.write(scene.dispute());
    await scene.step();
    expect(scene.disclosed).to.deep.equal([]);
    scene.month.builder.add({
      function: 'disputes:disclose',
      writes: [
        put(publicRecords.disclosure, [DISPUTE, 'sh1-energy', '0000000001', 'household'], {
          disputeId: DISPUTE,
          deviceId: 'sh1-energy',
          sequence: 1,
          revision: 0,
          auditorKeyVersion: 1,
          sealedDek: Buffer.alloc(80).toString('base64'),
          disclosedBy: 'household',
          disclosedAt: START,
        }),
      ],
    });
    scene.catchUp();
    scene.now = START + 86_400;
    await scene.step();
    expect(scene.disclosed.map(({ deviceId }) => deviceId)).to.deep.equal([
      'sh1-energy',
      'sh1-water',
      'sh1-water',
    ]);
  });
});
