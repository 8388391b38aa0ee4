import { join } from 'node:path';
import { IdentityError } from '../msp/IdentityError.js';
import type { OrganisationSpec } from './OrganisationSpec.js';

/** Who has certificates in an organisation: its node, its admin, its users. */
export interface Holder {
  /** Common name: `peer0.org1.example.com`, `User1@org1.example.com`. */
  readonly name: string;
  /** Its NodeOU. */
  readonly role: 'peer' | 'orderer' | 'admin' | 'client';
  readonly directory: string;
}

const safeName = /^[A-Za-z0-9][A-Za-z0-9.-]*$/;

/** Where cryptogen puts an organisation's files. */
export class OrganisationPaths {
  readonly root: string;
  readonly #spec: OrganisationSpec;

  private constructor(root: string, spec: OrganisationSpec) {
    this.root = root;
    this.#spec = spec;
  }

  /** @throws IdentityError `INVALID_CONFIG` when a name could lead out of the directory */
  static of(directory: string, spec: OrganisationSpec): OrganisationPaths {
    for (const name of [spec.domain, spec.node]) {
      if (!safeName.test(name))
        throw new IdentityError('INVALID_CONFIG', `${name} cannot be a host's or domain's name`);
    }
    return new OrganisationPaths(join(directory, `${spec.kind}Organizations`, spec.domain), spec);
  }

  /** The same organisation, elsewhere. */
  at(root: string): OrganisationPaths {
    return new OrganisationPaths(root, this.#spec);
  }

  /** Of the authority for identities (`ca`) or for TLS (`tlsca`). */
  authority(kind: 'ca' | 'tlsca'): {
    readonly name: string;
    readonly certificate: string;
    readonly key: string;
  } {
    const name = `${kind}.${this.#spec.domain}`;
    const directory = join(this.root, kind);
    return { name, certificate: join(directory, `${name}-cert.pem`), key: join(directory, 'priv_sk') };
  }

  get node(): Holder {
    const { kind, node, domain } = this.#spec;
    const name = `${node}.${domain}`;
    return { name, role: kind, directory: join(this.root, `${kind}s`, name) };
  }

  get admin(): Holder {
    return this.#user('Admin', 'admin');
  }

  get users(): readonly Holder[] {
    return Array.from({ length: this.#spec.users }, (_, index) => this.#user(`User${index + 1}`, 'client'));
  }

  /** Names and addresses of the node's TLS certificate. */
  get nodeHosts(): readonly string[] {
    const { node, hosts } = this.#spec;
    return [...new Set([this.node.name, node, ...hosts, 'localhost', '127.0.0.1', '::1'])];
  }

  static identityOf({ directory, name }: Holder): { readonly certificate: string; readonly key: string } {
    return {
      certificate: join(directory, 'msp', 'signcerts', `${name}-cert.pem`),
      key: join(directory, 'msp', 'keystore', 'priv_sk'),
    };
  }

  static tlsOf({ directory, role }: Holder): {
    readonly caCertificate: string;
    readonly certificate: string;
    readonly key: string;
  } {
    const side = role === 'peer' || role === 'orderer' ? 'server' : 'client';
    const tls = join(directory, 'tls');
    return {
      caCertificate: join(tls, 'ca.crt'),
      certificate: join(tls, `${side}.crt`),
      key: join(tls, `${side}.key`),
    };
  }

  #user(name: string, role: 'admin' | 'client'): Holder {
    const fullName = `${name}@${this.#spec.domain}`;
    return { name: fullName, role, directory: join(this.root, 'users', fullName) };
  }
}
