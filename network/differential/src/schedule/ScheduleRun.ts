import type { Transaction } from '@hyperledger/fabric-gateway';
import { attempt } from '../harness/attempt.js';
import type { Invocation } from '../harness/Invocation.js';
import type { TestNetwork } from '../harness/TestNetwork.js';
import type { Normalizer } from './Normalizer.js';
import type { Step } from './Step.js';

/** Takes a schedule's steps on one network and tells what it said, in words that are the same on every network. */
export class ScheduleRun {
  readonly #network: TestNetwork;
  readonly #normalizer: Normalizer;

  constructor(network: TestNetwork, normalizer: Normalizer) {
    this.#network = network;
    this.#normalizer = normalizer;
  }

  /** Names of the transactions that were submitted, by their ids. */
  get names(): ReadonlyMap<string, string> {
    return this.#normalizer.names;
  }

  /** @param name of the step; its transactions are `name`, or `name.0`, `name.1` … */
  async take(step: Step, name: string): Promise<unknown> {
    return this.#normalizer.normalize(await this.#take(step, name));
  }

  async #take(step: Step, name: string): Promise<unknown> {
    switch (step.kind) {
      case 'evaluate':
        return await this.#evaluate(step.invocation, name);
      case 'submit':
        return await this.#endorseAndSubmit(step.invocation, name);
      case 'twice':
        return await this.#twice(step.invocation, name);
      case 'race':
        return await this.#race(step.invocations, name);
      case 'burst':
        return await Promise.all(
          step.invocations.map((one, index) => this.#endorseAndSubmit(one, `${name}.${index}`)),
        );
    }
  }

  async #evaluate(invocation: Invocation, name: string): Promise<unknown> {
    const proposal = await this.#network.client(invocation.caller).propose(invocation);
    this.#normalizer.name(proposal.getTransactionId(), name);
    return await attempt(async () => outcomesOf(await proposal.evaluate()));
  }

  async #endorseAndSubmit(invocation: Invocation, name: string): Promise<unknown> {
    const endorsed = await this.#endorse(invocation, name);
    return 'refusal' in endorsed ? endorsed : await this.#submit(endorsed.answer);
  }

  async #twice(invocation: Invocation, name: string): Promise<unknown> {
    const endorsed = await this.#endorse(invocation, name);
    if ('refusal' in endorsed) return endorsed;
    return [await this.#submit(endorsed.answer), await this.#submit(endorsed.answer)];
  }

  async #race(invocations: readonly Invocation[], name: string): Promise<unknown> {
    const endorsed = [];
    for (const [index, invocation] of invocations.entries())
      endorsed.push(await this.#endorse(invocation, `${name}.${index}`));
    const said = [];
    for (const one of endorsed) said.push('refusal' in one ? one : await this.#submit(one.answer));
    return said;
  }

  async #endorse(invocation: Invocation, name: string): ReturnType<typeof attempt<Transaction>> {
    const client = this.#network.client(invocation.caller);
    const proposal = await client.propose(invocation);
    this.#normalizer.name(proposal.getTransactionId(), name);
    return await attempt(() => client.endorse(proposal, invocation.offline));
  }

  async #submit(transaction: Transaction): Promise<unknown> {
    const result = outcomesOf(transaction.getResult());
    const submitted = await attempt(() => transaction.submit());
    if ('refusal' in submitted) return { result, ...submitted };
    return { result, codes: await this.#network.committed(transaction.getTransactionId()) };
  }
}

function outcomesOf(bytes: Uint8Array): unknown {
  const outcomes: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
  return outcomes;
}
