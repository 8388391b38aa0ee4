import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  consentLogSchema,
  delegationsAnswerSchema,
  delegationViewSchema,
  readingsAnswerSchema,
  type DelegationView,
} from '@acequia/edge-agent';
import { createNetwork, type Network } from '@acequia/network';
import { parseJsonWith } from '@acequia/protocol';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { z } from 'zod';
import { Acequia } from '../../test/Acequia.js';
import { networkKind } from '../../test/networkKind.js';
import { until } from '../../test/until.js';

/** Six hours pass in six seconds. */
const COMMUNITY = `
community: { name: Two homes, timeZone: Europe/Madrid }
clock: { date: 2016-09-01, speed: 3600 }
period: 2016-09
contract: { energy: { kWh: 600 }, water: { litres: 18000 } }
tariff: { id: A, baseFee: 6, energy: { price: 0.15, excess: 0.25 }, water: { price: 1.85, excess: 3.20 } }
token: { name: Token, symbol: SCT, supply: 1000 }
homes:
  - quota: { energyKWh: 300, waterLitres: 9000 }
    meters: [{ resource: energy }, { resource: water }]
  - quota: { energyKWh: 300, waterLitres: 9000 }
    meters: [{ resource: water }]
`;
/** Days: four minutes, more than the commands take until it is cancelled. */
const DELEGATED = '10';

