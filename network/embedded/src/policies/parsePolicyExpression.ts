import { common, msp } from '@hyperledger/fabric-protos';
import { outOf } from './outOf.js';
import { PolicyError } from './PolicyError.js';
import type { PolicyExpression } from './PolicyExpression.js';
import { PolicyExpressionReader } from './PolicyExpressionReader.js';
import { readPolicyTokens } from './readPolicyTokens.js';
import { rolePrincipal } from './rolePrincipal.js';
import { signedBy } from './signedBy.js';

type Gate = Extract<PolicyExpression, { kind: 'gate' }>;

const roles = new Map([
  ['admin', msp.MSPRole.MSPRoleType.ADMIN],
  ['member', msp.MSPRole.MSPRoleType.MEMBER],
  ['client', msp.MSPRole.MSPRoleType.CLIENT],
  ['peer', msp.MSPRole.MSPRoleType.PEER],
  ['orderer', msp.MSPRole.MSPRoleType.ORDERER],
]);

/**
 * Reads a signature policy such as `OutOf(2, 'Org1MSP.peer', AND('Org2MSP.admin', 'Org3MSP.member'))`, with principals
 * in Fabric's order: those of inner gates first (Fabric: common/policydsl/policyparser.go). Arithmetic, which Fabric's
 * expression language would also compute, is refused, and so is a policy within a text; what is no expression at all is
 * refused in other words than Fabric's.
 *
 * @throws PolicyError with Fabric's text for what is no policy
 */
export function parsePolicyExpression(text: string): common.SignaturePolicyEnvelope {
  const expression = new PolicyExpressionReader(readPolicyTokens(text)).read();
  if (expression.kind !== 'gate') {
    throw notAPolicy(expression, text);
  }
  const principals: msp.MSPPrincipal[] = [];
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setRule(ruleOf(expression, principals));
  envelope.setIdentitiesList(principals);
  return envelope;
}

function ruleOf(gate: Gate, principals: msp.MSPPrincipal[]): common.SignaturePolicy {
  const inner = new Map<PolicyExpression, common.SignaturePolicy>(
    gate.members
      .filter((member) => member.kind === 'gate')
      .map((member) => [member, ruleOf(member, principals)]),
  );
  const given = gate.members.length + (gate.gate === 'outof' ? 0 : 1);
  if (given < 2) {
    throw new PolicyError(`expected at least two arguments to NOutOf. Given ${given}`);
  }
  const members = gate.gate === 'outof' ? gate.members.slice(1) : gate.members;
  const threshold = thresholdOf(gate);
  const rules = members.map((member) => inner.get(member) ?? signedBy(addPrincipal(member, principals)));
  // One more than there are members is allowed: a policy that nothing satisfies.
  if (threshold < 0 || threshold > members.length + 1) {
    throw new PolicyError(`invalid t-out-of-n predicate, t ${threshold}, n ${members.length}`);
  }
  return outOf(threshold, rules);
}

function thresholdOf({ gate, members }: Gate): number {
  if (gate !== 'outof') {
    return gate === 'and' ? members.length : 1;
  }
  const [first] = members;
  if (first === undefined || first.kind === 'gate') {
    throw new PolicyError('unrecognized type, expected a number, got *common.SignaturePolicy');
  }
  if (first.kind === 'number') {
    return Math.trunc(first.value);
  }
  if (first.kind === 'text' && /^\d+$/.test(first.value)) {
    return Number(first.value);
  }
  throw unrecognised(first.value);
}

/** @returns the index of the new principal: the same principal twice is listed twice, as Fabric does */
function addPrincipal(member: PolicyExpression, principals: msp.MSPPrincipal[]): number {
  if (member.kind !== 'text') {
    throw member.kind === 'name' ? unrecognised(member.value) : new PolicyError('unexpected type float64');
  }
  const [, mspId, roleName] =
    /^([A-Za-z0-9.-]+)\.(admin|member|client|peer|orderer)$/.exec(member.value) ?? [];
  const role = roles.get(roleName ?? '');
  if (mspId === undefined || role === undefined) {
    throw /^-?\d+(\.\d+)?$/.test(member.value)
      ? new PolicyError('unrecognized type, expected a principal or a policy, got float64')
      : unrecognised(member.value);
  }
  return principals.push(rolePrincipal(mspId, role)) - 1;
}

function notAPolicy(expression: Exclude<PolicyExpression, Gate>, text: string): PolicyError {
  if (expression.kind === 'number' || /^(\d+|true|false)$/.test(expression.value)) {
    return new PolicyError(`invalid policy string '${text}'`);
  }
  return expression.value === ''
    ? new PolicyError('Unexpected end of expression')
    : unrecognised(expression.value);
}

/** What Fabric's expression language says of a word that it takes for a variable. */
function unrecognised(text: string): PolicyError {
  const word = text.replaceAll(/^['"]|['"]$/g, '');
  if (word === 'true' || word === 'false') {
    return new PolicyError('unexpected type bool');
  }
  const [variable = '', ...fields] = word.split('.');
  if (!/^\p{L}[\p{L}\p{Nd}_.]*$/u.test(word) || fields.length === 0) {
    return new PolicyError(`unrecognized token '${word}' in policy string`);
  }
  if (fields.at(-1) === '') {
    return new PolicyError(`Hanging accessor on token '${word}'`);
  }
  const hidden = fields.find((field) => /^\p{Ll}/u.test(field));
  return hidden === undefined
    ? new PolicyError(`unrecognized token '${variable}' in policy string`)
    : new PolicyError(`Unable to access unexported field '${hidden}' in token '${word}'`);
}
