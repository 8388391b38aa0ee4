import type { TradingRules, TradingRulesInput } from '@acequia/edge-agent';
import type { MeteredResource } from '@acequia/protocol';
import { Argument, Option, type Command } from 'commander';
import { openAgent, type AgentOptions, type OpenedAgent } from '../agent/openAgent.js';
import { withAgentOptions } from '../agent/withAgentOptions.js';
import type { CommandContext } from '../CommandContext.js';
import { auditorOf } from '../dispute/auditorOf.js';
import { hintAuditorKey } from '../dispute/hintAuditorKey.js';
import { changeRule } from '../rules/changeRule.js';
import { renderDryRun } from '../rules/renderDryRun.js';
import { renderForecast } from '../rules/renderForecast.js';
import { renderRules } from '../rules/renderRules.js';
import { renderTradingLog } from '../rules/renderTradingLog.js';
import { replaceRule } from '../rules/replaceRule.js';
import type { RuleOptions } from '../rules/RuleOptions.js';
import { parseInteger } from './parseInteger.js';

interface SetOptions extends AgentOptions, RuleOptions {
  readonly remove?: boolean;
}

const resource = (): Argument => new Argument('<resource>', 'what is traded').choices(['energy', 'water']);

/** `acequia rules show|set|forecast|dry-run|log`. */
export function addRulesCommands(program: Command, context: CommandContext): void {
  const group = program
    .command('rules')
    .description("the rules by which a home's agent buys and sells its share");
  addQueries(group, context);
  const set = group.command('set').description('change the rules; what is not said stays as it was');
  addSide(set, 'buy', context);
  addSide(set, 'sell', context);
  addMode(set, context);
  addAuditor(set, context);
}

function addQueries(group: Command, { output }: CommandContext): void {
  withAgentOptions(group.command('show').description('the rules')).action(async (options: AgentOptions) => {
    const { homeId, agent, state } = await openAgent(options);
    const rules = await agent.rules();
    output().result({ homeId, ...rules }, renderRules(homeId, rules, state.file));
  });
  withAgentOptions(
    group.command('forecast').description('what the home will probably use until the end of the period'),
  ).action(async (options: AgentOptions) => {
    const { agent, state } = await openAgent(options);
    const forecasts = await agent.forecasts();
    output().result({ forecasts }, renderForecast(forecasts, state.file.community.timeZone));
  });
  withAgentOptions(
    group.command('dry-run').description('what the rules would do now; nothing is done'),
  ).action(async (options: AgentOptions) => {
    const { agent, state } = await openAgent(options);
    const decisions = await agent.dryRun();
    output().result({ decisions }, renderDryRun(decisions, state.file));
  });
  withAgentOptions(
    group.command('log').description('why the home traded or did not, and what came of it'),
  ).action(async (options: AgentOptions) => {
    const { agent, state } = await openAgent(options);
    const entries = await agent.tradingLog();
    output().result({ entries }, renderTradingLog(entries, state.file));
  });
}

function addSide(set: Command, side: 'buy' | 'sell', { output }: CommandContext): void {
  const command = set
    .command(side)
    .description(side === 'buy' ? 'buy what is going to be lacking' : 'sell what will not be needed')
    .addArgument(resource())
    .option('--up-to <amount>', 'in a period: litres, or kilowatt-hours')
    .option(
      '--price <tokens>',
      `for a cubic metre or kilowatt-hour: the ${side === 'buy' ? 'most' : 'least'}`,
    )
    .option('--per-day <times>', 'how often a day', parseInteger(1, 20))
    .option('--per-day-amount <amount>', 'how much a day')
    .option('--on', 'use the rule')
    .addOption(new Option('--off', 'keep the rule and do not use it').conflicts('on'))
    .addOption(new Option('--remove', 'forget the rule').conflicts(['on', 'off', 'upTo', 'price']));
  if (side === 'buy') {
    command
      .option('--over <percent>', 'by how much the forecast must exceed the share', parseInteger(0, 100))
      .addOption(
        new Option('--when <when>', 'buy what is likely to be lacking, or surely').choices([
          'likely',
          'sure',
        ]),
      )
      .option('--per-day-spend <tokens>', 'how many tokens a day');
  } else command.option('--reserve <percent>', 'of the use that is expected, to keep', parseInteger(0, 100));
  withAgentOptions(command).action(async (of: MeteredResource, options: SetOptions) => {
    const opened = await openAgent(options);
    const rules = await opened.agent.rules();
    const known = rules.rules.find((rule) => rule.side === side && rule.resource === of);
    const rule =
      options.remove === true ? undefined : changeRule(side, of, known, options, opened.state.file.token);
    await put(opened, replaceRule(rules, { side, resource: of }, rule), output);
  });
}

function addMode(set: Command, { output }: CommandContext): void {
  withAgentOptions(
    set
      .command('mode')
      .description('whether the home trades by its rules, or only writes down what it would do')
      .addArgument(new Argument('<mode>').choices(['off', 'dry-run', 'on'])),
  ).action(async (mode: TradingRules['mode'], options: AgentOptions) => {
    const opened = await openAgent(options);
    await put(opened, { ...(await opened.agent.rules()), mode }, output);
  });
}

function addAuditor(set: Command, { output }: CommandContext): void {
  withAgentOptions(
    set
      .command('auditor')
      .description(
        'who opens the prices of all its trades should the home be off line; the auditor could read them early',
      )
      .argument('<auditor>', 'off, init for the one that init enrolled, or PublicMSP/<key hash>'),
  ).action(async (named: string, options: AgentOptions) => {
    const opened = await openAgent(options);
    const { mode, everySeconds, quietHours, rules } = await opened.agent.rules();
    const kept = { mode, everySeconds, quietHours, rules };
    const wanted =
      named === 'off'
        ? kept
        : { ...kept, auditor: await auditorOf(opened.state, named === 'init' ? undefined : named) };
    await hintAuditorKey(put(opened, wanted, output));
  });
}

async function put(
  { homeId, agent, state }: OpenedAgent,
  wanted: TradingRulesInput,
  output: CommandContext['output'],
): Promise<void> {
  const rules = await agent.setRules(wanted);
  output().result({ homeId, ...rules }, renderRules(homeId, rules, state.file));
}
