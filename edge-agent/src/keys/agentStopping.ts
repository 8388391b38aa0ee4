import { CodedError } from '@acequia/protocol';

/** What those hear who wait for something when the agent ends. */
export function agentStopping(): CodedError {
  return new CodedError('AGENT_STOPPING', 'the agent is being stopped');
}
