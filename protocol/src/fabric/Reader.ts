import type { z } from 'zod';
import { parseJsonWith } from '../parseWith.js';
import { LedgerError } from './LedgerError.js';
import { retryCall } from './retryCall.js';
import type { Session } from './Session.js';

/** Asks the chaincode, without effect. */
export class Reader {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Evaluates a function on a peer of the Gateway's own organisation. Where that fails the Gateway asks the peer that says that it has
   * the highest ledger, whoever's it is, unless the client reads from one organisation alone. Something not found is reported at once;
   * outages are retried.
   *
   * @throws LedgerError with the chaincode's code or one of the client's.
   */
  async read<S extends z.ZodType>(name: string, argument: string, response: S): Promise<z.output<S>> {
    const { contract, readsFrom, patience, signal, onRetry } = this.#session;
    const options = {
      arguments: [argument],
      ...(readsFrom !== undefined && { endorsingOrganizations: [readsFrom] }),
    };
    const bytes = await retryCall(
      () => {
        const proposal = contract.newProposal(name, options);
        return { transactionId: proposal.getTransactionId(), run: () => proposal.evaluate() };
      },
      { phase: 'evaluate', function: name, patience: { ...patience, lag: 0 }, signal, onRetry },
    );
    try {
      return parseJsonWith(response, Buffer.from(bytes).toString('utf8'));
    } catch (cause) {
      const text = `the answer of ${name} is not what this client understands`;
      throw new LedgerError('RESPONSE_INVALID', text, { phase: 'evaluate', cause });
    }
  }
}
