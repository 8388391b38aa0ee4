import type { FabricConnection, NetworkDescription } from '@acequia/protocol';
import { CliError } from '../CliError.js';

/**
 * How a user of an organisation reaches that organisation's peer.
 *
 * @throws CliError NETWORK_LACKS_ORGANISATION or NETWORK_LACKS_USER.
 */
export function connectionOf(network: NetworkDescription, mspId: string, user: string): FabricConnection {
  const organisation = network.organisations.find((candidate) => candidate.mspId === mspId);
  if (organisation === undefined) {
    throw new CliError('NETWORK_LACKS_ORGANISATION', `the network has no organisation ${mspId}`);
  }
  const identity = organisation.identities[user];
  if (identity === undefined) {
    throw new CliError('NETWORK_LACKS_USER', `${mspId} has no user ${user}`);
  }
  const { endpoint, tlsHostname, tlsRootCertFile } = organisation.peer;
  return {
    endpoint,
    tlsHostname,
    tlsRootCertFile,
    mspId,
    certFile: identity.certFile,
    keyFile: identity.keyFile,
    channel: network.channel,
    chaincode: network.chaincode,
  };
}
