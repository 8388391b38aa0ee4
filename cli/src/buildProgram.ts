import { Command } from 'commander';
import { addAlarmCommands } from './commands/addAlarmCommands.js';
import { addBankCommands } from './commands/addBankCommands.js';
import { addBillCommands } from './commands/addBillCommands.js';
import { addConsentCommands } from './commands/addConsentCommands.js';
import { addCounterCommands } from './commands/addCounterCommands.js';
import { addDelegateCommands } from './commands/addDelegateCommands.js';
import { addDemoCommand } from './commands/addDemoCommand.js';
import { addDisputeCommands } from './commands/addDisputeCommands.js';
import { addFeeCommands } from './commands/addFeeCommands.js';
import { addHomeCommands } from './commands/addHomeCommands.js';
import { addInitCommand } from './commands/addInitCommand.js';
import { addKeysCommands } from './commands/addKeysCommands.js';
import { addMoneyCommands } from './commands/addMoneyCommands.js';
import { addMarketCommands } from './commands/addMarketCommands.js';
import { addNetworkCommands } from './commands/addNetworkCommands.js';
import { addPeriodCommands } from './commands/addPeriodCommands.js';
import { addRulesCommands } from './commands/addRulesCommands.js';
import { addRunCommand } from './commands/addRunCommand.js';
import { addStatusCommand } from './commands/addStatusCommand.js';
import { addSupplyCommands } from './commands/addSupplyCommands.js';
import { addClaimCommands } from './commands/addClaimCommands.js';
import { addReleaseCommand } from './commands/addReleaseCommand.js';
import { addTradeCommands } from './commands/addTradeCommands.js';
import { addTokenCommands } from './commands/addTokenCommands.js';
import { addTreasuryCommands } from './commands/addTreasuryCommands.js';
import { addVoucherCommands } from './commands/addVoucherCommands.js';
import { Output, type Streams } from './output/Output.js';

/** The `acequia` command with all its groups, writing to `streams`. Parsing errors are thrown, not exited on. */
export function buildProgram(streams: Streams): Command {
  const program = new Command('acequia')
    .description('Shared energy and water for a neighbourhood, on Hyperledger Fabric')
    .option('--json', 'print exactly one JSON document; progress goes to standard error')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: streams.out, writeErr: streams.err })
    .exitOverride();
  const context = { output: () => new Output(program.opts<{ json?: boolean }>().json === true, streams) };
  const groups = [
    addNetworkCommands,
    addInitCommand,
    addRunCommand,
    addStatusCommand,
    addHomeCommands,
    addBillCommands,
    addPeriodCommands,
    addDelegateCommands,
    addAlarmCommands,
    addDisputeCommands,
    addConsentCommands,
    addKeysCommands,
    addRulesCommands,
    addTradeCommands,
    addReleaseCommand,
    addClaimCommands,
    addMoneyCommands,
    addCounterCommands,
    addMarketCommands,
    addTokenCommands,
    addTreasuryCommands,
    addSupplyCommands,
    addFeeCommands,
    addVoucherCommands,
    addBankCommands,
    addDemoCommand,
  ];
  for (const add of groups) add(program, context);
  return program;
}
