import type { GatewayConfig } from '../config.js';
import type { FindingReader } from '../disputes/FindingReader.js';
import type { CommunityKeyring } from '../keys/CommunityKeyring.js';
import type { RecordOpener } from '../keys/RecordOpener.js';
import { DocumentStore } from '../ownStore/DocumentStore.js';
import { ReadModel } from '../readModel/ReadModel.js';
import type { RegistrarKeys } from '../registrar/loadRegistrarKeys.js';
import type { DatabaseVault } from '../repository/DatabaseVault.js';
import type { DataFiles } from './DataFiles.js';
import { GatewaySecrets } from './GatewaySecrets.js';

/** What a gateway keeps in its data folder, opened. */
export class GatewayStores {
  readonly model: ReadModel;
  readonly documents: DocumentStore;
  readonly #secrets: GatewaySecrets;

  private constructor(secrets: GatewaySecrets, files: DataFiles) {
    this.#secrets = secrets;
    this.model = ReadModel.on(secrets.vault.open(files.readModel));
    this.documents = new DocumentStore(secrets.vault.open(files.documents));
  }

  /** @throws as `GatewaySecrets.unlock`. */
  static async open(config: GatewayConfig, files: DataFiles): Promise<GatewayStores> {
    return new GatewayStores(await GatewaySecrets.unlock(config, files), files);
  }

  get vault(): DatabaseVault {
    return this.#secrets.vault;
  }

  get opener(): RecordOpener {
    return this.#secrets.opener;
  }

  /** Of the community alone. */
  get keyring(): CommunityKeyring | undefined {
    return this.#secrets.keyring;
  }

  /** Of a community that has a registrar of pseudonyms. */
  get registrarKeys(): RegistrarKeys | undefined {
    return this.#secrets.registrarKeys;
  }

  /** Opens findings of disputes. */
  get findings(): FindingReader {
    return this.#secrets.findings;
  }

  loadKeys(): Promise<void> {
    return this.#secrets.loadKeys();
  }

  close(): void {
    this.model.close();
    this.documents.close();
    this.#secrets.close();
  }
}
