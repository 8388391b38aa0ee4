import type { msp } from '@hyperledger/fabric-protos';
import { IdentityError } from './IdentityError.js';
import type { OrganizationalUnits } from './OrganizationalUnits.js';

/** A role that an organisational unit in the certificate gives. */
export type NodeRole = 'CLIENT' | 'PEER' | 'ADMIN' | 'ORDERER';

interface RoleUnit {
  readonly name: string;
  /** `undefined`: whoever of the MSP's authorities certified it. */
  readonly certifiers: string | undefined;
}

/** Which organisational unit stands for which role in an MSP, if they do at all (msp/mspimplvalidate.go, from MSP 1.4.3 on). */
export class NodeOus {
  /** Whether certificates must have a role. */
  readonly enforced: boolean;
  readonly #units: ReadonlyMap<NodeRole, RoleUnit>;

  private constructor(enforced: boolean, units: ReadonlyMap<NodeRole, RoleUnit>) {
    this.enforced = enforced;
    this.#units = units;
  }

  /** `certifiersOf` names the authorities from a PEM certificate up to its root. */
  static read(config: msp.FabricNodeOUs | undefined, certifiersOf: (pem: Uint8Array) => string): NodeOus {
    const units = new Map<NodeRole, RoleUnit>();
    const add = (role: NodeRole, unit: msp.FabricOUIdentifier | undefined): void => {
      if (unit === undefined) return;
      const certificate = unit.getCertificate_asU8();
      const certifiers = certificate.length === 0 ? undefined : certifiersOf(certificate);
      units.set(role, { name: unit.getOrganizationalUnitIdentifier(), certifiers });
    };
    add('CLIENT', config?.getClientOuIdentifier());
    add('PEER', config?.getPeerOuIdentifier());
    add('ADMIN', config?.getAdminOuIdentifier());
    add('ORDERER', config?.getOrdererOuIdentifier());
    return new NodeOus((config?.getEnable() ?? false) && units.size > 0, units);
  }

  /** Whether admins can be told by their certificates. */
  get knowsAdmins(): boolean {
    return this.enforced && this.#units.has('ADMIN');
  }

  /** Whether one of the units stands for the role. Who certified them is checked by {@link requireOneRole}. */
  has(role: NodeRole, { names }: OrganizationalUnits): boolean {
    const unit = this.#units.get(role);
    return this.enforced && unit !== undefined && names.includes(unit.name);
  }

  /** @throws IdentityError `NO_SINGLE_ROLE` unless exactly one unit stands for a role */
  requireOneRole(units: OrganizationalUnits, mspId: string): void {
    if (!this.enforced) return;
    const roleUnits = new Map([...this.#units.values()].map((unit) => [unit.name, unit]));
    const found = units.names.flatMap((name) => roleUnits.get(name) ?? []);
    if (found.some(({ certifiers }) => certifiers !== undefined && certifiers !== units.certifiers)) {
      throw refused(`certifiersIdentifier does not match: ${describe(units)}, MSP: [${mspId}]`);
    }
    if (found.length === 0) {
      throw refused(
        `the identity does not have an OU that resolves to client, peer, orderer, or admin role. OUs: ${describe(units)}, MSP: [${mspId}]`,
      );
    }
    if (found.length > 1) {
      throw refused(
        `the identity must have a client, a peer, an orderer, or an admin OU role to be valid, not a combination of them. OUs: ${describe(units)}, MSP: [${mspId}]`,
      );
    }
  }
}

function refused(text: string): IdentityError {
  return new IdentityError('NO_SINGLE_ROLE', `could not validate identity's OUs: ${text}`);
}

function describe({ names, certifiers }: OrganizationalUnits): string {
  const prefix = certifiers.slice(0, 16).toUpperCase();
  return `[${names.map((name) => `${name}(${prefix})`).join(' ')}]`;
}
