import type { LedgerSession } from '@acequia/chaincode/testing';
import { privateRecords, publicRecords, type RecordType } from '@acequia/protocol';
import type { Outcome, Step } from './Step.js';

const TYPES: Readonly<Record<string, RecordType>> = { ...publicRecords, ...privateRecords };

/** Takes the steps one after the other, past refusals, as the cases do. @returns what came of the last one. */
export async function runSteps(session: LedgerSession, steps: readonly Step[]): Promise<Outcome> {
  let outcome: Outcome = { value: undefined };
  for (const step of steps) {
    try {
      outcome = { value: await runStep(session, step) };
    } catch (error) {
      outcome = { refusal: error instanceof Error ? error.message : String(error) };
    }
  }
  return outcome;
}

async function runStep(session: LedgerSession, step: Step): Promise<unknown> {
  const type = TYPES[step.type];
  if (type === undefined) throw new Error(`no record type ${step.type}`);
  return step.homeId === undefined
    ? await runPublic(session, step, type)
    : await runPrivate(session.privateState(step.homeId), step, type);
}

async function runPublic({ state }: LedgerSession, step: Step, type: RecordType): Promise<unknown> {
  const { key, value } = step;
  switch (step.method) {
    case 'get':
      return await state.get(type, key);
    case 'getRequired':
      return await state.getRequired(type, key);
    case 'list':
      return await state.list(type, key);
    case 'create':
      await state.create(type, key, value);
      return undefined;
    case 'put':
      await state.put(type, key, value);
      return undefined;
    case 'delete':
      await state.delete(type, key);
      return undefined;
    default:
      throw new Error(`world state has no ${step.method}`);
  }
}

async function runPrivate(
  state: ReturnType<LedgerSession['privateState']>,
  { method, key, value }: Step,
  type: RecordType,
): Promise<unknown> {
  switch (method) {
    case 'getRequired':
      return await state.getRequired(type, key);
    case 'hashOf':
      return await state.hashOf(type, key);
    case 'put':
      await state.put(type, key, value);
      return undefined;
    case 'confine':
      await state.confine();
      return undefined;
    case 'purge':
      await state.purge(type, key);
      return undefined;
    default:
      throw new Error(`a collection has no ${method}`);
  }
}
