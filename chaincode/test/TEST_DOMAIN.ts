import { sealingDomain } from '@acequia/protocol';
import { TEST_CHANNEL } from './TEST_CHANNEL.js';

/** Where sealed things of tests belong. */
export const TEST_DOMAIN = sealingDomain({ channel: TEST_CHANNEL, chaincode: 'acequia' });
