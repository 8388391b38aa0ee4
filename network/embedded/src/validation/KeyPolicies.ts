import { common } from '@hyperledger/fabric-protos';
import { BoundedCache } from '../msp/BoundedCache.js';
import type { Policy } from '../policies/Policy.js';
import { PolicyError } from '../policies/PolicyError.js';
import type { PolicyManager } from '../policies/PolicyManager.js';
import { keyText } from '../ledger/keyText.js';
import { decoded } from './decoded.js';

const CACHED_POLICIES = 1000;
/** Larger ones would let keys' owners fill the memory; a signature policy of twenty organisations has about 1 KB. */
const CACHED_BYTES = 16 * 1024;

/** Reads the policies that keys have of their own; the same bytes give the same object. */
export class KeyPolicies {
  readonly #policies: PolicyManager;
  readonly #known = new BoundedCache<Policy>(CACHED_POLICIES);

  constructor(policies: PolicyManager) {
    this.#policies = policies;
  }

  /**
   * @param parameter `common.SignaturePolicyEnvelope` bytes, a key's VALIDATION_PARAMETER
   * @throws PolicyError when they are none. (A peer of Fabric stops then; here nobody can write the key again.)
   */
  read(parameter: Uint8Array): Policy {
    const name = keyText(parameter);
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const envelope = decoded(common.SignaturePolicyEnvelope, parameter);
    if (envelope === undefined) throw new PolicyError('could not unmarshal signature policy envelope');
    const policy = this.#policies.fromEnvelope(envelope);
    if (parameter.length <= CACHED_BYTES) this.#known.set(name, policy);
    return policy;
  }
}
