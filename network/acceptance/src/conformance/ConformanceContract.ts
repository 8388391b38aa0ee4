import { beginOn, type LedgerStub } from '@acequia/chaincode/testing';
import { Contract, type Context } from 'fabric-contract-api';
import { z } from 'zod';
import { NamespacedStub } from './NamespacedStub.js';
import { runSteps } from './runSteps.js';
import { stepSchema } from './Step.js';

/** Takes the steps of a conformance case on a real peer's stub, as one transaction or as a query. */
export class ConformanceContract extends Contract {
  constructor() {
    super('conformance');
  }

  /** @returns the JSON of the last step's outcome. */
  async run(ctx: Context, namespace: string, steps: string): Promise<string> {
    const stub: LedgerStub = new NamespacedStub(ctx.stub, namespace);
    // Fabric commits what the transaction wrote.
    const session = beginOn(stub, () => undefined);
    return JSON.stringify(await runSteps(session, z.array(stepSchema).parse(JSON.parse(steps))));
  }
}
