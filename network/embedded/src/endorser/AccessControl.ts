import { msp, peer } from '@hyperledger/fabric-protos';
import type { common } from '@hyperledger/fabric-protos';
import { messageOf } from '../chaincode/messageOf.js';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import { peerResources } from '../channel/peerResources.js';
import type { Identity } from '../msp/Identity.js';
import { AccessDeniedError } from './AccessDeniedError.js';

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
   * @throws AccessDeniedError
   */
  check(resource: string, channel: string, caller: Identity): void {
    if (peerResources.has(resource)) {
      this.#checkRole(resource === MEMBERS_RESOURCE ? MEMBERS : ADMINS, caller);
      return;
    }
    const path = this.#bundle.acl(resource);
    if (path === undefined) throw new AccessDeniedError(`Unmapped policy for ${resource}`);
    if (channel === '') {
      this.#checkMsp(path, caller);
      throw withoutChannel(
        'getting local MSP principal',
        path,
        `MSP Principal role [${path}] not recognized`,
      );
    }
    if (channel !== this.#bundle.channel)
      throw new AccessDeniedError(`Failed to get policy manager for channel [${channel}]`);
    this.#checkPolicy(resource, path, caller);
  }

  #checkPolicy(resource: string, path: string, caller: Identity): void {
    const policy = this.#bundle.policies.policy(path);
    const configured = isConfigured(this.#bundle.config, resource);
    if (policy === undefined)
      throw this.#unsatisfied(
        path,
        configured,
        configured ? `policy ${path} not found` : `no such policy: '${path}'`,
      );
    try {
      policy.evaluateIdentities([caller]);
    } catch (error) {
      throw this.#unsatisfied(path, configured, messageOf(error));
    }
  }

  #unsatisfied(path: string, configured: boolean, reason: string): AccessDeniedError {
    return new AccessDeniedError(
      configured
        ? `failed evaluating policy on signed data during check policy [${path}]: [${reason}]`
        : `Failed evaluating policy on signed data during check policy on channel [${this.#bundle.channel}] with policy [${path}]: [${reason}]`,
    );
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

function withoutChannel(what: string, policy: string, reason: string): AccessDeniedError {
  return new AccessDeniedError(
    `Failed ${what} during channelless check policy with policy [${policy}]: [${reason}]`,
  );
}

function rolePrincipal(
  mspId: string,
  role: msp.MSPRole.MSPRoleTypeMap[keyof msp.MSPRole.MSPRoleTypeMap],
): msp.MSPPrincipal {
  const mspRole = new msp.MSPRole();
  mspRole.setMspIdentifier(mspId);
  mspRole.setRole(role);
  const principal = new msp.MSPPrincipal();
  principal.setPrincipalClassification(msp.MSPPrincipal.Classification.ROLE);
  principal.setPrincipal(mspRole.serializeBinary());
  return principal;
}

/** Whether the channel's own ACLs name the resource: Fabric's refusals then read otherwise than for its defaults. */
function isConfigured(config: common.Config, resource: string): boolean {
  const value = config.getChannelGroup()?.getGroupsMap().get('Application')?.getValuesMap().get('ACLs');
  if (value === undefined) return false;
  return (
    peer.ACLs.deserializeBinary(value.getValue_asU8()).getAclsMap().get(resource)?.getPolicyRef() !==
    undefined
  );
}
