import type { handleBidiStreamingCall, ServerDuplexStream } from '@grpc/grpc-js';
import type { common, peer } from '@hyperledger/fabric-protos';
import { callSignal } from '../peer/callSignal.js';
import type { ConcurrencyLimit } from '../peer/ConcurrencyLimit.js';
import { sendMessage } from '../peer/sendMessage.js';
import { serviceError } from '../peer/serviceError.js';
import type { Delivery } from './Delivery.js';
import { requestsOf } from './requestsOf.js';

type DeliverCall = ServerDuplexStream<common.Envelope, peer.DeliverResponse>;

/** The gRPC side of a {@link Delivery}: one request after the other, until one fails or the client has no more. */
export function deliveryHandler(
  context: { readonly limit: ConcurrencyLimit; readonly report: (error: unknown) => void },
  delivery: Delivery,
): handleBidiStreamingCall<common.Envelope, peer.DeliverResponse> {
  const run = async (call: DeliverCall, signal: AbortSignal): Promise<void> => {
    const leave = context.limit.enter();
    try {
      const respond = (response: peer.DeliverResponse): Promise<void> => sendMessage(call, response, signal);
      for await (const envelope of requestsOf<common.Envelope>(call, signal)) {
        if (!(await delivery.run(envelope, respond, signal))) return;
      }
    } finally {
      leave();
    }
  };
  return (call) => {
    const signal = callSignal(call);
    run(call, signal).then(
      () => {
        call.end();
      },
      (error: unknown) => {
        if (!signal.aborted) call.emit('error', serviceError(error, context.report));
      },
    );
  };
}
