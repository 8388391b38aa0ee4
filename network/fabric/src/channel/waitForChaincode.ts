import {
  NetworkError,
  mapLimited,
  retry,
  type NetworkPlan,
  type OrganisationPlan,
} from '@acequia/network/common';
import type { PeerCli } from './PeerCli.js';

const parallel = 4;

/** Calls the chaincode on every peer until it answers, so that a first call finds it connected. */
export async function waitForChaincode(plan: NetworkPlan, cli: PeerCli, timeoutMs: number): Promise<void> {
  await mapLimited(plan.organisations, parallel, async (organisation) =>
    retry(`the chaincode does not answer on ${organisation.peer.name}`, timeoutMs, async () => {
      await call(plan, cli, organisation);
    }),
  );
}

async function call(plan: NetworkPlan, cli: PeerCli, organisation: OrganisationPlan): Promise<void> {
  const { channel, chaincode } = plan.topology;
  const input = JSON.stringify({ Args: ['org.hyperledger.fabric:GetMetadata'] });
  try {
    await cli.run(organisation, ['chaincode', 'query', '-C', channel, '-n', chaincode.name, '-c', input]);
  } catch (error) {
    if (!isChaincodeRefusal(error)) throw error;
  }
}

/** A chaincode that refuses the call is there all the same; what the peer itself could not do reads differently. */
function isChaincodeRefusal(error: unknown): boolean {
  return (
    error instanceof NetworkError &&
    error.message.includes('endorsement failure during query. response: status:500') &&
    !/error in simulation|make sure the chaincode|could not launch/.test(error.message)
  );
}
