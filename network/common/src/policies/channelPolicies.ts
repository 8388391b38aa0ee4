import type { NetworkPlan, OrganisationPlan, TradersPlan } from '../topology/NetworkPlan.js';

/** A policy as configtx.yaml writes it. */
export interface ConfigPolicy {
  readonly Type: 'Signature' | 'ImplicitMeta';
  readonly Rule: string;
}

export interface SignaturePolicy extends ConfigPolicy {
  readonly Type: 'Signature';
  readonly Rule: string;
}

const signature = (rule: string): SignaturePolicy => ({ Type: 'Signature', Rule: rule });
const principals = (mspIds: readonly string[], role: string): string =>
  mspIds.map((mspId) => `'${mspId}.${role}'`).join(', ');

/** The community and the homes: those whose word counts. */
export function decidingMspIds(plan: NetworkPlan): string[] {
  return plan.organisations.filter(({ kind }) => kind !== 'public').map(({ mspId }) => mspId);
}

/** More than half of `count`. */
export function majorityOf(count: number): number {
  return Math.floor(count / 2) + 1;
}

/**
 * The channel's application policies. `CommunityAndHome` is the endorsement of every transaction: a peer of the
 * community and one of any home, so that neither side writes alone and no home can block. The public has no say.
 */
export function applicationPolicies(plan: NetworkPlan): Record<string, ConfigPolicy> {
  const homes = plan.organisations.filter(({ kind }) => kind === 'home').map(({ mspId }) => mspId);
  const deciding = decidingMspIds(plan);
  const majority = majorityOf(deciding.length);
  const communityAndHome = `AND('CommunityMSP.peer', OR(${principals(homes, 'peer')}))`;
  return {
    Readers: { Type: 'ImplicitMeta', Rule: 'ANY Readers' },
    Writers: { Type: 'ImplicitMeta', Rule: 'ANY Writers' },
    Admins: signature(`OutOf(${majority}, ${principals(deciding, 'admin')})`),
    LifecycleEndorsement: signature(`OutOf(${majority}, ${principals(deciding, 'peer')})`),
    Endorsement: signature(communityAndHome),
    CommunityAndHome: signature(communityAndHome),
  };
}

/**
 * An organisation's own policies. The public's admin may still write, as it has to approve the chaincode that its own
 * peer runs; its clients only read.
 */
export function organisationPolicies(
  { mspId, kind }: OrganisationPlan,
  clientsOfPublicSubmit: boolean,
): Record<string, SignaturePolicy> {
  const writes = kind !== 'public' || clientsOfPublicSubmit;
  return {
    Readers: signature(`OR('${mspId}.admin', '${mspId}.peer', '${mspId}.client')`),
    Writers: signature(writes ? `OR('${mspId}.admin', '${mspId}.client')` : `OR('${mspId}.admin')`),
    Admins: signature(`OR('${mspId}.admin')`),
    Endorsement: signature(`OR('${mspId}.peer')`),
  };
}

/** The policies of pseudonyms: they read and write as clients, and have no say in anything. */
export function traderPolicies({ mspId }: TradersPlan): Record<string, SignaturePolicy> {
  return {
    Readers: signature(`OR('${mspId}.client')`),
    Writers: signature(`OR('${mspId}.client')`),
    Admins: signature(`OR('${mspId}.admin')`),
    Endorsement: signature(`OR('${mspId}.peer')`),
  };
}

/** The policies of an organisation among the orderers. BFT's own messages are checked against Writers. */
export function ordererOrganisationPolicies(mspId: string): Record<string, SignaturePolicy> {
  return {
    Readers: signature(`OR('${mspId}.orderer', '${mspId}.admin', '${mspId}.peer', '${mspId}.client')`),
    Writers: signature(`OR('${mspId}.orderer', '${mspId}.admin', '${mspId}.client')`),
    Admins: signature(`OR('${mspId}.admin')`),
  };
}

/** The policies of the group of orderers; with BFT configtxgen itself writes who signs blocks, from the consenters. */
export function ordererPolicies(plan: NetworkPlan): Record<string, object> {
  const owners = plan.orderers.map(({ mspId }) => mspId);
  return {
    Readers: { Type: 'ImplicitMeta', Rule: 'ANY Readers' },
    Writers: { Type: 'ImplicitMeta', Rule: 'ANY Writers' },
    Admins: { Type: 'ImplicitMeta', Rule: 'MAJORITY Admins' },
    BlockValidation: signature(`OR(${principals(owners, 'orderer')})`),
  };
}
