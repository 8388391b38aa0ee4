import type { ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';

/** A gRPC service that a {@link PeerServer} carries. */
export interface PeerService {
  readonly definition: ServiceDefinition;
  readonly implementation: UntypedServiceImplementation;
}
