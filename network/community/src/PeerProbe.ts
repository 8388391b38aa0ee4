import type { FabricConnection, NetworkDescription, Organisation } from '@acequia/protocol';
import { connect, LedgerError } from '@acequia/protocol/fabric';
import { mapLimited, NetworkError, retry } from '@acequia/network/common';

const parallel = 8;
const deadlineMs = 5000;
/** What a peer says that could not ask the chaincode. */
const unanswered: ReadonlySet<string> = new Set([
  'LEDGER_UNAVAILABLE',
  'LEDGER_REFUSED',
  'ENDORSERS_MISSING',
]);

/** Asks the peers of a network as their organisations' admins do. */
export class PeerProbe {
  readonly #description: NetworkDescription;

  constructor(description: NetworkDescription) {
    this.#description = description;
  }

  /** Calls the chaincode through every peer until it answers. @throws NetworkError `NOT_READY` */
  async waitForChaincode(timeoutMs: number): Promise<void> {
    await mapLimited(this.#description.organisations, parallel, async (organisation) => {
      await retry(`the chaincode does not answer on ${organisation.peer.name}`, timeoutMs, async () => {
        await this.#callChaincode(organisation);
      });
    });
  }

  /** Blocks of the first peer that answers; `undefined` when none does. */
  async height(): Promise<number | undefined> {
    const [organisation] = this.#description.organisations;
    if (organisation === undefined) return undefined;
    const client = await connect(this.#connection(organisation), { deadlines: { evaluate: deadlineMs } });
    try {
      return await client.height();
    } catch {
      // A network that is just starting has no height to show: that is an answer, not a failure.
      return undefined;
    } finally {
      client.close();
    }
  }

  /** A chaincode that refuses the call is there all the same. */
  async #callChaincode(organisation: Organisation): Promise<void> {
    const client = await connect(this.#connection(organisation), { deadlines: { evaluate: deadlineMs } });
    try {
      await client.raw.evaluate({ function: 'org.hyperledger.fabric:GetMetadata', arguments: [] });
    } catch (error) {
      if (!(error instanceof LedgerError) || unanswered.has(error.code)) throw error;
    } finally {
      client.close();
    }
  }

  #connection(organisation: Organisation): FabricConnection {
    const { endpoint, tlsHostname, tlsRootCertFile } = organisation.peer;
    const admin = organisation.identities.admin;
    if (admin === undefined) {
      throw new NetworkError('UNKNOWN_ORGANISATION', `${organisation.mspId} has no admin`);
    }
    const { channel, chaincode } = this.#description;
    return {
      endpoint,
      tlsHostname,
      tlsRootCertFile,
      mspId: organisation.mspId,
      ...admin,
      channel,
      chaincode,
    };
  }
}
