import { createHash } from 'node:crypto';
import type { ChaincodeDefinition } from '../definitions/ChaincodeDefinition.js';

/** A chaincode server as Fabric would name its package. */
export interface ChaincodePackage {
  readonly label: string;
  /** `label:hash`. Nothing is installed here, so the hash is of what a package of a chaincode server would say. */
  readonly id: string;
}

export function chaincodePackage({ name, version, address }: ChaincodeDefinition): ChaincodePackage {
  const label = `${name}_${version}`;
  const content = JSON.stringify({ type: 'ccaas', label, address });
  return { label, id: `${label}:${createHash('sha256').update(content).digest('hex')}` };
}
