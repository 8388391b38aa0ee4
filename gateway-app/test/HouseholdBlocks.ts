import { publicRecords } from '@acequia/protocol';
import { put, type LedgerBuilder } from './LedgerBuilder.js';

/** What households do on a sample ledger before they pay. */
export class HouseholdBlocks {
  readonly #builder: LedgerBuilder;

  constructor(builder: LedgerBuilder) {
    this.#builder = builder;
  }

  keyHashOf(homeId: string): string {
    return (homeId === 'SH1' ? '1' : '2').repeat(64);
  }

  enrol(homeId: string): void {
    const party = {
      mspId: `${homeId}MSP`,
      keyHash: this.keyHashOf(homeId),
      role: 'household',
      homeId,
    } as const;
    this.#builder.add({
      function: 'registry:enrolParty',
      writes: [put(publicRecords.party, [party.mspId, party.keyHash], { ...party, status: 'active' })],
    });
  }

  /** Opens a token account of SH1's. */
  openAccount(accountId: string): void {
    const account = { accountId, ownerMspId: 'SH1MSP', ownerKeyHash: this.keyHashOf('SH1') };
    this.#builder.add({
      function: 'token:openAccount',
      writes: [put(publicRecords.account, [accountId], account)],
    });
  }
}
