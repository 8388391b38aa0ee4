import type { ClientOptions, RetryNotice } from '../../src/fabric/ClientOptions.js';
import { connect } from '../../src/fabric/connect.js';
import type { FabricClient } from '../../src/fabric/FabricClient.js';
import { FileJournal } from '../../src/fabric/FileJournal.js';
import type { FabricConnection } from '../../src/schemas/fabricConnection.js';
import { ScriptedGateway } from './ScriptedGateway.js';

/** What the tests of writing write. */
export const HOME = { requestId: '00112233445566778899aabbccddeeff', homeId: 'SH1', mspId: 'SH1MSP' };

/** Clients that write by a scripted Gateway, one after the other with the same journal, and give up early. */
export class WritingScene {
  readonly gateway = new ScriptedGateway();
  readonly notices: RetryNotice[] = [];
  readonly #clients: FabricClient[] = [];
  #connection: FabricConnection | undefined;

  async start(): Promise<void> {
    this.#connection = await this.gateway.start();
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.close();
    await this.gateway.stop();
  }

  client(options: ClientOptions = {}): Promise<FabricClient> {
    return this.connect({
      journalDir: this.gateway.path('journal'),
      patience: { lag: 600, outage: 600, submission: 20_000 },
      onRetry: (notice) => this.notices.push(notice),
      ...options,
    });
  }

  /** A client with no options but these. */
  async connect(options?: ClientOptions): Promise<FabricClient> {
    if (this.#connection === undefined) throw new Error('the scene is not started');
    const made = await connect(this.#connection, options);
    this.#clients.push(made);
    return made;
  }

  get journal(): FileJournal {
    return new FileJournal(this.gateway.path('journal'));
  }

  /** The bytes of each submission. */
  submitted(): (string | undefined)[] {
    return this.gateway.sent.submit.map((request) =>
      Buffer.from(request.getPreparedTransaction()?.serializeBinary() ?? []).toString('base64'),
    );
  }
}
