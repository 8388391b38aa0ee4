import { join } from 'node:path';

export type FabricCommand = 'peer' | 'orderer' | 'osnadmin' | 'configtxgen' | 'configtxlator' | 'cryptogen';

/** A folder of Fabric's commands, and the folder with its sample core.yaml and orderer.yaml. */
export class FabricBinaries {
  static readonly commands: readonly FabricCommand[] = [
    'peer',
    'orderer',
    'osnadmin',
    'configtxgen',
    'configtxlator',
    'cryptogen',
  ];

  readonly binDir: string;
  readonly configDir: string;

  constructor(binDir: string, configDir: string) {
    this.binDir = binDir;
    this.configDir = configDir;
  }

  command(name: FabricCommand): string {
    return join(this.binDir, name);
  }

  sampleConfig(name: 'core.yaml' | 'orderer.yaml'): string {
    return join(this.configDir, name);
  }
}
