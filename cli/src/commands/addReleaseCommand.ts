import { sealingDomain, toLedgerTime } from '@acequia/protocol';
import type { Command } from 'commander';
import type { CommandContext } from '../CommandContext.js';
import { openAuditorKeys } from '../dispute/openAuditorKeys.js';
import { withLedger, type OpenedLedger } from '../ledger/withLedger.js';
import type { AuctionRelease } from '../market/AuctionRelease.js';
import { OpeningDesk } from '../market/OpeningDesk.js';
import { renderReleases } from '../market/renderReleases.js';
import { watchOpenings } from '../market/watchOpenings.js';
import type { Output } from '../output/Output.js';
import { untilInterrupted } from '../run/untilInterrupted.js';
import { marketGroup } from './marketGroup.js';
import { parseInteger } from './parseInteger.js';
import { RUN_OPTION } from '../run/RUN_OPTION.js';

interface ReleaseOptions {
  readonly run: string;
  readonly watch?: boolean;
  readonly every: number;
}

/** An auditor's `acequia market release`. */
export function addReleaseCommand(program: Command, { output }: CommandContext): void {
  marketGroup(program)
    .command('release [auction]')
    .description(
      'as the auditor: open the prices of traders who left that with you and are off line, once it is time',
    )
    .option('--watch', 'go on until Ctrl-C')
    .option('--every <seconds>', 'with --watch: how often', parseInteger(1, 600), 10)
    .option(...RUN_OPTION)
    .action(async (auctionId: string | undefined, options: ReleaseOptions) => {
      const out = output();
      await withLedger(options.run, 'auditor', async (opened) => {
        const desk = await deskOf(opened, out);
        const zone = opened.state.file.community.timeZone;
        if (options.watch === true) {
          await watch(async () => desk.release(auctionId), options.every, { out, zone });
          return;
        }
        const releases = await desk.release(auctionId);
        out.result({ releases }, renderReleases(releases, zone));
      });
    });
}

async function deskOf(opened: OpenedLedger, out: Output): Promise<OpeningDesk> {
  const { client, connection } = opened;
  const keys = await openAuditorKeys(opened, (version) => {
    out.progress(`your operation key ${String(version)} is published`);
  });
  const { clock, timeZone: zone } = await client.ledger.registry.getCommunity();
  return new OpeningDesk({
    ledger: client.ledger,
    keys: () => keys.privateKeys(),
    domain: sealingDomain(connection),
    zone,
    now: () => toLedgerTime(clock, Date.now()),
  });
}

async function watch(
  pass: () => Promise<AuctionRelease[]>,
  seconds: number,
  { out, zone }: { readonly out: Output; readonly zone: string },
): Promise<void> {
  const ending = new AbortController();
  void untilInterrupted().then(() => {
    ending.abort();
  });
  out.progress('watching for prices that are left to you; stop: Ctrl-C');
  const said = new Map<string, string>();
  await watchOpenings({
    pass,
    onPass: (releases) => {
      for (const release of releases.filter(hasNews)) {
        const text = renderReleases([release], zone).join('\n');
        if (said.get(release.auctionId) !== text) out.line(release, text);
        said.set(release.auctionId, text);
      }
    },
    onFailure: ({ message }) => {
      out.progress(message);
    },
    everyMs: seconds * 1000,
    signal: ending.signal,
  });
}

function hasNews({ openings, failure }: AuctionRelease): boolean {
  return openings.length > 0 || failure !== undefined;
}
