import { peer } from '@hyperledger/fabric-protos';
import type { ChaincodeDefinition } from '../definitions/ChaincodeDefinition.js';
import { textKey } from '../ledger/textKey.js';
import type { Identity } from '../msp/Identity.js';
import type { Policy } from '../policies/Policy.js';
import { PolicyError } from '../policies/PolicyError.js';
import type { CommittedState } from './CommittedState.js';
import { InvalidTransaction } from './InvalidTransaction.js';
import type { KeyPolicies } from './KeyPolicies.js';

/** A key that a transaction writes, or whose metadata it writes. */
export interface WrittenKey {
  /** Empty: public state. */
  readonly collection: string;
  readonly space: string;
  readonly id: string;
}

export interface NamespaceEndorsementOptions {
  readonly definition: ChaincodeDefinition;
  /** Whose endorsements are rightly signed, each once. */
  readonly signers: readonly Identity[];
  readonly state: CommittedState;
  readonly keyPolicies: KeyPolicies;
  /** Whether an earlier transaction of the block changed the key's policy. */
  readonly isRepolicied: (space: string, id: string) => boolean;
}

const { ENDORSEMENT_POLICY_FAILURE } = peer.TxValidationCode;
const VALIDATION_PARAMETER = 'VALIDATION_PARAMETER';

/**
 * Checks one transaction's endorsements for one chaincode: each written key's own policy, else its collection's, else the
 * chaincode's, which holds for a transaction that writes nothing too. As Fabric's statebased/v20.go.
 */
export class NamespaceEndorsement {
  readonly #options: NamespaceEndorsementOptions;
  /** A policy need not be asked twice of the same signers. */
  readonly #satisfied = new Set<Policy>();

  constructor(options: NamespaceEndorsementOptions) {
    this.#options = options;
  }

  /** @throws InvalidTransaction */
  check(keys: readonly WrittenKey[]): void {
    for (const key of keys) this.#checkKey(key);
    if (this.#satisfied.size === 0) this.#checkChaincode();
  }

  #checkKey(key: WrittenKey): void {
    const { definition, isRepolicied, state } = this.#options;
    if (isRepolicied(key.space, key.id)) {
      const text = `validation parameters for key [${printable(key)}] in namespace [${definition.name}${key.collection && `:${key.collection}`}] have been changed earlier in this block`;
      throw new InvalidTransaction(ENDORSEMENT_POLICY_FAILURE, text);
    }
    const parameter = state.get(key.space, key.id)?.metadata.get(VALIDATION_PARAMETER);
    if (parameter === undefined || parameter.length === 0) this.#checkSpace(key.collection);
    else this.#checkOwnPolicy(key, parameter);
  }

  #checkOwnPolicy(key: WrittenKey, parameter: Uint8Array): void {
    const what = `validation of key ${printable(key)} (coll'${key.collection}':ns'${this.#options.definition.name}') failed`;
    this.#evaluate(() => this.#options.keyPolicies.read(parameter), what);
  }

  #checkSpace(name: string): void {
    if (name === '') {
      this.#checkChaincode();
      return;
    }
    const { definition } = this.#options;
    const collection = definition.collection(name);
    if (collection === undefined) {
      throw new InvalidTransaction(ENDORSEMENT_POLICY_FAILURE, `no such collection '${name}'`);
    }
    const what = `validation of endorsement policy for collection ${name} chaincode ${definition.name} failed`;
    this.#evaluate(() => collection.endorsementPolicy ?? definition.endorsementPolicy, what);
  }

  #checkChaincode(): void {
    const { definition } = this.#options;
    const what = `validation of endorsement policy for chaincode ${definition.name} failed`;
    this.#evaluate(() => definition.endorsementPolicy, what);
  }

  #evaluate(read: () => Policy, what: string): void {
    try {
      const policy = read();
      if (this.#satisfied.has(policy)) return;
      policy.evaluateIdentities(this.#options.signers);
      this.#satisfied.add(policy);
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      throw new InvalidTransaction(ENDORSEMENT_POLICY_FAILURE, `${what}: ${error.message}`, { cause: error });
    }
  }
}

function printable({ collection, id }: WrittenKey): string {
  const bytes = textKey(id);
  return bytes.toString(collection === '' ? 'utf8' : 'hex');
}
