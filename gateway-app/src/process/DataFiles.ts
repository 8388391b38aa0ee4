import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What lies in a gateway's data folder, which only its own user may enter. */
export class DataFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Built from the ledger, at any time again. */
  get readModel(): string {
    return join(this.#folder, 'read-model.sqlite');
  }

  /** A read model that is being built. */
  get rebuild(): string {
    return join(this.#folder, 'read-model.rebuild.sqlite');
  }

  /** The gateway's own documents: keep a copy of this one. */
  get documents(): string {
    return join(this.#folder, 'documents.sqlite');
  }

  /** What was opened of the sealed windows, in the clear within: keep a copy of this one, it outlives the keys. */
  get repository(): string {
    return join(this.#folder, 'repository.sqlite');
  }

  /** The community's book of mail, delegations, accounts and alarms: keep a copy of this one, nothing brings it back. */
  get book(): string {
    return join(this.#folder, 'book.sqlite');
  }

  /** Key of the databases, sealed. */
  get databaseKeys(): string {
    return join(this.#folder, 'keys');
  }

  /** The folder itself. */
  get folder(): string {
    return this.#folder;
  }

  /** Signed transactions whose outcome is not known yet. */
  get journal(): string {
    return join(this.#folder, 'journal');
  }

  get lock(): string {
    return join(this.#folder, 'lock.sqlite');
  }

  async prepare(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
  }
}
