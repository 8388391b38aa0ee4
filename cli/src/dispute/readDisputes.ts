import { openAgent, type AgentOptions } from '../agent/openAgent.js';
import { openApi } from '../api/openApi.js';
import { CliError } from '../CliError.js';
import { withLedger } from '../ledger/withLedger.js';
import type { Output } from '../output/Output.js';
import { AuditorDesk } from './AuditorDesk.js';
import type { DisputeFacts } from './DisputeFacts.js';
import { factsOfRecord } from './factsOfRecord.js';

/** Who wants to know: a home, or the community, or the auditor. */
export interface DisputeReader extends AgentOptions {
  readonly operator?: boolean;
  readonly auditor?: boolean;
}

/** The disputes of a home, of all homes, or of the auditor, the newest first. @throws CliError PARTY_AMBIGUOUS */
export async function readDisputes(reader: DisputeReader, output: Output): Promise<DisputeFacts[]> {
  const parties = [reader.home !== undefined, reader.operator === true, reader.auditor === true];
  if (parties.filter(Boolean).length > 1) {
    throw new CliError('PARTY_AMBIGUOUS', 'say one of --home, --operator and --auditor');
  }
  if (reader.auditor === true) return ofAuditor(reader.run, output);
  if (reader.operator === true) return ofCommunity(reader.run);
  const { agent } = await openAgent(reader);
  const disputes = (await agent.disputes()).map(({ record, finding }) => factsOfRecord(record, finding));
  return newestFirst(disputes);
}

async function ofAuditor(run: string, output: Output): Promise<DisputeFacts[]> {
  return withLedger(run, 'auditor', async (opened) => {
    const desk = await AuditorDesk.open(opened, (version) => {
      output.progress(
        `your operation key ${String(version)} is published: disputes can be opened before you`,
      );
    });
    return (await desk.list()).map((record) => factsOfRecord(record));
  });
}

async function ofCommunity(run: string): Promise<DisputeFacts[]> {
  const api = await openApi({ run });
  const homes = await api.homes();
  return newestFirst((await Promise.all(homes.map(({ homeId }) => api.disputes(homeId)))).flat());
}

function newestFirst(disputes: readonly DisputeFacts[]): DisputeFacts[] {
  return disputes.toSorted((a, b) => b.openedAt - a.openedAt);
}
