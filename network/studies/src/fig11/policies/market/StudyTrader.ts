import { TestIdentity } from '@acequia/chaincode/testing';
import { sha256Hex } from '@acequia/protocol';

/**
 * A home in the study's market. It keeps one pseudonym and one token account for the month, where a real home takes fresh ones for
 * each auction: who could link its trades makes no difference to what it uses. Tags, tickets and sealed prices are each auction's.
 */
export class StudyTrader {
  readonly identity = new TestIdentity('TradersMSP');
  /** Of its tokens, and of its lots. */
  readonly accountId: string;
  readonly quotaAccountId: string;

  constructor(home: number) {
    this.accountId = accountOf(`tokens of ${home}`);
    this.quotaAccountId = accountOf(`quota of ${home}`);
  }
}

function accountOf(name: string): string {
  return `acc-${sha256Hex(name).slice(0, 32)}`;
}
