import { gateway } from '@hyperledger/fabric-protos';

/** What one node answered, for the details of an error. */
export function errorDetail(
  node: { readonly address: string; readonly mspId: string },
  message: string,
): gateway.ErrorDetail {
  const detail = new gateway.ErrorDetail();
  detail.setAddress(node.address);
  detail.setMspId(node.mspId);
  detail.setMessage(message);
  return detail;
}
