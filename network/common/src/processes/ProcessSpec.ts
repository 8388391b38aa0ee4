export type ProcessKind = 'orderer' | 'peer' | 'embedded' | 'chaincode';

/** How the supervisor starts one process. */
export interface ProcessSpec {
  readonly name: string;
  readonly kind: ProcessKind;
  /** MSP ids that it serves, the owner first. */
  readonly mspIds: readonly string[];
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Added to the supervisor's environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Where it listens when it is up. */
  readonly host: string;
  readonly port: number;
  /** Prometheus metrics on loopback. */
  readonly operationsPort?: number;
}
