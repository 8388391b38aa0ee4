import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client as GrpcClient, credentials } from '@grpc/grpc-js';
import type { NetworkDescription } from '@acequia/protocol';
import { Client } from './Client.js';
import type { Party } from './Party.js';

/** Connects a user to its organisation's peer, or to the peer of `through`. @throws Error for unknown ones */
export function openClient(network: NetworkDescription, party: Party, through = party.mspId): Client {
  const organisation = network.organisations.find(({ mspId }) => mspId === party.mspId);
  const identity = organisation?.identities[party.user];
  const peer = network.organisations.find(({ mspId }) => mspId === through)?.peer;
  if (identity === undefined || peer === undefined)
    throw new Error(`the network has no ${party.user} of ${party.mspId} or no peer of ${through}`);
  return new Client({
    grpc: new GrpcClient(peer.endpoint, credentials.createSsl(readFileSync(peer.tlsRootCertFile)), {
      'grpc.ssl_target_name_override': peer.tlsHostname,
      'grpc.default_authority': peer.tlsHostname,
    }),
    mspId: party.mspId,
    certificate: readFileSync(identity.certFile),
    key: createPrivateKey(readFileSync(identity.keyFile)),
    channel: network.channel,
    chaincode: network.chaincode,
  });
}
