export * from './AlarmBook.js';
export * from './AlarmEngine.js';
export * from './alarmRecipients.js';
export * from './AlarmSender.js';
export * from './composeBatch.js';
