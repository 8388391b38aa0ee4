import {
  CodedError,
  type BillBasis,
  type BillDocument,
  type Equation9,
  type MeteredResource,
  type NetworkDescription,
} from '@acequia/protocol';
import type { DemoHome, DemoReport } from './demoReportSchema.js';
import { toSafeNumber } from './toSafeNumber.js';

/** What the demo learnt of one home. */
export interface HomeResult {
  readonly bill: Omit<BillDocument, 'salt'>;
  readonly maxPowerW: number | undefined;
}

/** What the demo learnt in all. */
export interface DemoResult {
  readonly network: Pick<NetworkDescription, 'kind' | 'ordering'>;
  readonly speed: number;
  readonly source: string;
  readonly homes: readonly HomeResult[];
  readonly equation9: Equation9;
  readonly readings: number;
  readonly transactions: number;
  readonly rejected: number;
  readonly sealing: DemoReport['sealing'];
  readonly trade: DemoReport['trade'];
  readonly seconds: number;
}

/**
 * The demo's result as build/demo.json holds it: amounts as JSON numbers.
 *
 * @throws CodedError AMOUNT_UNSAFE for an amount that a JSON number cannot hold exactly.
 */
export function buildDemoReport(result: DemoResult): DemoReport {
  const { network, homes, equation9, ...rest } = result;
  return {
    network: network.kind,
    ordering: network.ordering,
    ...rest,
    homes: homes.map(buildHome),
    equation9: equation9.map(({ resource, contract, held, holds }) => ({
      resource,
      contract: toSafeNumber(contract),
      held: toSafeNumber(held),
      holds,
    })),
  };
}

function buildHome({ bill, maxPowerW }: HomeResult): DemoHome {
  return {
    id: bill.homeId,
    energyWh: againstQuota(bill.basis, 'energy'),
    waterL: againstQuota(bill.basis, 'water'),
    maxPowerW: maxPowerW ?? null,
    bill: {
      number: bill.number,
      status: bill.status,
      currency: bill.currency,
      minor: toSafeNumber(bill.totalMinor),
      lines: bill.lines.map((line) => ({
        resource: line.resource ?? 'base',
        quantity: toSafeNumber(line.quantity),
        unit: line.unit,
        priceMinor: toSafeNumber(line.priceMinor),
        per: toSafeNumber(line.per),
        minor: toSafeNumber(line.amountMinor),
        quality: line.quality ?? null,
        trust: line.trust ?? null,
      })),
    },
  };
}

function againstQuota(basis: readonly BillBasis[], resource: MeteredResource): DemoHome['energyWh'] {
  const entry = basis.find((candidate) => candidate.resource === resource);
  if (entry === undefined) throw new CodedError('BILL_INCOMPLETE', `the bill says nothing of ${resource}`);
  return {
    use: toSafeNumber(entry.use),
    quota: toSafeNumber(entry.quota),
    excess: toSafeNumber(entry.excess),
  };
}
