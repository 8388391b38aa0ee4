export * from './channelEnvelope.js';
export * from './ChannelIdentity.js';
export * from './channelMessage.js';
export * from './loadChannelIdentity.js';
export * from './MailClient.js';
export * from './mailReply.js';
export * from './mailRequest.js';
export * from './ReplayGuard.js';
