import type { NetworkDescription } from '@acequia/protocol';
import type { AgentConfigInput } from './config.js';

/** How homes' pseudonyms reach a network's ledger; undefined where it has no authority that could certify any. */
export function tradersOf({ organisations, traders }: NetworkDescription): AgentConfigInput['traders'] {
  const community = organisations.find(({ kind }) => kind === 'community');
  if (traders === undefined || community === undefined) return undefined;
  const { endpoint, tlsHostname, tlsRootCertFile } = community.peer;
  const homes = organisations.filter(({ kind }) => kind === 'home').map(({ mspId }) => mspId);
  return { endpoint, tlsHostname, tlsRootCertFile, community: community.mspId, homes };
}
