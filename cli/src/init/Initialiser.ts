import type { Output } from '../output/Output.js';
import type { InitContext } from './initSteps.js';
import { initSteps } from './initSteps.js';
import type { InitState } from './initStateSchema.js';
import type { InitStep } from './InitStep.js';
import type { InitStore } from './InitStore.js';
import { requestIdOf } from './requestIdOf.js';

/** What an init did: how many steps it carried out now, and how many an earlier one had. */
export interface InitOutcome {
  readonly done: number;
  readonly before: number;
}

/** Carries out init's steps, each once, and keeps how far it came after each. */
export class Initialiser {
  readonly #store: InitStore;
  readonly #output: Output;
  readonly #context: InitContext;
  #state: InitState;
  #saving: Promise<void> = Promise.resolve();

  constructor(store: InitStore, output: Output, context: InitContext) {
    this.#store = store;
    this.#output = output;
    this.#context = context;
    this.#state = context.state;
  }

  /**
   * Runs what is left. Steps of a group run at once; when one fails, the others of its group still end and count.
   *
   * @throws the first failure of the group, usually a LedgerError with the chaincode's code.
   */
  async run(): Promise<InitOutcome> {
    const before = this.#state.done.length;
    for (const group of initSteps(this.#context)) {
      const left = group.filter(({ name }) => !this.#state.done.includes(name));
      const results = await Promise.allSettled(left.map((step) => this.#carryOut(step)));
      const failure = results.find((result) => result.status === 'rejected');
      if (failure !== undefined) throw failure.reason;
    }
    return { done: this.#state.done.length - before, before };
  }

  async #carryOut(step: InitStep): Promise<void> {
    await step.run(requestIdOf(this.#state.seed, step.name));
    this.#output.progress(`  done: ${step.title}`);
    this.#state = { ...this.#state, done: [...this.#state.done, step.name] };
    const state = this.#state;
    // One write after the other, so that an older state never replaces a newer.
    this.#saving = this.#saving.then(() => this.#store.save(state));
    await this.#saving;
  }
}
