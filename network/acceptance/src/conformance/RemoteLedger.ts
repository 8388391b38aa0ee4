import { randomBytes } from 'node:crypto';
import type { LedgerEntry, LedgerSession, RecordKey } from '@acequia/chaincode/testing';
import { CodedError, parseErrorCode, privateRecords, type RecordType } from '@acequia/protocol';
import type { RawProposal } from '@acequia/protocol/fabric';
import type { z } from 'zod';
import type { Member } from '../harness/Member.js';
import { outcomeSchema, type Step } from './Step.js';

/** The ledger's state on a real peer, empty at first: each call is a query, each commit a transaction. */
export class RemoteLedger {
  readonly #member: Member;
  readonly #settled: () => Promise<void>;
  readonly #namespace = `case${randomBytes(6).toString('hex')}`;

  /** @param settled waits until every peer has what any other has. */
  constructor(member: Member, settled: () => Promise<void>) {
    this.#member = member;
    this.#settled = settled;
  }

  begin(): LedgerSession {
    const steps: Step[] = [];
    /** Asks for the outcome of a step behind all steps of this session before it. */
    const take = async (
      homeId: string | undefined,
      method: Step['method'],
      type: RecordType,
      key: RecordKey,
      value?: unknown,
    ): Promise<unknown> => {
      const place = homeId === undefined ? {} : { homeId };
      steps.push({ ...place, method, type: type.type, key: [...key], value });
      return await this.#ask(steps);
    };
    const write = async (...step: Parameters<typeof take>): Promise<void> => {
      await take(...step);
    };
    return {
      state: {
        get: async (type, key) => (await take(undefined, 'get', type, key)) as z.output<typeof type.schema>,
        getRequired: async (type, key) =>
          (await take(undefined, 'getRequired', type, key)) as z.output<typeof type.schema>,
        list: async (type, key) =>
          (await take(undefined, 'list', type, key)) as LedgerEntry<z.output<typeof type.schema>>[],
        listFrozen: async (type, key) =>
          (await take(undefined, 'list', type, key)) as LedgerEntry<z.output<typeof type.schema>>[],
        create: (type, key, value) => write(undefined, 'create', type, key, value),
        put: (type, key, value) => write(undefined, 'put', type, key, value),
        delete: (type, key) => write(undefined, 'delete', type, key),
      },
      privateState: (homeId) => ({
        getRequired: async (type, key) =>
          (await take(homeId, 'getRequired', type, key)) as z.output<typeof type.schema>,
        put: (type, key, value) => write(homeId, 'put', type, key, value),
        hashOf: async (type, key) => (await take(homeId, 'hashOf', type, key)) as string | undefined,
        confine: () => write(homeId, 'confine', privateRecords.quotaAccount, []),
        purge: (type, key) => write(homeId, 'purge', type, key),
      }),
      commit: () => this.#commit(steps),
    };
  }

  async #ask(steps: readonly Step[]): Promise<unknown> {
    const answer = await this.#member.client.raw.evaluate(this.#proposal(steps));
    const outcome = outcomeSchema.parse(JSON.parse(answer));
    if (!('refusal' in outcome)) return outcome.value;
    const coded = parseErrorCode(outcome.refusal);
    if (coded === undefined) throw new Error(outcome.refusal);
    throw new CodedError(coded.code, coded.text);
  }

  async #commit(steps: readonly Step[]): Promise<void> {
    // A single step, which nobody repeats: all endorsers must have what was committed before.
    await this.#settled();
    const { raw } = this.#member.client;
    const { validationCode } = await raw.submit(await raw.endorse(this.#proposal(steps)));
    if (validationCode !== 'VALID') throw new Error(`the transaction was found invalid: ${validationCode}`);
  }

  #proposal(steps: readonly Step[]): RawProposal {
    return { function: 'conformance:run', arguments: [this.#namespace, JSON.stringify(steps)] };
  }
}
