import { join } from 'node:path';

/** The certificates' host part of every peer. */
const peerHostname = 'peer';
/** The certificates' host part of every orderer. */
const ordererHostname = 'orderer';

/** Where everything of a network lies under its folder. */
export class NetworkPaths {
  readonly dir: string;

  /** @param dir absolute */
  constructor(dir: string) {
    this.dir = dir;
  }

  get plan(): string {
    return join(this.dir, 'plan.json');
  }
  /** Exists once the network's chaincode has answered on every peer. */
  get description(): string {
    return join(this.dir, 'network.json');
  }
  /** Exists once identities, configurations and packages are complete. */
  get prepared(): string {
    return join(this.dir, 'prepared.json');
  }
  get processes(): string {
    return join(this.dir, 'processes.json');
  }
  get control(): string {
    return join(this.dir, 'control.json');
  }
  get crypto(): string {
    return join(this.dir, 'crypto');
  }
  get config(): string {
    return join(this.dir, 'config');
  }
  get genesisBlock(): string {
    return join(this.config, 'genesis.block');
  }
  /** What the embedded network's process is started with. */
  get embeddedSettings(): string {
    return join(this.config, 'embedded.json');
  }
  get collections(): string {
    return join(this.config, 'collections.json');
  }
  get logs(): string {
    return join(this.dir, 'logs');
  }
  get nodes(): string {
    return join(this.dir, 'nodes');
  }

  log(name: string): string {
    return join(this.logs, `${name}.log`);
  }
  /** A node's folder: its configuration, and `data`. */
  node(name: string): string {
    return join(this.nodes, name);
  }
  nodeData(name: string): string {
    return join(this.node(name), 'data');
  }
  chaincodePackage(label: string): string {
    return join(this.config, `${label}.tar.gz`);
  }

  organisation(domain: string): string {
    return join(this.crypto, 'peerOrganizations', domain);
  }
  organisationMsp(domain: string): string {
    return join(this.organisation(domain), 'msp');
  }
  /** Of the authority that certifies an organisation's members: its certificate and its key. */
  authority(domain: string): { readonly certFile: string; readonly keyFile: string } {
    const folder = join(this.organisation(domain), 'ca');
    return { certFile: join(folder, `ca.${domain}-cert.pem`), keyFile: join(folder, 'priv_sk') };
  }
  tlsCa(domain: string): string {
    return join(this.organisation(domain), 'tlsca', `tlsca.${domain}-cert.pem`);
  }
  /** `user` is `admin`, `user1`, `user2` … */
  userMsp(domain: string, user: string): string {
    const name = `${user.charAt(0).toUpperCase()}${user.slice(1)}@${domain}`;
    return join(this.organisation(domain), 'users', name, 'msp');
  }
  userCert(domain: string, user: string): string {
    const name = `${user.charAt(0).toUpperCase()}${user.slice(1)}@${domain}`;
    return join(this.userMsp(domain, user), 'signcerts', `${name}-cert.pem`);
  }
  userKey(domain: string, user: string): string {
    return join(this.userMsp(domain, user), 'keystore', 'priv_sk');
  }
  peerName(domain: string): string {
    return `${peerHostname}.${domain}`;
  }
  peerCrypto(domain: string): string {
    return join(this.organisation(domain), 'peers', this.peerName(domain));
  }
  ordererName(domain: string): string {
    return `${ordererHostname}.${domain}`;
  }
  ordererCrypto(domain: string): string {
    return join(this.crypto, 'ordererOrganizations', domain, 'orderers', this.ordererName(domain));
  }
  ordererSignCert(domain: string): string {
    return join(this.ordererCrypto(domain), 'msp', 'signcerts', `${this.ordererName(domain)}-cert.pem`);
  }
}
