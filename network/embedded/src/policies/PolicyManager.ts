import type { common } from '@hyperledger/fabric-protos';
import type { Policy } from './Policy.js';

/** The policies of a channel by path, such as `/Channel/Application/Writers`. */
export interface PolicyManager {
  /** `undefined` when there is none: whoever asks must refuse then. */
  policy(path: string): Policy | undefined;
  /** The signature policy that a path stands for; implicit-meta policies become the equivalent signature policy. For planning. */
  signaturePolicyEnvelope(path: string): common.SignaturePolicyEnvelope | undefined;
  /** A policy that is not in the configuration: of a chaincode, a collection, a key. */
  fromEnvelope(envelope: common.SignaturePolicyEnvelope): Policy;
}
