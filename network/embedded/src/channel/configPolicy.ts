import { common } from '@hyperledger/fabric-protos';
import { parseImplicitMeta } from '../policies/parseImplicitMeta.js';
import { parsePolicyExpression } from '../policies/parsePolicyExpression.js';
import { messageOf } from '../messageOf.js';
import { ChannelConfigError } from './ChannelConfigError.js';

/**
 * A policy of the configuration from its rule: `ANY|ALL|MAJORITY <sub-policy>`, else a signature policy expression.
 *
 * @throws ChannelConfigError with Fabric's text
 */
export function configPolicy(rule: string): common.Policy {
  const implicit = /^(ANY|ALL|MAJORITY)\s/.test(rule);
  const { SIGNATURE, IMPLICIT_META } = common.Policy.PolicyType;
  const policy = new common.Policy();
  policy.setType(implicit ? IMPLICIT_META : SIGNATURE);
  try {
    policy.setValue((implicit ? parseImplicitMeta(rule) : parsePolicyExpression(rule)).serializeBinary());
  } catch (error) {
    const kind = implicit ? 'implicit meta' : 'signature';
    const text = messageOf(error);
    throw new ChannelConfigError(`invalid ${kind} policy rule '${rule}': ${text}`, { cause: error });
  }
  return policy;
}
