import {
  breachEvidenceSchema,
  breachOfSale,
  hashCanonical,
  random16HexSchema,
  timestampSchema,
  type BreachEvidence,
  type DeliveryView,
} from '@acequia/protocol';
import { z } from 'zod';

/** What the community claims of a sale, with all that its hash on the ledger is of: an auditor who is shown it can check it. */
export const breachViewSchema = z.strictObject({
  ...breachEvidenceSchema.shape,
  /** The trade that it is about; absent where the agent no longer knows it. */
  tradeId: random16HexSchema.optional(),
  /** Whether the figures are those that the claim on the ledger is about, and come to as many lots. They may still be wrong. */
  isProven: z.boolean(),
  /** Ledger seconds: until then the claim can be disputed. */
  disputableUntil: timestampSchema.optional(),
  state: z.enum(['claimed', 'disputed', 'decided', 'paid']),
});
export type BreachView = z.infer<typeof breachViewSchema>;
/** `GET /trading/breaches`. */
export const breachesAnswerSchema = z.strictObject({ breaches: z.array(breachViewSchema) });

/** Holds what the community wrote against what stands on the ledger. Pure. */
export function breachView(
  evidence: BreachEvidence,
  delivery: DeliveryView,
  tradeId: string | undefined,
): BreachView {
  const { use, entitlement, lotSize, soldLots, laterLots, breachedLots } = evidence;
  const { claim, disputeSeconds, lots } = delivery;
  const measured = { use: BigInt(use), entitlement: BigInt(entitlement), lotSize: BigInt(lotSize) };
  const isProven =
    claim?.evidenceHash === hashCanonical(evidence) &&
    claim.lots === breachedLots &&
    lots === soldLots &&
    breachOfSale({ soldLots, laterLots }, measured) === breachedLots;
  return {
    ...evidence,
    ...(tradeId !== undefined && { tradeId }),
    isProven,
    ...(claim !== undefined && { disputableUntil: claim.at + disputeSeconds }),
    state: stateOf(delivery),
  };
}

function stateOf({ dispute, decision, release }: DeliveryView): BreachView['state'] {
  if (release !== undefined) return 'paid';
  if (decision !== undefined) return 'decided';
  return dispute === undefined ? 'claimed' : 'disputed';
}
