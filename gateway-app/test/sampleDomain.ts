import { sealingDomain } from '@acequia/protocol';

export const CHANNEL = 'community';
/** Where the samples' records belong. */
export const SAMPLE_DOMAIN = sealingDomain({ channel: CHANNEL, chaincode: 'acequia' });
