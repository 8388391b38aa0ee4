import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConsentLog } from '@acequia/edge-agent';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { renderConsent } from './renderConsent.js';
import { writePrivateFile } from '../output/writePrivateFile.js';

const START = Date.parse('2016-09-16T00:00:00Z') / 1000;
const DAY = 86_400;
const log: ConsentLog = {
  homeId: 'SH1',
  at: START + 5 * DAY,
  entries: [
    { reader: 'community', scope: 'essential', from: START, why: 'membership' },
    {
      reader: 'SH2',
      scope: 'alarms',
      from: START + DAY,
      to: START + 2 * DAY,
      why: 'delegation',
      reference: 'ab12cd34'.repeat(4),
    },
    {
      reader: `party-${'e'.repeat(64)}`,
      scope: 'record',
      from: START,
      to: START + 3600,
      why: 'dispute',
      reference: 'D-0123456789abcdef',
      record: { deviceId: 'sh1-water', sequence: 12 },
    },
  ],
  purged: [{ deviceId: 'sh1-water', sequence: 3, purgedAt: START }],
};

describe('the consent log on the command line', () => {
  it('says who could read what, from when to when, and why', () => {
    expect(renderConsent(log, 'Europe/Madrid')).to.deep.equal([
      'Who could read what of SH1 (whether or not they did):',
      'who               what                   from              until             why',
      'the community     use and power          2016-09-16 02:00  goes on           runs the community',
      'SH2               alarms                 2016-09-17 02:00  2016-09-18 02:00  you delegated ab12cd34',
      'auditor eeeeeeee  readings sh1-water/12  2016-09-16 02:00  2016-09-16 03:00  a dispute D-0123456789abcdef',
      '1 windows were erased since: nobody can open them any more who had not before.',
    ]);
    expect(renderConsent({ ...log, entries: [], purged: [] }, 'UTC')).to.deep.equal([
      'Nobody could read anything of SH1 yet.',
    ]);
  });

  it('is written whole into a new file that its owner alone reads', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'acequia-consent-'));
    try {
      const file = join(folder, 'consent.json');
      await writePrivateFile(file, log);
      expect(JSON.parse(await readFile(file, 'utf8'))).to.deep.equal(log);
      expect((await stat(file)).mode & 0o777).to.equal(0o600);
      const again = await writePrivateFile(file, log).catch((error: unknown) => String(error));
      expect(again).to.contain('FILE_EXISTS');
      const nowhere = await writePrivateFile(join(folder, 'no', 'x'), log).catch((error: unknown) =>
        String(error),
      );
      expect(nowhere).to.contain('FILE_UNWRITABLE');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
