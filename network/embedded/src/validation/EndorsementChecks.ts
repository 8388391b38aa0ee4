import { peer } from '@hyperledger/fabric-protos';
import type { Definitions } from '../definitions/Definitions.js';
import { hashedSpace, publicSpace } from '../ledger/spaces.js';
import type { Membership } from '../msp/Membership.js';
import type { SignedData } from '../policies/SignedData.js';
import { signersOf } from '../policies/signersOf.js';
import type { NamespaceReadWriteSet } from '../simulation/ReadWriteSet.js';
import { keyText } from '../ledger/keyText.js';
import type { CommittedState } from './CommittedState.js';
import type { EndorsedAction } from './EndorsedAction.js';
import { InvalidTransaction } from './InvalidTransaction.js';
import type { KeyPolicies } from './KeyPolicies.js';
import { NamespaceEndorsement, type WrittenKey } from './NamespaceEndorsement.js';
import { publicKeyId } from './publicKeyId.js';

const { INVALID_CHAINCODE } = peer.TxValidationCode;

export interface EndorsementChecksOptions {
  /** Key-level policies are those that were committed before the block. */
  readonly state: CommittedState;
  readonly definitions: Definitions;
  readonly membership: Membership;
  readonly keyPolicies: KeyPolicies;
}

/**
 * Checks the endorsements of a block's transactions, in their order: the policies of chaincodes, of collections and of keys.
 * As Fabric's core/common/validation/statebased with its v20 evaluator.
 */
export class EndorsementChecks {
  readonly #options: EndorsementChecksOptions;
  /** Keys, by space, whose policy an endorsed transaction of this block has changed: whoever writes them later is refused. */
  readonly #repolicied = new Map<string, Set<string>>();

  constructor(options: EndorsementChecksOptions) {
    this.#options = options;
  }

  /** @throws InvalidTransaction */
  check(action: EndorsedAction): void {
    const signers = signersOf(signedDataOf(action), this.#options.membership);
    for (const [namespace, set] of this.#written(action)) {
      const definition = this.#options.definitions.find(namespace);
      if (definition === undefined) {
        throw new InvalidTransaction(INVALID_CHAINCODE, `chaincode ${namespace} not found`);
      }
      const { state, keyPolicies } = this.#options;
      const endorsement = new NamespaceEndorsement({
        definition,
        signers,
        state,
        keyPolicies,
        isRepolicied: (space, id) => this.#repolicied.get(space)?.has(id) ?? false,
      });
      endorsement.check(set === undefined ? [] : writtenKeysOf(set));
      if (set !== undefined) this.#noteKeyPolicies(set);
    }
  }

  /** The chaincode that was called, and whatever else was written to. */
  #written({ chaincode, readWriteSet }: EndorsedAction): Map<string, NamespaceReadWriteSet | undefined> {
    const written = new Map<string, NamespaceReadWriteSet | undefined>([[chaincode, undefined]]);
    for (const set of readWriteSet.namespaces) {
      if (set.namespace === chaincode || hasWrites(set)) written.set(set.namespace, set);
    }
    return written;
  }

  #noteKeyPolicies({ namespace, metadataWrites, collections }: NamespaceReadWriteSet): void {
    for (const { key } of metadataWrites) this.#note(publicSpace(namespace), publicKeyId(key));
    for (const { collection, metadataWrites: writes } of collections) {
      for (const { keyHash } of writes) this.#note(hashedSpace(namespace, collection), keyText(keyHash));
    }
  }

  #note(space: string, id: string): void {
    const known = this.#repolicied.get(space);
    if (known === undefined) this.#repolicied.set(space, new Set([id]));
    else known.add(id);
  }
}

function signedDataOf({ endorsements, signed }: EndorsedAction): readonly SignedData[] {
  return endorsements.map((endorsement) => {
    const identity = endorsement.getEndorser_asU8();
    return { data: Buffer.concat([signed, identity]), identity, signature: endorsement.getSignature_asU8() };
  });
}

function hasWrites({ writes, metadataWrites, collections }: NamespaceReadWriteSet): boolean {
  return (
    writes.length > 0 ||
    metadataWrites.length > 0 ||
    collections.some((collection) => collection.writes.length > 0 || collection.metadataWrites.length > 0)
  );
}

/** In Fabric's order: public values and metadata, then values and then metadata of all collections. */
function writtenKeysOf(set: NamespaceReadWriteSet): readonly WrittenKey[] {
  const space = publicSpace(set.namespace);
  const publicKeys = [...set.writes, ...set.metadataWrites].map(({ key }) => ({
    collection: '',
    space,
    id: publicKeyId(key),
  }));
  const hashed = (kind: 'writes' | 'metadataWrites'): WrittenKey[] =>
    set.collections.flatMap((collection) => {
      const place = {
        collection: collection.collection,
        space: hashedSpace(set.namespace, collection.collection),
      };
      return collection[kind].map(({ keyHash }) => ({ ...place, id: keyText(keyHash) }));
    });
  return [...publicKeys, ...hashed('writes'), ...hashed('metadataWrites')];
}
