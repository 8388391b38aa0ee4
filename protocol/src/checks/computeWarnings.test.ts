import { expect } from 'chai';
import fc from 'fast-check';
import { statementSchema } from '../schemas/statements.js';
import { computeWarnings, type WarningGrounds } from './computeWarnings.js';

const grounds = (changes: Partial<WarningGrounds>): WarningGrounds => ({
  resource: 'water',
  use: 0n,
  quota: 1000n,
  suspectIntervals: 0,
  silentDevices: 0,
  rejectedWindows: 0,
  ...changes,
});

describe('computeWarnings', () => {
  it('warns from 80 per cent of the quota', () => {
    expect(computeWarnings(grounds({ use: 799n }))).to.deep.equal([]);
    expect(computeWarnings(grounds({ use: 800n }))).to.deep.equal([
      { code: 'NEAR_LIMIT', resource: 'water', percent: 80 },
    ]);
    expect(computeWarnings(grounds({ use: 1000n }))).to.deep.equal([
      { code: 'NEAR_LIMIT', resource: 'water', percent: 100 },
    ]);
    expect(computeWarnings(grounds({ use: 1001n }))).to.deep.equal([
      { code: 'OVER_QUOTA', resource: 'water', percent: 100 },
    ]);
  });

  it('states no share of a quota of nothing', () => {
    expect(computeWarnings(grounds({ quota: 0n }))).to.deep.equal([]);
    expect(computeWarnings(grounds({ quota: 0n, use: 1n }))).to.deep.equal([
      { code: 'OVER_QUOTA', resource: 'water' },
    ]);
  });

  it('tells what is wrong with the data', () => {
    expect(
      computeWarnings(grounds({ suspectIntervals: 2, silentDevices: 1, rejectedWindows: 3 })),
    ).to.deep.equal([
      { code: 'DATA_SUSPECT', resource: 'water' },
      { code: 'DEVICE_SILENT', resource: 'water' },
      { code: 'WINDOW_REJECTED', resource: 'water' },
    ]);
  });

  it('always fits a statement', () => {
    const amount = fc.bigInt({ min: 0n, max: 2n ** 62n });
    fc.assert(
      fc.property(amount, amount, (use, quota) => {
        statementSchema.shape.warnings.parse(computeWarnings(grounds({ use, quota })));
      }),
    );
  });
});
