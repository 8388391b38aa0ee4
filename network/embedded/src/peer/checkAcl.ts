import type { ChannelBundle } from '../channel/ChannelBundle.js';
import type { SignedData } from '../policies/SignedData.js';
import { AclError } from './AclError.js';
import { evaluateAcl } from './evaluateAcl.js';

/**
 * Whether who signed may use a resource of the channel, such as `gateway/CommitStatus`.
 *
 * @throws AclError
 */
export function checkAcl(bundle: ChannelBundle, resource: string, channel: string, signed: SignedData): void {
  if (channel === '') {
    throw new AclError(
      'Invalid channel ID name during check policy on signed data. Name must be different from nil.',
    );
  }
  evaluateAcl(bundle, resource, channel, (policy) => {
    policy.evaluateSignedData([signed]);
  });
}
