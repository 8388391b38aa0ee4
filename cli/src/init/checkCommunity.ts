import { canonicalJson } from '@acequia/protocol';
import { orUnknown, type CommunityLedger } from '@acequia/protocol/fabric';
import { CliError } from '../CliError.js';
import type { InitState } from './initStateSchema.js';

/**
 * Makes sure that the network still has the community that an earlier init registered: a network that was removed and
 * made anew in the same folder has not.
 *
 * @param dir the run folder, for the message.
 * @throws CliError RUN_OF_OTHER_NETWORK; LedgerError when the network does not answer.
 */
export async function checkCommunity(ledger: CommunityLedger, state: InitState, dir: string): Promise<void> {
  const { name, timeZone, currency } = state.file.community;
  const registered = canonicalJson({ name, timeZone, currency, clock: state.clock });
  if ((await presentCommunity(ledger)) === registered) return;
  throw new CliError(
    'RUN_OF_OTHER_NETWORK',
    `the network in ${state.networkDir} does not know this "${name}", it was made anew since: remove ${dir}, or name ` +
      'another folder with --run',
  );
}

async function presentCommunity(ledger: CommunityLedger): Promise<string | undefined> {
  const present = await orUnknown(ledger.registry.getCommunity(), /^COMMUNITY_UNKNOWN$/);
  return present && canonicalJson(present);
}
