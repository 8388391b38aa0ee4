import type { ServiceDefinition } from '@grpc/grpc-js';
import { discovery, gateway, gossip, peer, type common } from '@hyperledger/fabric-protos';
import type { SigningIdentity } from '../../src/msp/SigningIdentity.js';
import { signedProposal, type Spoiling } from '../endorser/signedProposal.js';
import { seekEnvelope } from '../gateway/seekEnvelope.js';
import type { RawMethod } from './RawClient.js';

export interface ValidRequest {
  readonly method: RawMethod;
  readonly bytes: Uint8Array;
}

/** A well-formed request for each method that a peer of the embedded network has. */
export function validRequests(
  signer: SigningIdentity,
  prepared: common.Envelope,
  spoil: Spoiling = {},
): readonly ValidRequest[] {
  const { signed, txId } = signedProposal({ signer, chaincode: 'vault', args: ['list', 'a', 'b'], spoil });
  return [
    { method: gateway.GatewayService.evaluate, bytes: evaluate(signed, txId) },
    { method: gateway.GatewayService.endorse, bytes: endorse(signed, txId) },
    { method: gateway.GatewayService.submit, bytes: submit(prepared) },
    { method: gateway.GatewayService.commitStatus, bytes: commitStatus(signer, txId) },
    { method: gateway.GatewayService.chaincodeEvents, bytes: chaincodeEvents(signer) },
    { method: peer.EndorserService.processProposal, bytes: signed.serializeBinary() },
    ...Object.values(peer.DeliverService as ServiceDefinition).map((method) => ({
      method,
      bytes: seekEnvelope({ start: 0, stop: 0, signer }).serializeBinary(),
    })),
  ];
}

/** Methods of Fabric's peer that the embedded network does not have. */
export function missingMethods(): readonly RawMethod[] {
  return [
    discovery.DiscoveryService,
    gossip.GossipService,
    peer.SnapshotService,
    peer.ChaincodeSupportService,
  ]
    .map((service) => Object.values(service as ServiceDefinition))
    .flat();
}

function evaluate(signed: peer.SignedProposal, txId: string): Uint8Array {
  const request = new gateway.EvaluateRequest();
  request.setTransactionId(txId);
  request.setChannelId('mychannel');
  request.setProposedTransaction(signed);
  return request.serializeBinary();
}

function endorse(signed: peer.SignedProposal, txId: string): Uint8Array {
  const request = new gateway.EndorseRequest();
  request.setTransactionId(txId);
  request.setChannelId('mychannel');
  request.setProposedTransaction(signed);
  return request.serializeBinary();
}

function submit(prepared: common.Envelope): Uint8Array {
  const request = new gateway.SubmitRequest();
  request.setChannelId('mychannel');
  request.setPreparedTransaction(prepared);
  return request.serializeBinary();
}

function commitStatus(signer: SigningIdentity, txId: string): Uint8Array {
  const inner = new gateway.CommitStatusRequest();
  inner.setChannelId('mychannel');
  inner.setTransactionId(txId);
  inner.setIdentity(signer.serialized);
  const request = new gateway.SignedCommitStatusRequest();
  request.setRequest(inner.serializeBinary());
  request.setSignature(signer.sign(request.getRequest_asU8()));
  return request.serializeBinary();
}

function chaincodeEvents(signer: SigningIdentity): Uint8Array {
  const inner = new gateway.ChaincodeEventsRequest();
  inner.setChannelId('mychannel');
  inner.setChaincodeId('vault');
  inner.setIdentity(signer.serialized);
  const request = new gateway.SignedChaincodeEventsRequest();
  request.setRequest(inner.serializeBinary());
  request.setSignature(signer.sign(request.getRequest_asU8()));
  return request.serializeBinary();
}
