import { sealPriceOpening, type PriceOpening, type PricePlace } from '@acequia/protocol';
import { auditorKey, type AuditorLedger } from './auditorKey.js';
import type { RulesStore } from './RulesStore.js';

export interface OpeningSealerParts {
  /** As the home itself. */
  readonly ledger: AuditorLedger;
  /** The household's: they name the auditor, or none. */
  readonly store: Pick<RulesStore, 'rules'>;
  /** `sealingDomain`. */
  readonly domain: string;
}

/** Seals what opens the home's prices for the auditor that the household named; without one, for nobody, so that all look alike. */
export class OpeningSealer {
  readonly #parts: OpeningSealerParts;

  constructor(parts: OpeningSealerParts) {
    this.#parts = parts;
  }

  /** Looks whether the auditor can be left something. @throws CodedError as {@link auditorKey}. */
  async check(): Promise<void> {
    await this.#recipient();
  }

  /** @returns base64. @throws CodedError as {@link auditorKey}. */
  async seal(place: PricePlace, opening: PriceOpening): Promise<string> {
    const { domain } = this.#parts;
    return sealPriceOpening({ ...place, domain }, opening, await this.#recipient());
  }

  async #recipient(): Promise<Buffer | undefined> {
    const { ledger, store } = this.#parts;
    const { auditor } = store.rules;
    return auditor === undefined ? undefined : await auditorKey(ledger, auditor);
  }
}
