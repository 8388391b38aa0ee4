import { msp } from '@hyperledger/fabric-protos';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import { peerResources } from '../channel/peerResources.js';
import type { Identity } from '../msp/Identity.js';
import { AclError } from '../peer/AclError.js';
import { evaluateAcl } from '../peer/evaluateAcl.js';
import { rolePrincipal } from '../policies/rolePrincipal.js';

const ADMINS = 'Admins';
const MEMBERS = 'Members';
/** The one resource of a peer that is not for its organisation's admins alone. */
const MEMBERS_RESOURCE = 'cscc/GetChannels';

/**
 * Who may use a resource on one organisation's peer: the channel's ACLs, Fabric's defaults, and roles for the peer's own
 * resources (core/aclmgmt, core/policy).
 */
export class AccessControl {
  readonly #mspId: string;
  readonly #bundle: ChannelBundle;

  constructor(mspId: string, bundle: ChannelBundle) {
    this.#mspId = mspId;
    this.#bundle = bundle;
  }

  /**
   * @param channel empty for a call without a channel
   * @param caller whose certificate and signature have been checked
   * @throws AclError
   */
  check(resource: string, channel: string, caller: Identity): void {
    if (peerResources.has(resource))
      this.#checkRole(resource === MEMBERS_RESOURCE ? MEMBERS : ADMINS, caller);
    else if (channel === '') this.#refuseWithoutChannel(resource, caller);
    else {
      evaluateAcl(this.#bundle, resource, channel, (policy) => {
        policy.evaluateIdentities([caller]);
      });
    }
  }

  /** Without a channel there are the peer's roles only, and a policy's path names none. */
  #refuseWithoutChannel(resource: string, caller: Identity): never {
    const path = this.#bundle.acl(resource);
    if (path === undefined) throw new AclError(`Unmapped policy for ${resource}`);
    this.#checkMsp(path, caller);
    const reason = `MSP Principal role [${path}] not recognized`;
    throw withoutChannel('getting local MSP principal', path, reason);
  }

  #checkRole(policy: typeof ADMINS | typeof MEMBERS, caller: Identity): void {
    this.#checkMsp(policy, caller);
    const role = policy === ADMINS ? msp.MSPRole.MSPRoleType.ADMIN : msp.MSPRole.MSPRoleType.MEMBER;
    if (this.#bundle.membership.satisfies(caller, rolePrincipal(this.#mspId, role))) return;
    const reason =
      policy === ADMINS
        ? `The identity is not an admin under this MSP [${this.#mspId}]: The identity does not contain OU [ADMIN], MSP: [${this.#mspId}]`
        : `The identity is not valid under this MSP [${this.#mspId}]`;
    throw withoutChannel("verifying that proposal's creator satisfies local MSP principal", policy, reason);
  }

  #checkMsp(policy: string, caller: Identity): void {
    if (caller.mspId === this.#mspId) return;
    const reason = `expected MSP ID ${this.#mspId}, received ${caller.mspId}`;
    throw withoutChannel('deserializing proposal creator', policy, reason);
  }
}

function withoutChannel(what: string, policy: string, reason: string): AclError {
  return new AclError(`Failed ${what} during channelless check policy with policy [${policy}]: [${reason}]`);
}
