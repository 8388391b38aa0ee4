import { canonicalJson, type CommunityRecord } from '@acequia/protocol';
import { LedgerError, type CommunityLedger } from '@acequia/protocol/fabric';
import { CliError } from '../CliError.js';

/**
 * Creates the community. Before there is one nobody has a role, so the contract looks for a community before it looks for
 * the request; one that says the very same, its clock included, is what an interrupted attempt has created.
 *
 * @throws CliError COMMUNITY_OTHER when the network has another community; LedgerError.
 */
export async function foundCommunity(
  ledger: CommunityLedger,
  { requestId, ...community }: CommunityRecord & { readonly requestId: string },
): Promise<void> {
  try {
    await ledger.registry.createCommunity({ requestId, ...community });
  } catch (error) {
    if (!(error instanceof LedgerError) || error.code !== 'COMMUNITY_EXISTS') throw error;
    const present = await ledger.registry.getCommunity();
    if (canonicalJson(present) === canonicalJson(community)) return;
    throw new CliError(
      'COMMUNITY_OTHER',
      `the network has the community "${present.name}" already: use its run folder, or a new network`,
      { cause: error },
    );
  }
}
