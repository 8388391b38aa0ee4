import type { Command } from 'commander';
import { openApi, type ApiOptions } from '../api/openApi.js';
import { withApiOptions } from '../api/withApiOptions.js';
import type { CommandContext } from '../CommandContext.js';
import { renderPeriod } from '../period/renderPeriod.js';

/** `acequia period list|show`. */
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
}
