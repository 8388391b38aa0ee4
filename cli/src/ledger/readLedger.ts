import { openNetwork } from '@acequia/network';
import { connect, type CommunityLedger } from '@acequia/protocol/fabric';
import type { Command } from 'commander';
import { chooseHome } from '../agent/chooseHome.js';
import type { InitState } from '../init/initStateSchema.js';
import { InitStore } from '../init/InitStore.js';
import { MSP } from '../init/MSP.js';
import { connectionOf } from '../run/connectionOf.js';
import { RunFolder } from '../run/RunFolder.js';
import { RUN_OPTION } from '../run/RUN_OPTION.js';

/** Who asks, and of which community. */
export interface ReaderOptions {
  readonly run: string;
  readonly home?: string;
  readonly auditor?: boolean;
}

/** What a reader has of a community. */
export interface ReadableLedger {
  readonly ledger: CommunityLedger;
  readonly state: InitState;
}

/** Adds the options that {@link readLedger} takes to a command. */
export function withReaderOptions(command: Command): Command {
  return command
    .option('--home <home>', "ask as this home, at its own peer; the community's operator asks when absent")
    .option('--auditor', 'ask as the auditor')
    .option(...RUN_OPTION);
}

/**
 * Reads what is public on the ledger, as anybody can, and closes the connection again.
 *
 * @throws CliError RUN_MISSING, HOME_UNKNOWN; NetworkError NO_NETWORK; LedgerError.
 */
export async function readLedger<T>(
  options: ReaderOptions,
  work: (opened: ReadableLedger) => Promise<T>,
): Promise<T> {
  const state = await new InitStore(new RunFolder(options.run).stateFile).get();
  const { description } = openNetwork(state.networkDir);
  const client = await connect(connectionOf(description, organisationOf(options, state), 'user1'));
  try {
    return await work({ ledger: client.ledger, state });
  } finally {
    client.close();
  }
}

function organisationOf({ home, auditor }: ReaderOptions, state: InitState): string {
  if (auditor === true) return MSP.public;
  return home === undefined ? MSP.community : MSP.home(chooseHome(state, home));
}
