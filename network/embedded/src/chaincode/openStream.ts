import type { Client, ClientDuplexStream } from '@grpc/grpc-js';
import { peer } from '@hyperledger/fabric-protos';

/** Messages to the chaincode as bytes, from it decoded. */
export type PeerStream = ClientDuplexStream<Uint8Array, peer.ChaincodeMessage>;

/** Calls `protos.Chaincode/Connect`. A message that is no ChaincodeMessage ends the stream, as in Fabric. */
export function openStream(client: Client): PeerStream {
  return client.makeBidiStreamRequest(
    peer.ChaincodeService.connect.path,
    (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    (bytes) =>
      peer.ChaincodeMessage.deserializeBinary(
        // A view of the same memory: of a Buffer, google-protobuf makes a copy.
        new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      ),
  );
}
