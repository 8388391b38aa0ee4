import { common } from '@hyperledger/fabric-protos';
import { combinationsExceed } from './combinationsExceed.js';
import { LIMIT, minimalSets, type SignerSet } from './minimalSets.js';
import { shuffle } from './shuffle.js';

/** How many steps one choice of sub-policies may take: a policy that is all traps gets an incomplete answer, not all the time. */
const MAX_STEPS = 200_000;

/**
 * The minimal sets of signers that satisfy a signature policy, of which one signer counts for one principal only. Policies
 * with more than 10,000 combinations at one place are thinned at random, as Fabric's discovery does.
 *
 * @param signers for each of the policy's identities, who satisfies it: each signer a bit
 * @param random from 0 up to 1
 */
export function signerSets(
  rule: common.SignaturePolicy,
  signers: readonly (readonly SignerSet[])[],
  random: () => number,
): readonly SignerSet[] {
  if (rule.getTypeCase() === common.SignaturePolicy.TypeCase.SIGNED_BY)
    return signers[rule.getSignedBy()] ?? [];
  const nOutOf = rule.getNOutOf();
  if (nOutOf === undefined) return [];
  const children = nOutOf
    .getRulesList()
    .map((child) => signerSets(child, signers, random))
    .filter((sets) => sets.length > 0);
  return minimalSets(choose(thin(children, nOutOf.getN(), random), nOutOf.getN()));
}

function thin(
  children: readonly (readonly SignerSet[])[],
  count: number,
  random: () => number,
): readonly (readonly SignerSet[])[] {
  let length = children.length;
  if (!combinationsExceed(length, count, LIMIT)) return children;
  while (combinationsExceed(length, count, LIMIT)) length -= 1;
  return shuffle(children, random).slice(0, length);
}

/** Every union of `count` sets of different children that have no signer in common. */
function choose(children: readonly (readonly SignerSet[])[], count: number): readonly SignerSet[] {
  const found: SignerSet[] = [];
  let steps = 0;
  const extend = (index: number, missing: number, chosen: SignerSet): void => {
    steps += 1;
    if (missing === 0) {
      found.push(chosen);
      return;
    }
    if (children.length - index < missing || steps > MAX_STEPS || found.length > LIMIT) return;
    for (const set of children[index] ?? []) {
      if ((set & chosen) === 0n) extend(index + 1, missing - 1, chosen | set);
    }
    extend(index + 1, missing, chosen);
  };
  extend(0, count, 0n);
  return found;
}
