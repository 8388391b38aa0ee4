import { peer } from '@hyperledger/fabric-protos';
import { ConcurrencyLimit } from '../peer/ConcurrencyLimit.js';
import type { PeerService } from '../peer/PeerService.js';
import type { BlockResponse } from './BlockResponse.js';
import { Delivery } from './Delivery.js';
import { deliveryHandler } from './deliveryHandler.js';
import type { DeliverOptions } from './DeliverOptions.js';
import { filteredBlock } from './filteredBlock.js';
import { privateDataOf } from './privateDataOf.js';

const DEFAULT_CONCURRENCY = 2_500;

/** Fabric's `protos.Deliver` service of one organisation's peer: blocks, filtered blocks, blocks with private data. */
export function deliverService(options: DeliverOptions): PeerService {
  const limit = new ConcurrencyLimit('/protos.Deliver', options.concurrency ?? DEFAULT_CONCURRENCY);
  const handler = (resource: string, response: BlockResponse): ReturnType<typeof deliveryHandler> =>
    deliveryHandler({ limit, report: options.report }, new Delivery(options, resource, response));
  const implementation = {
    deliver: handler('event/Block', blockResponse),
    deliverFiltered: handler('event/FilteredBlock', filteredResponse),
    deliverWithPrivateData: handler('event/Block', privateDataResponse(options)),
  };
  return { definition: peer.DeliverService, implementation };
}

const blockResponse: BlockResponse = (block) => {
  const response = new peer.DeliverResponse();
  response.setBlock(block);
  return response;
};

const filteredResponse: BlockResponse = (block) => {
  const response = new peer.DeliverResponse();
  response.setFilteredBlock(filteredBlock(block));
  return response;
};

function privateDataResponse(options: DeliverOptions): BlockResponse {
  const { bundle, ledger, definitions } = options;
  return (block, signed) => {
    // The policy of the stream has checked the identity and its signature.
    const reader = bundle.membership.deserialize(signed.identity);
    const number = block.getHeader()?.getNumber() ?? 0;
    const context = { mspId: options.peer.mspId, ledger, definitions: definitions() };
    const withData = new peer.BlockAndPrivateData();
    withData.setBlock(block);
    privateDataOf(number, reader, context).forEach((writes, tx) => {
      withData.getPrivateDataMapMap().set(tx, writes);
    });
    const response = new peer.DeliverResponse();
    response.setBlockAndPrivateData(withData);
    return response;
  };
}
