import type { TariffRecord } from '../schemas/billing.js';

/**
 * The tariff of a period that starts at `periodStart` (ledger seconds): the latest that is valid by then. A tariff that
 * starts within a period counts from the next one. Of two from the same second the later name wins, so that every party
 * picks the same one. Undefined when none is valid yet.
 */
export function tariffAt(tariffs: readonly TariffRecord[], periodStart: number): TariffRecord | undefined {
  return tariffs
    .filter((tariff) => tariff.validFrom <= periodStart)
    .sort((a, b) => a.validFrom - b.validFrom || (a.tariffId < b.tariffId ? -1 : 1))
    .at(-1);
}
