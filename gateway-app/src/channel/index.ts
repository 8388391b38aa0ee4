export * from './CommunityInbox.js';
export * from './Letters.js';
export * from './Mailbox.js';
export * from './MailDesk.js';
export * from './MailServer.js';
