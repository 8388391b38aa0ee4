import { percent } from '../percent.js';
import type { Outcomes } from './outcomesOf.js';
import { PAPER } from './PAPER.js';
import type { Box } from './plot/Box.js';
import { plotBoxes } from './plot/plotBoxes.js';
import { POLICY_NAMES, type PolicyName } from './PolicyName.js';

const LABELS: Readonly<Record<PolicyName, string>> = {
  'no trading': 'no trading',
  'paper policy': "the paper's trading",
  ours: 'our trading',
};
/** What the paper says of the same policy. */
const IN_PAPER: Readonly<
  Partial<Record<PolicyName, { readonly excess: number; readonly dispersion: number }>>
> = {
  'no trading': PAPER.noTrading,
  'paper policy': PAPER.trading,
};

/** Fig. 11 of paper 000 anew, as SVG: how the days of all homes lie around what the homes were entitled to. */
export function plotFig11(outcomes: Outcomes): string {
  return plotBoxes(
    'Use of a day against what the home was entitled to',
    'Boxes: quartiles and median of all home-days. Lines: 5th to 95th percentile. Red: the width in paper 000, Fig. 11.',
    '(use − entitlement) ÷ daily quota, per cent',
    POLICY_NAMES.map((policy) => boxOf(policy, outcomes)),
  );
}

function boxOf(policy: PolicyName, outcomes: Outcomes): Box {
  const { p5, p25, median, p75, p95, excess } = outcomes[policy].all;
  const paper = IN_PAPER[policy];
  return {
    label: LABELS[policy],
    note: `excess ${percent(excess)}${paper === undefined ? '' : `, paper ${percent(paper.excess)}`}`,
    low: 100 * p5,
    lowerQuartile: 100 * p25,
    median: 100 * median,
    upperQuartile: 100 * p75,
    high: 100 * p95,
    ...(paper !== undefined && { paperDispersion: Math.round(100 * paper.dispersion) }),
  };
}
