import { Contract, type Context } from 'fabric-contract-api';
import { z } from 'zod';
import { shown } from './shown.js';
import { stubCallSchema, type StubOutcome } from './StubCall.js';
import { stubMethods } from './stubMethods.js';

const callsSchema = z.array(stubCallSchema);

/** Makes any calls on its stub and tells what each of them gave: the chaincode that shows what a network does. */
export class ProbeContract extends Contract {
  constructor() {
    super('ProbeContract');
  }

  /**
   * Makes the calls one after the other, past refusals.
   *
   * @param calls JSON of `StubCall[]`
   * @returns JSON of `StubOutcome[]`
   * @throws Error with the argument of `fail`, which ends the transaction
   */
  async run({ stub }: Context, calls: string): Promise<string> {
    const outcomes: StubOutcome[] = [];
    for (const [name, ...args] of callsSchema.parse(JSON.parse(calls))) {
      if (name === 'fail') throw new Error(args[0]);
      outcomes.push(await outcomeOf(() => stubMethods[name](stub, ...args)));
    }
    return JSON.stringify(outcomes);
  }
}

async function outcomeOf(call: () => unknown): Promise<StubOutcome> {
  try {
    const value = await call();
    // Writes give the peer's empty answer.
    return { value: value instanceof Uint8Array ? shown(value) : (value ?? null) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
