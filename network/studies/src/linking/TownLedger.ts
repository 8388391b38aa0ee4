import { Community, contractsInMemory, type Signer } from '@acequia/chaincode/testing';
import { community } from '@acequia/gateway-app/testing';
import { transactions, type CommunityRecord, type TransactionDefinition } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';

type Fields = Readonly<Record<string, unknown>>;

/** A transaction as everybody reads it in a block. */
export interface TownTransaction {
  readonly transactionId: string;
  readonly by: Signer;
  /** Contract and function, as in `market:bid`. */
  readonly name: string;
  readonly request: Fields;
  /** Keys as `type/attribute/…`; null where one was deleted. */
  readonly writes: Fields;
  /** Ledger seconds. */
  readonly at: number;
}

/** The contracts in memory, and a note of each transaction that they took. */
export class TownLedger {
  readonly community = new Community();
  readonly transactions: TownTransaction[] = [];
  /** The community's record: certificates' times follow from its clock. */
  readonly record: CommunityRecord;

  constructor() {
    const { ledger, origin } = this.community;
    // OpenSSL makes the registrar's authority by the machine's clock.
    ledger.nowMs = Math.floor(Date.now() / 1000) * 1000;
    this.record = { ...community, clock: { origin, start: ledger.nowMs / 1000, speed: 1 } };
  }

  /** The client's methods, signed by somebody. */
  as(identity: Signer): CommunityLedger {
    const { ledger } = this.community;
    return contractsInMemory(
      {
        runRaw: async (by, contract, fn, parameters, transient) => {
          const receipt = await ledger.runRaw(by, contract, fn, parameters, transient);
          if (isWrite(contract, fn)) {
            const request = JSON.parse(parameters[0] ?? '') as Fields;
            const { transactionId, writes } = receipt;
            this.transactions.push({
              transactionId,
              by,
              name: `${contract}:${fn}`,
              request,
              writes,
              at: this.now,
            });
          }
          return receipt;
        },
      },
      identity,
    );
  }

  /** Ledger seconds. */
  get now(): number {
    return this.community.now;
  }

  /** Wall clock, milliseconds. */
  get wallClock(): number {
    return this.community.ledger.nowMs;
  }

  isTokenAccount(accountId: string): boolean {
    return this.transactions.some(
      ({ name, request }) => name === 'token:openAccount' && request.accountId === accountId,
    );
  }
}

/** Queries leave no trace. */
function isWrite(contract: string, fn: string): boolean {
  const tables: Readonly<Record<string, Readonly<Record<string, TransactionDefinition>>>> = transactions;
  return tables[contract]?.[fn]?.kind === 'submit';
}
