import { Option, type Command } from 'commander';
import { openAgent, type AgentOptions } from '../agent/openAgent.js';
import { withAgentOptions } from '../agent/withAgentOptions.js';
import type { CommandContext } from '../CommandContext.js';
import { CliError } from '../CliError.js';
import { auditorOf } from '../dispute/auditorOf.js';
import { AuditorDesk } from '../dispute/AuditorDesk.js';
import type { DisputeFacts } from '../dispute/DisputeFacts.js';
import { factsOfRecord } from '../dispute/factsOfRecord.js';
import { hintAuditorKey } from '../dispute/hintAuditorKey.js';
import { openAsOperator } from '../dispute/openAsOperator.js';
import { parseCorrection } from '../dispute/parseCorrection.js';
import { parseSubject } from '../dispute/parseSubject.js';
import { readDisputes, type DisputeReader } from '../dispute/readDisputes.js';
import { renderDispute } from '../dispute/renderDispute.js';
import { renderDisputeList } from '../dispute/renderDisputeList.js';
import { renderEvidence } from '../dispute/renderEvidence.js';
import { resourceOfDevice } from '../delegation/resourceOfDevice.js';
import { InitStore } from '../init/InitStore.js';
import type { InitState } from '../init/initStateSchema.js';
import { withLedger } from '../ledger/withLedger.js';
import { RunFolder } from '../run/RunFolder.js';
import { RUN_OPTION } from '../run/RUN_OPTION.js';

interface OpenOptions extends AgentOptions {
  readonly words: string;
  readonly before?: string;
  readonly operator?: boolean;
}
interface FindOptions {
  readonly run: string;
  readonly outcome?: 'upheld' | 'dismissed';
  readonly words?: string;
  readonly correction: string;
}

const stateOf = async (run: string): Promise<InitState> => new InitStore(new RunFolder(run).stateFile).get();

/** `acequia dispute open|disclose|list|show|find|close`. */
export function addDisputeCommands(program: Command, context: CommandContext): void {
  const group = program
    .command('dispute')
    .description('disputes about bills and readings, decided by an auditor');
  addOpen(group, context);
  addDisclose(group, context);
  addQueries(group, context);
  addFind(group, context);
  addClose(group, context);
}

function addOpen(group: Command, { output }: CommandContext): void {
  withAgentOptions(
    group
      .command('open <subject>')
      .description('dispute a bill, such as B-2016-09-SH1, or a window of readings, such as sh1-water/12')
      .requiredOption('--words <text>', 'why; the auditor alone reads it')
      .option('--before <auditor>', 'another auditor than the one that init enrolled: PublicMSP/<key hash>')
      .option('--operator', 'as the community, and not as a home'),
  ).action(async (text: string, options: OpenOptions) => {
    const subject = parseSubject(text);
    const state = await stateOf(options.run);
    const auditor = await auditorOf(state, options.before);
    const wish = { subject, words: options.words, auditor };
    const disputeId = await hintAuditorKey(
      options.operator === true
        ? withLedger(options.run, 'operator', (opened) => openAsOperator(opened, wish))
        : openAgent(options).then(({ agent }) => agent.openDispute(wish)),
    );
    const next =
      options.operator === true
        ? "The community's gateway discloses the readings to the auditor."
        : `Next: acequia dispute disclose ${disputeId} --home ${options.home ?? 'HOME'}`;
    output().result({ disputeId }, [`Dispute ${disputeId} is open. ${next}`]);
  });
}

function addDisclose(group: Command, { output }: CommandContext): void {
  withAgentOptions(
    group
      .command('disclose <dispute>')
      .description('let the auditor read what the dispute is about, and no more'),
  ).action(async (disputeId: string, options: AgentOptions) => {
    const { agent } = await openAgent(options);
    const answer = await agent.disclose(disputeId);
    const missing = answer.missing.map(({ deviceId, sequence }) => `${deviceId}/${String(sequence)}`);
    output().result(answer, [
      `The auditor can read ${String(answer.disclosed)} windows of readings now.`,
      ...(missing.length === 0 ? [] : [`This home has no key any more for ${missing.join(', ')}.`]),
    ]);
  });
}

