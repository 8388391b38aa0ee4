import type { Command } from 'commander';
import { openApi, type ApiOptions } from '../api/openApi.js';
import { withApiOptions } from '../api/withApiOptions.js';
import { renderBill } from '../bill/renderBill.js';
import { renderBillList } from '../bill/renderBillList.js';
import { CliError } from '../CliError.js';
import type { CommandContext } from '../CommandContext.js';

const CHECKS = {
  agrees: 'Computed anew from the readings, it comes to the same.',
  differs: 'Computed anew from the readings, it comes to something else: tell your community.',
  incomplete: 'It cannot be computed anew here: not all readings are present.',
} as const;

/** `acequia bill list|show`. */
export function addBillCommands(program: Command, { output }: CommandContext): void {
  const group = program.command('bill').description('bills and notes');

  withApiOptions(group.command('list [home]').description('bills and notes of one home, or of all')).action(
    async (home: string | undefined, options: ApiOptions) => {
      const api = await openApi(options);
      const homes = home === undefined ? (await api.homes()).map(({ homeId }) => homeId) : [home];
      const bills = (await Promise.all(homes.map((homeId) => api.bills(homeId)))).flat();
      output().result({ bills }, renderBillList(bills, await api.community()));
    },
  );

  withApiOptions(
    group.command('show <number>').description('one whole bill, as a household reads it'),
  ).action(async (number: string, options: ApiOptions) => {
    const api = await openApi(options);
    const [bill, community] = await Promise.all([api.bill(number), api.community()]);
    if (bill.document === undefined) {
      throw new CliError(
        'BILL_NOT_DELIVERED',
        `${number} is on the ledger, but has not been delivered here yet`,
      );
    }
    output().result(bill, [...renderBill(bill.document, community), CHECKS[bill.check]]);
  });
}
