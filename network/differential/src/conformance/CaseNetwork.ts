import { Normalizer } from '../schedule/Normalizer.js';
import { ScheduleRun } from '../schedule/ScheduleRun.js';
import type { Client } from '../harness/Client.js';
import type { Invocation } from '../harness/Invocation.js';
import type { Party } from '../harness/Party.js';
import type { TestNetwork } from '../harness/TestNetwork.js';
import type { StubCall } from '../probe/StubCall.js';

const community: Party = { mspId: 'CommunityMSP', user: 'user1' };

/** A network as the named cases use it; the community's first user calls where nobody is named. */
export class CaseNetwork {
  readonly #network: TestNetwork;
  readonly #run: ScheduleRun;
  readonly #normalizer: Normalizer;

  constructor(network: TestNetwork) {
    this.#network = network;
    this.#normalizer = new Normalizer();
    this.#run = new ScheduleRun(network, this.#normalizer);
  }

  get channel(): string {
    return this.#network.description.channel;
  }

  get chaincode(): string {
    return this.#network.description.chaincode;
  }

  client(party: Partial<Party> = {}, through?: string): Client {
    return this.#network.client({ ...community, ...party }, through);
  }

  /** Gives a transaction a name in place of its id. */
  name(transactionId: string, name: string): void {
    this.#normalizer.name(transactionId, name);
  }

  normalize(value: unknown): unknown {
    return this.#normalizer.normalize(value);
  }

  async evaluate(calls: readonly StubCall[], options: Partial<Invocation> = {}): Promise<unknown> {
    return await this.#run.take(
      { kind: 'evaluate', invocation: { caller: community, calls, ...options } },
      'evaluated',
    );
  }

  async submit(calls: readonly StubCall[], options: Partial<Invocation> = {}): Promise<unknown> {
    return await this.#run.take(
      { kind: 'submit', invocation: { caller: community, calls, ...options } },
      'submitted',
    );
  }

  async twice(calls: readonly StubCall[]): Promise<unknown> {
    return await this.#run.take({ kind: 'twice', invocation: { caller: community, calls } }, 'submitted');
  }

  /** Endorses all before it submits the first. */
  async race(...racers: readonly (readonly StubCall[])[]): Promise<unknown> {
    const invocations = racers.map((calls) => ({ caller: community, calls }));
    return await this.#run.take({ kind: 'race', invocations }, 'racer');
  }
}