function addQueries(group: Command, { output }: CommandContext): void {
  const withReader = (command: Command): Command =>
    withAgentOptions(command)
      .option('--operator', 'as the community: the disputes of all homes')
      .option('--auditor', 'as the auditor: those that are to be decided');
  withReader(group.command('list').description("a home's disputes, the newest first")).action(
    async (options: DisputeReader) => {
      const out = output();
      const disputes = await readDisputes(options, out);
      const { timeZone } = (await stateOf(options.run)).file.community;
      out.result({ disputes }, renderDisputeList(disputes, timeZone));
    },
  );
  withReader(group.command('show <dispute>').description('one dispute, and what was found')).action(
    async (disputeId: string, options: DisputeReader) => {
      const out = output();
      const facts = findDispute(await readDisputes(options, out), disputeId);
      out.result(facts, renderDispute(facts, (await stateOf(options.run)).file.community));
    },
  );
}

function findDispute(disputes: readonly DisputeFacts[], disputeId: string): DisputeFacts {
  const found = disputes.find((dispute) => dispute.disputeId === disputeId);
  if (found !== undefined) return found;
  throw new CliError(
    'DISPUTE_UNKNOWN',
    `there is no dispute ${disputeId} here: see \`acequia dispute list\``,
  );
}

function addFind(group: Command, { output }: CommandContext): void {
  group
    .command('find <dispute>')
    .description('as the auditor: read what was disclosed, and with --outcome record what was found')
    .addOption(
      new Option('--outcome <outcome>', 'whether the complaint is right').choices(['upheld', 'dismissed']),
    )
    .option('--words <text>', 'what was found; home and community alone read it')
    .option('--correction <amount>', 'what the home is charged more, such as 1.50; less with a minus', '0')
    .option(...RUN_OPTION)
    .action(async (disputeId: string, options: FindOptions) => {
      const out = output();
      await withLedger(options.run, 'auditor', async (opened) => {
        const { state } = opened;
        const setting = state.file.community;
        const verdict = verdictOf(options, setting.currency.minorDigits);
        const desk = await AuditorDesk.open(opened, (version) => {
          out.progress(`your operation key ${String(version)} is published`);
        });
        const dispute = await desk.find(disputeId);
        const evidence = await desk.evidence(dispute);
        const finding = verdict === undefined ? undefined : await desk.record(dispute, verdict);
        const facts = factsOfRecord(dispute);
        out.result({ ...facts, evidence, finding: finding ?? facts.finding ?? null }, [
          ...renderDispute(facts, setting),
          ...renderEvidence(evidence, (deviceId) => resourceOfDevice(state, deviceId), setting.timeZone),
          '',
          finding === undefined
            ? `Next: acequia dispute find ${disputeId} --outcome upheld|dismissed --words "…"`
            : 'What you found is on the ledger. The community makes the note that follows, and closes the dispute.',
        ]);
      });
    });
}

function verdictOf(
  { outcome, words, correction }: FindOptions,
  minorDigits: number,
): Parameters<AuditorDesk['record']>[1] | undefined {
  if (outcome === undefined) return undefined;
  if (words === undefined) throw new CliError('WORDS_MISSING', 'say with --words what you found');
  return { outcome, words, correctionMinor: parseCorrection(correction, minorDigits) };
}

function addClose(group: Command, { output }: CommandContext): void {
  group
    .command('close <dispute>')
    .description('as the community: close what is decided; its gateway does so by itself when it runs')
    .option('--note <number>', 'the note that followed')
    .option(...RUN_OPTION)
    .action(async (disputeId: string, { run, note }: { readonly run: string; readonly note?: string }) => {
      await withLedger(run, 'operator', ({ client }) =>
        client.ledger.disputes.closeDispute({ disputeId, ...(note === undefined ? {} : { note }) }),
      );
      output().result({ disputeId, note: note ?? null }, [`Dispute ${disputeId} is closed.`]);
    });
}
