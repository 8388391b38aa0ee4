import type { Command } from 'commander';
import { openApi, type ApiOptions } from '../api/openApi.js';
import { withApiOptions } from '../api/withApiOptions.js';
import { CliError } from '../CliError.js';
import type { CommandContext } from '../CommandContext.js';
import { requestIdOf } from '../init/requestIdOf.js';
import { withLedger } from '../ledger/withLedger.js';
import { openPeriod } from '../period/openPeriod.js';
import { renderPeriod } from '../period/renderPeriod.js';
import { requireNoGap } from '../period/requireNoGap.js';
import { RUN_OPTION } from '../run/RUN_OPTION.js';

const PERIOD = /^\d{4}-(?:0[1-9]|1[0-2])$/;

/** `acequia period list|show|open`. */
export function addPeriodCommands(program: Command, { output }: CommandContext): void {
  const group = program.command('period').description('billing periods');

  withApiOptions(group.command('list').description('every period, with its contract and shares')).action(
    async (options: ApiOptions) => {
      const api = await openApi(options);
      const [periods, { timeZone }] = await Promise.all([api.periods(), api.community()]);
      const lines = periods.flatMap((period) => renderPeriod(period, timeZone));
      output().result(
        { periods },
        lines.length === 0 ? ['There is no period yet: run `acequia init`.'] : lines,
      );
    },
  );

  withApiOptions(
    group.command('show <period>').description("whether the homes' shares add up to the contract (Eq. 9)"),
  ).action(async (periodId: string, options: ApiOptions) => {
    const api = await openApi(options);
    const [period, { timeZone }] = await Promise.all([api.period(periodId), api.community()]);
    output().result(period, renderPeriod(period, timeZone));
  });

  group
    .command('open <period>')
    .description(
      "open the next month, such as 2016-10, with contract and quotas of the community's file as `init` took it over",
    )
    .option(...RUN_OPTION)
    .action(async (periodId: string, { run }: { readonly run: string }) => {
      if (!PERIOD.test(periodId)) {
        throw new CliError('PERIOD_INVALID', `"${periodId}" is no month: write it as 2016-10`);
      }
      await withLedger(run, 'owner', async ({ client, state }) => {
        await requireNoGap(client.ledger, { first: state.file.period, periodId });
        // Named as by init: asked for again it is the same request, with no second effect.
        const requestId = requestIdOf(state.seed, `period-${periodId}`);
        await openPeriod(client.ledger, state, { periodId, requestId });
        output().result({ periodId }, [
          `The period ${periodId} is open. Next: acequia period show ${periodId}`,
        ]);
      });
    });
}
