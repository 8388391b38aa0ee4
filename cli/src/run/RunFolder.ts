import { join, resolve } from 'node:path';

/** Where a community's own files lie: what init decided, keys, configuration files, and the processes' data and logs. */
export class RunFolder {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = resolve(dir);
  }

  /** What init decided and how far it came. */
  get stateFile(): string {
    return join(this.dir, 'init.json');
  }

  /** Signed transactions of init that wait for their outcome. */
  get journalDir(): string {
    return join(this.dir, 'journal');
  }

  /** The same of commands that a party gives. */
  journalDirOf(party: string): string {
    return join(this.dir, 'journals', party);
  }

  deviceKeyFile(deviceId: string): string {
    return join(this.dir, 'keys', `${deviceId}.pem`);
  }

  /** Secrets that are encrypted at rest. @param owner `community`, a home's id, or `auditor`. */
  keysDir(owner: string): string {
    return join(this.dir, 'secrets', owner, 'keys');
  }

  /** What unlocks the files at rest of one owner's programs. */
  atRestKeyFile(owner: string): string {
    return join(this.dir, 'secrets', owner, 'at-rest.key');
  }

  agentConfigFile(homeId: string): string {
    return join(this.dir, 'agents', `${homeId}.json`);
  }

  /** @param owner `community` or a home's id. */
  gatewayConfigFile(owner: string): string {
    return join(this.dir, 'gateways', `${owner}.json`);
  }

  /** @param process such as `agent-SH1` or `gateway-community`. */
  dataDir(process: string): string {
    return join(this.dir, 'data', process);
  }

  logFile(process: string): string {
    return join(this.dir, 'logs', `${process}.log`);
  }
}
