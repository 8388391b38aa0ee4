import { sealingDomain } from '@acequia/protocol';
import { AtRestCipher, KeyStore, loadAtRestKey } from '@acequia/protocol/keystore';
import type { GatewayConfig } from '../config.js';
import { FindingReader } from '../disputes/FindingReader.js';
import { CommunityKeyring } from '../keys/CommunityKeyring.js';
import { HomeKeyringReader } from '../keys/HomeKeyringReader.js';
import type { RecordOpener } from '../keys/RecordOpener.js';
import { WindowOpener } from '../keys/WindowOpener.js';
import { DatabaseVault } from '../repository/DatabaseVault.js';
import { Repository } from '../repository/Repository.js';
import { loadRegistrarKeys, type RegistrarKeys } from '../registrar/loadRegistrarKeys.js';
import type { DataFiles } from './DataFiles.js';

/** What a gateway's private things are opened with: its databases, its keys, what was sealed to it. */
export class GatewaySecrets {
  readonly vault: DatabaseVault;
  readonly opener: RecordOpener;
  /** Of the community alone. */
  readonly keyring: CommunityKeyring | undefined;
  readonly findings: FindingReader;
  /** Of a community that has a registrar of pseudonyms. */
  readonly registrarKeys: RegistrarKeys | undefined;
  readonly #keys: CommunityKeyring | HomeKeyringReader;
  readonly #repository: Repository;

  private constructor(
    vault: DatabaseVault,
    keys: CommunityKeyring | HomeKeyringReader,
    findings: FindingReader,
    registrarKeys: RegistrarKeys | undefined,
    { domain, path }: { readonly domain: string; readonly path: string },
  ) {
    this.vault = vault;
    this.findings = findings;
    this.registrarKeys = registrarKeys;
    this.#keys = keys;
    this.keyring = keys instanceof CommunityKeyring ? keys : undefined;
    this.#repository = new Repository(vault.open(path));
    this.opener = new WindowOpener(keys, this.#repository, domain);
  }

  /**
   * Unlocks them with the machine's key.
   *
   * @throws CodedError AT_REST_KEY_INVALID, AT_REST_KEY_EXPOSED, AT_REST_BROKEN, KEY_STORE_DAMAGED, DATABASE_KEY_WRONG,
   *   IDENTITY_UNREADABLE.
   */
  static async unlock(config: GatewayConfig, files: DataFiles): Promise<GatewaySecrets> {
    const { atRestKeyFile, credentialsDir, keysDir, role, fabric } = config;
    const atRestKey = await loadAtRestKey({ file: atRestKeyFile, credentialsDir });
    const domain = sealingDomain(fabric);
    const store = new KeyStore(keysDir, new AtRestCipher(atRestKey));
    const keys =
      role === 'community' ? new CommunityKeyring(store, domain) : new HomeKeyringReader(store, domain);
    await keys.load();
    const vault = await DatabaseVault.unlock(files, atRestKey);
    const findings = new FindingReader(store, role, domain);
    const registrarKeys = await loadRegistrarKeys(config, store);
    return new GatewaySecrets(vault, keys, findings, registrarKeys, { domain, path: files.repository });
  }

  /** Reads keys that others have written since: a home's agent. */
  async loadKeys(): Promise<void> {
    if (this.keyring === undefined) await this.#keys.load();
  }

  close(): void {
    this.#repository.close();
  }
}