describe(`two homes on the command line, on the ${networkKind} network`, () => {
  let folder = '';
  let runDir = '';
  let network: Network;
  let running: Acequia;
  let delegationId = '';
  let disputeId = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-story-'));
    runDir = join(folder, 'run');
    const dir = join(folder, 'network');
    const file = join(folder, 'community.yaml');
    await writeFile(file, COMMUNITY);
    network = await createNetwork({ kind: networkKind, dir, homes: 2, parentPid: process.pid });
    await network.start();
    const init = ['init', '--file', file, '--network', dir, '--run', runDir, '--data', join(folder, 'none')];
    const { code, err } = await Acequia.run(...init);
    expect(code, err).to.equal(0);
    running = new Acequia(['run', '--run', runDir]);
    await running.line(/^API: /);
  });
  after(async () => {
    running.kill('SIGINT');
    await running.ended;
    await network.clean();
    await rm(folder, { recursive: true, force: true });
  });

  /** A command that must succeed; its standard output. */
  const acequia = async (...args: readonly string[]): Promise<string> => {
    const { code, out, err } = await Acequia.run(...args, '--run', runDir);
    expect(code, `acequia ${args.join(' ')}: ${err}`).to.equal(0);
    return out;
  };
  const refused = async (...args: readonly string[]): Promise<string> => {
    const { code, err } = await Acequia.run(...args, '--run', runDir);
    expect(code).to.equal(1);
    return err;
  };
  const delegation = async (home: string): Promise<DelegationView | undefined> => {
    const out = await acequia('delegate', 'list', '--home', home, '--json');
    return parseJsonWith(delegationsAnswerSchema, out).delegations[0];
  };

  it('shows keys once they are published, and changes them', async () => {
    await until('keys of SH1', async () => {
      // The agent's control API is there a moment after its process.
      const { code, out } = await Acequia.run('keys', 'show', '--home', 'SH1', '--run', runDir);
      return code === 0 && out.includes('epoch') ? out : undefined;
    });
    expect(await acequia('keys', 'show', '--home', 'SH1')).to.match(
      /^SH1 receives messages and alarms with its key 1\.\nIts readings are sealed with keys that change every six hours/,
    );
    expect(await acequia('keys', 'rotate', '--home', 'SH1')).to.match(
      /^New keys are in use.*\nSH1 receives messages and alarms with its key 2\./,
    );
  });

  it('lets one home offer its monitoring and the other accept; the community registers it', async () => {
    const text = ['--words', 'We are at the sea.', '--json', '--days', DELEGATED];
    const offer = await acequia('delegate', 'offer', 'SH2', '--home', 'SH1', ...text);
    ({ delegationId } = parseJsonWith(delegationViewSchema, offer));
    await until('the offer at SH2', () => delegation('SH2'));
    expect(await acequia('delegate', 'list', '--home', 'SH2')).to.contain('offered, not answered yet');
    const accepted = await acequia('delegate', 'accept', delegationId.slice(0, 8), '--home', 'SH2');
    expect(accepted)
      .to.contain('SH2 watches over SH1 from ')
      .and.to.contain('SH1 writes: We are at the sea.');
    await until('the delegation to run', async () =>
      (await delegation('SH1'))?.state === 'active' ? true : undefined,
    );
  });

  it('lets the neighbour, and nobody else, read what is measured', async () => {
    const { windows } = await until('readings at SH2', async () => {
      const out = await acequia('delegate', 'readings', delegationId.slice(0, 8), '--home', 'SH2', '--json');
      const answer = parseJsonWith(readingsAnswerSchema, out);
      return answer.windows.length > 0 ? answer : undefined;
    });
    expect(new Set(windows.map(({ deviceId }) => deviceId.slice(0, 4)))).to.deep.equal(new Set(['sh1-']));
    const readings = await acequia('delegate', 'readings', delegationId.slice(0, 8), '--home', 'SH2');
    expect(readings).to.match(/^Readings of SH1:\nmeter /);
    expect(readings).to.match(/sh1-(?:water .* litres|energy .* kWh) /);
    const own = await refused('delegate', 'readings', delegationId, '--home', 'SH1');
    expect(own).to.match(/^DELEGATION_ROLE: SH2 reads/);
  });

  it('ends a delegation at once', async () => {
    await acequia('delegate', 'cancel', delegationId.slice(0, 8), '--home', 'SH1');
    const { state, settlement } = await until('the settlement', async () => {
      const view = await delegation('SH1');
      return view?.state === 'settled' ? view : undefined;
    });
    expect([state, settlement?.outcome]).to.deep.equal(['settled', 'cancelled']);
    expect(await acequia('delegate', 'show', delegationId, '--home', 'SH2')).to.contain('over');
    expect(await refused('delegate', 'cancel', delegationId, '--home', 'SH1')).to.match(
      /^DELEGATION_STATE: /,
    );
  });

  it('shows a home who could read what of it, and writes it into a file of its own', async () => {
    const shown = await acequia('consent', 'show', '--home', 'SH1');
    expect(shown).to.match(/^the community +use and power .* goes on +runs the community$/m);
    expect(shown).to.match(/^SH2 +use and power .* you delegated /m);
    const file = join(folder, 'consent.json');
    await acequia('consent', 'export', file, '--home', 'SH1');
    const log = parseJsonWith(consentLogSchema, await readFile(file, 'utf8'));
    expect(log.entries.map(({ reader }) => reader)).to.include.members(['community', 'SH2']);
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    expect(await refused('consent', 'export', file, '--home', 'SH1')).to.match(/^FILE_EXISTS: /);
  });

  it('does not open a dispute before an auditor who has no key', async () => {
    const words = ['--words', 'Nobody was at home.', '--home', 'SH1'];
    expect(await refused('dispute', 'open', 'sh1-water/1', ...words)).to.match(
      /^AUDITOR_KEY_UNKNOWN: .*acequia dispute list --auditor/,
    );
    expect(await acequia('dispute', 'list', '--auditor')).to.match(
      /operation key 1 is published.*\nThere is no dispute\.\n$/,
    );
    const out = await acequia('dispute', 'open', 'sh1-water/1', ...words, '--json');
    ({ disputeId } = parseJsonWith(z.object({ disputeId: z.string() }), out));
  });

  it('lets the auditor read what is disclosed, and tell what was found', async () => {
    expect(await acequia('dispute', 'find', disputeId)).to.contain('No readings have been disclosed yet');
    const disclosed = await acequia('dispute', 'disclose', disputeId, '--home', 'SH1');
    expect(disclosed).to.equal('The auditor can read 1 windows of readings now.\n');
    const evidence = await acequia('dispute', 'find', disputeId);
    expect(evidence).to.contain('The reason: Nobody was at home.');
    expect(evidence).to.match(/^sh1-water\/1 .* litres .* litres .* litres +measured$/m);
    expect(await refused('dispute', 'find', disputeId, '--outcome', 'dismissed')).to.match(
      /^WORDS_MISSING: /,
    );
    await acequia('dispute', 'find', disputeId, '--outcome', 'dismissed', '--words', 'The meter signed it.');
    expect(await refused('dispute', 'find', disputeId, '--outcome', 'upheld', '--words', 'x')).to.match(
      /^DISPUTE_DECIDED: /,
    );
  });

  it('tells home and community what was found, and closes the dispute', async () => {
    const closed = await until('the dispute to be closed', async () => {
      const out = await acequia('dispute', 'show', disputeId, '--home', 'SH1');
      return out.includes(': closed') ? out : undefined;
    });
    expect(closed)
      .to.contain("In the auditor's words: The meter signed it.")
      .and.to.contain('No bill changes.');
    const community = await acequia('dispute', 'show', disputeId, '--operator');
    expect(community).to.contain('The meter signed it.').and.to.contain('the keys of 1 windows');
    expect(await acequia('dispute', 'list', '--home', 'SH2')).to.equal('There is no dispute.\n');
  });

  it('has a home leave its prices with the auditor, who looks for what was left until it is stopped', async () => {
    expect(await acequia('rules', 'set', 'auditor', 'init', '--home', 'SH1')).to.match(
      /an auditor opens its prices: PublicMSP\/[0-9a-f]{64}$/m,
    );
    const stranger = `PublicMSP/${'0'.repeat(64)}`;
    expect(await refused('rules', 'set', 'auditor', stranger, '--home', 'SH1')).to.match(
      /^AUDITOR_UNKNOWN: /,
    );
    expect(await acequia('rules', 'set', 'mode', 'off', '--home', 'SH1')).to.contain('PublicMSP/');
    expect(await acequia('rules', 'set', 'auditor', 'off', '--home', 'SH1')).to.contain('nobody opens');
    expect(await acequia('market', 'release')).to.equal('In no auction prices are being opened.\n');
    expect(await refused('market', 'release', '0'.repeat(32))).to.match(/^AUCTION_UNKNOWN: /);
    const watching = new Acequia(['market', 'release', '--watch', '--every', '1', '--run', runDir]);
    await watching.line(/^watching for prices/);
    watching.kill('SIGINT');
    expect((await watching.ended).code).to.equal(0);
  });

  it('lists alarms for a home, and for the operator those that were sent', async () => {
    expect(await acequia('alarm', 'list', '--home', 'SH1')).to.match(/./);
    const sent = parseJsonWith(
      z.object({ alarms: z.array(z.unknown()) }),
      await acequia('alarm', 'list', '--sent', '--json'),
    );
    expect(sent.alarms).to.be.an('array');
    const watching = new Acequia(['alarm', 'watch', '--home', 'SH2', '--run', runDir]);
    await watching.line(/^watching for alarms at SH2/);
    watching.kill('SIGINT');
    expect((await watching.ended).code).to.equal(0);
  });
});
