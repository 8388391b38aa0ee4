import {
  delegationsAnswerSchema,
  delegationViewSchema,
  emptyBodySchema,
  type DelegationView,
  type OfferBody,
} from '@acequia/edge-agent';
import { EPOCH_SECONDS } from '@acequia/protocol';
import { eventually } from '../harness/eventually.js';
import type { HomeName } from '../harness/HomeName.js';
import type { TestCommunity } from '../harness/TestCommunity.js';
import type { AgentProgram } from '../processes/AgentProgram.js';
import type { Village } from './Village.js';

/** What a delegation of the tests is like; whatever is absent is as a householder would have it for a weekend. */
export interface DelegationWish {
  readonly from: HomeName;
  readonly to: HomeName;
  /** How many epochs; it starts as soon as both can have agreed. */
  readonly epochs: number;
  readonly terms?: Partial<Omit<OfferBody, 'delegatee' | 'start' | 'end'>>;
}

/** Time to agree in, in epochs. */
const NOTICE = 3;

/** Lets one home's agent offer and the other's accept, and waits until the community has registered it. */
export async function delegate(
  village: Village,
  community: TestCommunity,
  { from, to, epochs, terms }: DelegationWish,
): Promise<DelegationView> {
  const start = (Math.floor(community.now() / EPOCH_SECONDS) + 1 + NOTICE) * EPOCH_SECONDS;
  const offer: OfferBody = {
    delegatee: to,
    start,
    end: start + epochs * EPOCH_SECONDS,
    purpose: 'absence',
    granularity: 'intervals',
    ...terms,
  };
  const { delegationId } = await village.agent(from).control('/delegations', delegationViewSchema, offer);
  await eventually(`the offer at ${to}`, () => delegationOf(village.agent(to), delegationId));
  await village.agent(to).control(`/delegations/${delegationId}/accept`, delegationViewSchema, noBody);
  return await eventually(`the delegation of ${from} to ${to} to be registered`, async () => {
    const view = await delegationOf(village.agent(from), delegationId);
    if (view?.state === 'refused') throw new Error(`the community refused it with ${view.refusal}`);
    return view?.state === 'registered' || view?.state === 'active' ? view : undefined;
  });
}

/** A delegation as an agent sees it; undefined when it knows of none. */
export async function delegationOf(
  agent: AgentProgram,
  delegationId: string,
): Promise<DelegationView | undefined> {
  const { delegations } = await agent.control('/delegations', delegationsAnswerSchema);
  return delegations.find((each) => each.delegationId === delegationId);
}

/** The body of what needs no more than its path. */
export const noBody = emptyBodySchema.parse({});
