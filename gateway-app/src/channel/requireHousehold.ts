import { CodedError } from '@acequia/protocol';
import type { ChannelSigner } from '@acequia/protocol/channel';
import type { ReadModel } from '../readModel/ReadModel.js';

/**
 * The home that a signer speaks for: households of active homes, and nobody else, have a mailbox.
 *
 * @throws CodedError CHANNEL_DENIED.
 */
export function requireHousehold(model: ReadModel, signer: ChannelSigner): string {
  const party = model.registry.party(signer.mspId, signer.keyHash);
  const homeId = party?.status === 'active' && party.role === 'household' ? party.homeId : undefined;
  if (homeId === undefined || model.registry.home(homeId)?.status !== 'active') {
    throw new CodedError('CHANNEL_DENIED', 'the signer is no active household of the community');
  }
  return homeId;
}
