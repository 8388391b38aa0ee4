import { resolve } from 'node:path';
import { canonicalJson, type NetworkDescription } from '@acequia/protocol';
import { connect, type FabricClient } from '@acequia/protocol/fabric';
import { CliError } from '../CliError.js';
import type { Output } from '../output/Output.js';
import { connectionOf } from '../run/connectionOf.js';
import { RunFolder } from '../run/RunFolder.js';
import { checkCommunity } from './checkCommunity.js';
import { chooseDataDir } from './chooseDataDir.js';
import type { CommunityFile } from './communityFileSchema.js';
import { findFreePorts } from './findFreePorts.js';
import { Initialiser, type InitOutcome } from './Initialiser.js';
import type { InitState } from './initStateSchema.js';
import { InitStore } from './InitStore.js';
import { makeInitState } from './makeInitState.js';
import { MSP } from './MSP.js';
import { writeConfigs } from './writeConfigs.js';

/** What init works on. */
export interface InitOptions {
  readonly runDir: string;
  readonly networkDir: string;
  readonly network: NetworkDescription;
  /** Asked only for a community that no earlier init began. */
  readonly community: () => Promise<CommunityFile>;
  /** Whether `community` gives a file that somebody named: it must then say what an earlier init was told. */
  readonly fileNamed?: boolean;
  /** Folder with measured data; need not exist. */
  readonly dataDir: string;
  readonly output: Output;
}

/**
 * Registers a community on a network that runs, or carries on with what an earlier init began; then writes the
 * configuration files of its processes.
 *
 * @throws CliError RUN_OF_OTHER_COMMUNITY, RUN_OF_OTHER_NETWORK, TOO_FEW_HOMES, DATA_INCOMPLETE; LedgerError with the chaincode's code.
 */
export async function initCommunity(
  options: InitOptions,
): Promise<{ state: InitState; outcome: InitOutcome }> {
  const { network, output } = options;
  const folder = new RunFolder(options.runDir);
  const store = new InitStore(folder.stateFile);
  const begun = await store.find();
  const state = begun ?? (await beginInit(options, store));
  if (state.networkDir !== resolve(options.networkDir)) {
    throw new CliError('RUN_OF_OTHER_NETWORK', `${folder.dir} belongs to the network in ${state.networkDir}`);
  }
  if (begun !== undefined && options.fileNamed === true)
    refuseOther(begun, await options.community(), folder.dir);
  const connectAs = (user: string, journalDir: string): Promise<FabricClient> =>
    connect(connectionOf(network, MSP.community, user), { journalDir });
  const client = await connectAs('admin', folder.journalDir);
  const operator = await connectAs('user1', folder.journalDirOf('operator'));
  try {
    const { ledger } = client;
    if (state.done.includes('community')) await checkCommunity(ledger, state, folder.dir);
    await client.recover();
    await operator.recover();
    const context = { state, network, folder, ledger, operator: operator.ledger };
    const outcome = await new Initialiser(store, output, context).run();
    await writeConfigs(folder, state, network);
    return { state, outcome };
  } finally {
    client.close();
    operator.close();
  }
}

async function beginInit(options: InitOptions, store: InitStore): Promise<InitState> {
  const file = await options.community();
  const homes = options.network.organisations.filter(({ kind }) => kind === 'home').length;
  if (file.homes.length > homes) {
    throw new CliError(
      'TOO_FEW_HOMES',
      `the network has organisations for ${String(homes)} homes, the community has ${String(file.homes.length)}`,
    );
  }
  const state = makeInitState(file, {
    networkDir: resolve(options.networkDir),
    dataDir: await chooseDataDir(file, options.dataDir),
    now: Date.now(),
    ports: await findFreePorts(2 + file.homes.length),
  });
  await store.save(state);
  return state;
}

// A changed file changes nothing on the ledger any more; to pass over it would let its author believe that it did.
function refuseOther(begun: InitState, file: CommunityFile, dir: string): void {
  if (canonicalJson(begun.file) === canonicalJson(file)) return;
  throw new CliError(
    'RUN_OF_OTHER_COMMUNITY',
    `${dir} was begun with another file, for "${begun.file.community.name}": carry that one on without --file, or name ` +
      'another folder with --run',
  );
}
