import { CodedError } from '@acequia/protocol';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { CliError } from '../CliError.js';
import { waitFor } from './waitFor.js';

describe('waiting for a part of the trade', () => {
  const { signal } = new AbortController();
  const patience = { untilMs: performance.now() + 60_000, signal };
  const refusal = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: unknown) => String(error),
    );

  it('asks on while there is no answer, or it is refused for now', async () => {
    let asked = 0;
    const answer = await waitFor('an answer', patience, async () => {
      asked += 1;
      if (asked === 1) throw new CodedError('NOBODY_ASKS', 'nobody asks');
      return Promise.resolve(asked < 3 ? undefined : asked);
    });
    expect(answer).to.equal(3);
  });

  it('gives up at once on what is refused for good', async () => {
    const error = new CodedError('QUANTITY_TOO_LARGE', 'the home does not hold so much');
    expect(await refusal(waitFor('it', patience, async () => Promise.reject(error)))).to.contain(
      error.message,
    );
  });

  it('says what it has waited for in vain, and what was refused last', async () => {
    const error = new CodedError('AGENT_WAITING', 'it starts');
    const over = { untilMs: performance.now(), signal };
    expect(await refusal(waitFor('the agent', over, async () => Promise.reject(error)))).to.contain(
      'TRADE_LATE: waited in vain for the agent (AGENT_WAITING): look at the logs',
    );
  });

  it('ends with the reason of an interruption', async () => {
    const interruption = new AbortController();
    const reason = new CliError('DEMO_INTERRUPTED', 'stopped');
    const wait = waitFor('it', { ...patience, signal: interruption.signal }, async () => {
      interruption.abort(reason);
      return Promise.resolve(undefined);
    });
    expect(await refusal(wait)).to.contain('DEMO_INTERRUPTED');
  });
});
