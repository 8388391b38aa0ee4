import { periodBounds } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import { initialHoldings } from '../init/initialHoldings.js';
import type { InitState } from '../init/initStateSchema.js';

const WH_PER_KWH = 1000;

/**
 * Opens a month with the contract and every home's quota as the community's file has them.
 *
 * @param requestId the same at every attempt.
 * @throws LedgerError PERIOD_EXISTS, PERIOD_OVERLAP for a month before the last.
 */
export async function openPeriod(
  { quota }: Pick<CommunityLedger, 'quota'>,
  state: Pick<InitState, 'file' | 'homes'>,
  { periodId, requestId }: { readonly periodId: string; readonly requestId: string },
): Promise<void> {
  const { contract, community } = state.file;
  const { kWh, lotKWh } = contract.energy;
  const { litres, lotLitres } = contract.water;
  await quota.openPeriod({
    requestId,
    periodId,
    ...periodBounds(periodId, community.timeZone),
    contracts: [
      { resource: 'energy', lotSize: String(lotKWh * WH_PER_KWH), lots: kWh / lotKWh },
      { resource: 'water', lotSize: String(lotLitres), lots: litres / lotLitres },
      ...(contract.power ?? []).map(({ resource, watts, lotWatts }) => ({
        resource,
        lotSize: String(lotWatts),
        lots: watts / lotWatts,
      })),
    ],
    holdings: initialHoldings(state),
  });
}
