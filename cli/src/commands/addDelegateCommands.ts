import { toLedgerTime } from '@acequia/protocol';
import { Option, type Command } from 'commander';
import { openAgent, type AgentOptions, type OpenedAgent } from '../agent/openAgent.js';
import { withAgentOptions } from '../agent/withAgentOptions.js';
import { CliError } from '../CliError.js';
import type { CommandContext } from '../CommandContext.js';
import { feeInMinor } from '../delegation/feeInMinor.js';
import { findDelegation } from '../delegation/findDelegation.js';
import { offerTimes } from '../delegation/offerTimes.js';
import { renderDelegation } from '../delegation/renderDelegation.js';
import { renderDelegationList } from '../delegation/renderDelegationList.js';
import { renderReadings } from '../delegation/renderReadings.js';
import { resourceOfDevice } from '../delegation/resourceOfDevice.js';
import { parseInteger } from './parseInteger.js';

interface OfferOptions extends AgentOptions {
  readonly from?: string;
  readonly until?: string;
  readonly days?: number;
  readonly purpose: 'absence' | 'care' | 'maintenance' | 'other';
  readonly words: string;
  readonly alarmsOnly?: boolean;
  readonly fee?: string;
  readonly copyAlarms?: boolean;
}

/** What somebody can do with a delegation by its id. */
const ANSWERS = {
  accept: 'take an offer: watch over the other home',
  decline: 'refuse an offer',
  cancel: 'end a delegation before its time, on either side',
} as const;

/** `acequia delegate offer|list|show|accept|decline|cancel|readings`. */
export function addDelegateCommands(program: Command, context: CommandContext): void {
  const group = program.command('delegate').description('let another home watch over yours, for a while');
  addOffer(group, context);
  addQueries(group, context);
  for (const [name, description] of Object.entries(ANSWERS)) {
    addAnswer(group, name as keyof typeof ANSWERS, description, context);
  }
}

function addOffer(group: Command, { output }: CommandContext): void {
  withAgentOptions(
    group
      .command('offer <neighbour>')
      .description('ask another home to watch over this one')
      .option('--from <time>', 'such as "2016-09-16 18:00"; about six hours from now when absent')
      .option('--until <time>', 'when it ends')
      .option('--days <number>', 'instead of --until: how long it lasts', parseInteger(1, 365))
      .addOption(
        new Option('--purpose <purpose>', 'why')
          .choices(['absence', 'care', 'maintenance', 'other'])
          .default('absence'),
      )
      .option('--words <text>', 'something to tell the neighbour', '')
      .option('--alarms-only', 'hand over alarms, and no readings')
      .option('--fee <tokens>', 'what the neighbour gets for every six hours')
      .option('--copy-alarms', 'get the alarms as well, and not the neighbour alone'),
  ).action(async (delegatee: string, options: OfferOptions) => {
    const { agent, state } = await openAgent(options);
    const { timeZone } = state.file.community;
    const view = await agent.offer({
      delegatee,
      ...offerTimes(options, toLedgerTime(state.clock, Date.now()), timeZone),
      purpose: options.purpose,
      words: options.words,
      granularity: options.alarmsOnly === true ? 'alarms' : 'intervals',
      feePerEpoch: feeInMinor(options.fee, state.file.token),
      copyAlarms: options.copyAlarms === true,
    });
    output().result(view, renderDelegation(view, state.file));
  });
}

function addQueries(group: Command, { output }: CommandContext): void {
  withAgentOptions(
    group.command('list').description('what this home delegates, and what it watches over'),
  ).action(async (options: AgentOptions) => {
    const { agent, state } = await openAgent(options);
    const delegations = await agent.delegations();
    output().result({ delegations }, renderDelegationList(delegations, state.file.community.timeZone));
  });
  withAgentOptions(
    group.command('show <delegation>').description('one delegation, by the start of its id'),
  ).action(async (id: string, options: AgentOptions) => {
    const { agent, state } = await openAgent(options);
    const view = findDelegation(await agent.delegations(), id);
    output().result(view, renderDelegation(view, state.file));
  });
  withAgentOptions(
    group
      .command('readings <delegation>')
      .description('what was measured in the home that this one watches over'),
  ).action(async (id: string, options: AgentOptions) => {
    const { agent, state } = await openAgent(options);
    const { delegationId, role, terms } = findDelegation(await agent.delegations(), id);
    if (role === 'delegator') {
      const text = `${terms.delegatee} reads what this home measures; see your own with \`acequia home show ${terms.delegator}\``;
      throw new CliError('DELEGATION_ROLE', text);
    }
    const readings = await agent.readings(delegationId);
    const { timeZone } = state.file.community;
    output().result(
      readings,
      renderReadings(readings, (deviceId) => resourceOfDevice(state, deviceId), timeZone),
    );
  });
}

function addAnswer(
  group: Command,
  name: keyof typeof ANSWERS,
  description: string,
  { output }: CommandContext,
): void {
  withAgentOptions(group.command(`${name} <delegation>`).description(description)).action(
    async (id: string, options: AgentOptions) => {
      const { agent, state } = await openAgent(options);
      const view = await agent[name](await idOf(agent, id));
      output().result(view, renderDelegation(view, state.file));
    },
  );
}

async function idOf(agent: OpenedAgent['agent'], start: string): Promise<string> {
  return findDelegation(await agent.delegations(), start).delegationId;
}
