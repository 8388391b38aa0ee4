import type { common } from '@hyperledger/fabric-protos';
import type { Membership } from '../msp/Membership.js';
import type { PolicyManager } from '../policies/PolicyManager.js';

export interface BatchSettings {
  readonly timeoutMs: number;
  readonly maxMessages: number;
  readonly absoluteMaxBytes: number;
  readonly preferredMaxBytes: number;
}

/** What a channel's configuration says, read from its config block. */
export interface ChannelBundle {
  readonly channel: string;
  readonly config: common.Config;
  readonly membership: Membership;
  readonly policies: PolicyManager;
  readonly batch: BatchSettings;
  /** Path of the policy that guards a resource such as `event/Block`: the channel's ACL, or Fabric's default. `undefined`: unknown resource. */
  acl(resource: string): string | undefined;
}
