import type { ChaincodeDefinition } from '../definitions/ChaincodeDefinition.js';
import type { Identity } from '../msp/Identity.js';

interface Permission {
  readonly read: boolean;
  readonly write: boolean;
}

/** What the creator of a transaction may do with a chaincode's collections: memberOnlyRead and memberOnlyWrite. */
export class CollectionAccess {
  readonly #channel: string;
  readonly #definition: ChaincodeDefinition;
  readonly #creator: Identity;
  readonly #known = new Map<string, Permission>();

  constructor(channel: string, definition: ChaincodeDefinition, creator: Identity) {
    this.#channel = channel;
    this.#definition = definition;
    this.#creator = creator;
  }

  /** @throws Error with Fabric's text when there is no such collection or the creator may not read it */
  checkRead(collection: string): void {
    if (!this.#permission(collection).read) throw this.#refusal('read', collection);
  }

  /** @throws Error with Fabric's text when there is no such collection or the creator may not write it */
  checkWrite(collection: string): void {
    if (!this.#permission(collection).write) throw this.#refusal('write', collection);
  }

  #permission(name: string): Permission {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const collection = this.#definition.collection(name);
    // Fabric asks nothing of an implicit collection here, not even that its organisation exists: the simulation does.
    if (collection === undefined && name.startsWith('_implicit_org_')) return { read: true, write: true };
    if (collection === undefined) {
      throw new Error(`collection ${this.#channel}/${this.#definition.name}/${name} could not be found`);
    }
    const { memberOnlyRead, memberOnlyWrite } = collection;
    const member = (memberOnlyRead || memberOnlyWrite) && collection.isMember(this.#creator);
    const permission = { read: member || !memberOnlyRead, write: member || !memberOnlyWrite };
    this.#known.set(name, permission);
    return permission;
  }

  #refusal(access: 'read' | 'write', collection: string): Error {
    return new Error(
      `tx creator does not have ${access} access permission on privatedata in chaincodeName:${this.#definition.name} collectionName: ${collection}`,
    );
  }
}
