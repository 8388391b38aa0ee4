import { common } from '@hyperledger/fabric-protos';
import { PolicyError } from './PolicyError.js';

const rules = new Map([
  ['ANY', common.ImplicitMetaPolicy.Rule.ANY],
  ['ALL', common.ImplicitMetaPolicy.Rule.ALL],
  ['MAJORITY', common.ImplicitMetaPolicy.Rule.MAJORITY],
]);

/**
 * Reads `ANY|ALL|MAJORITY <sub-policy>` (Fabric: common/policies/implicitmetaparser.go).
 *
 * @throws PolicyError with Fabric's text
 */
export function parseImplicitMeta(text: string): common.ImplicitMetaPolicy {
  const words = text.split(' ');
  const [ruleName, subPolicy] = words;
  if (words.length !== 2 || ruleName === undefined || subPolicy === undefined) {
    throw new PolicyError(`expected two space separated tokens, but got ${words.length}`);
  }
  const rule = rules.get(ruleName);
  if (rule === undefined) {
    throw new PolicyError(`unknown rule type '${ruleName}', expected ALL, ANY, or MAJORITY`);
  }
  const policy = new common.ImplicitMetaPolicy();
  policy.setRule(rule);
  policy.setSubPolicy(subPolicy);
  return policy;
}
