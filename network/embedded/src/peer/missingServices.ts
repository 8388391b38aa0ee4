import { status, type MethodDefinition, type UntypedHandleCall } from '@grpc/grpc-js';
import { discovery, gossip, peer } from '@hyperledger/fabric-protos';
import type { PeerService } from './PeerService.js';
import { RpcError } from './RpcError.js';
import { serviceError } from './serviceError.js';

/** Services that Fabric's peer has and this network does not: each answers UNIMPLEMENTED and says what it is. */
export function missingServices(): readonly PeerService[] {
  return [
    missing(discovery.DiscoveryService, 'the embedded network has no discovery service'),
    missing(gossip.GossipService, 'the embedded network has no gossip'),
    missing(peer.SnapshotService, 'the embedded network has no ledger snapshots'),
    missing(
      peer.ChaincodeSupportService,
      'the embedded network runs chaincode as a service only: it dials the chaincode',
    ),
  ];
}

function missing(definition: PeerService['definition'], text: string): PeerService {
  const implementation: Record<string, UntypedHandleCall> = {};
  for (const [name, method] of Object.entries(definition)) implementation[name] = refuse(method, text);
  return { definition, implementation };
}

function refuse(method: MethodDefinition<unknown, unknown>, text: string): UntypedHandleCall {
  const refusal = new RpcError(status.UNIMPLEMENTED, text);
  const nothingToReport = (): void => undefined;
  if (!method.responseStream) {
    return (_: unknown, callback: (error: Error) => void): void => {
      callback(serviceError(refusal, nothingToReport));
    };
  }
  return (call: { emit(event: 'error', error: Error): boolean }): void => {
    call.emit('error', serviceError(refusal, nothingToReport));
  };
}
