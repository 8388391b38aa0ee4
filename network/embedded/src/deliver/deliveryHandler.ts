import type { handleBidiStreamingCall } from '@grpc/grpc-js';
import type { common, peer } from '@hyperledger/fabric-protos';
import type { ConcurrencyLimit } from '../peer/ConcurrencyLimit.js';
import { sendMessage } from '../peer/sendMessage.js';
import { serveStream } from '../peer/serveStream.js';
import type { Delivery } from './Delivery.js';
import { requestsOf } from './requestsOf.js';

/** The gRPC side of a {@link Delivery}: one request after the other, until one fails or the client has no more. */
export function deliveryHandler(
  context: { readonly limit: ConcurrencyLimit; readonly report: (error: unknown) => void },
  delivery: Delivery,
): handleBidiStreamingCall<common.Envelope, peer.DeliverResponse> {
  return (call) => {
    serveStream(context, call, async (signal) => {
      const respond = (response: peer.DeliverResponse): Promise<void> => sendMessage(call, response, signal);
      for await (const envelope of requestsOf<common.Envelope>(call, signal)) {
        if (!(await delivery.run(envelope, respond, signal))) return;
      }
    });
  };
}
