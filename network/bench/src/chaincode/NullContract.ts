import { Contract } from 'fabric-contract-api';

/** What a transaction costs that does no work of its own. */
export class NullContract extends Contract {
  constructor() {
    super('null');
  }

  /** Reads nothing, writes nothing, answers nothing. */
  async nothing(): Promise<void> {
    await Promise.resolve();
  }
}
